export interface Secret {
  kind: "api-key" | "token" | "private-key" | "password";
  /** UTF-16 offsets. */
  start: number;
  end: number;
}

interface Pattern {
  kind: Secret["kind"];
  /** Sticky to no place, global; its group `secret` is what must not be seen. Every repetition is bounded or runs to one end. */
  find: RegExp;
  /** Fixed letters that all matches hold: a text without them is not searched at all. */
  marks: readonly string[];
  /** Without a prefix that is proof enough, the value itself must look random. */
  mustLookRandom?: boolean;
}

const edge = "(?<![A-Za-z0-9_-])";

const patterns: readonly Pattern[] = [
  {
    kind: "api-key",
    find: new RegExp(`${edge}(?<secret>sk-[A-Za-z0-9_-]{20,300})`, "gd"),
    marks: ["sk-"],
    mustLookRandom: true,
  },
  {
    kind: "api-key",
    find: new RegExp(
      `${edge}(?<secret>(?:[rs]k_live_|[rs]k_test_|gsk_|hf_|r8_|xai-|pplx-|nvapi-)[A-Za-z0-9_-]{20,200})`,
      "gd",
    ),
    marks: ["k_live_", "k_test_", "gsk_", "hf_", "r8_", "xai-", "pplx-", "nvapi-"],
    mustLookRandom: true,
  },
  {
    kind: "api-key",
    find: new RegExp(`${edge}(?<secret>(?:AKIA|ASIA)[A-Z0-9]{16})(?![A-Za-z0-9])`, "gd"),
    marks: ["AKIA", "ASIA"],
  },
  {
    kind: "api-key",
    find: new RegExp(`${edge}(?<secret>AIza[A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])`, "gd"),
    marks: ["AIza"],
    mustLookRandom: true,
  },
  {
    kind: "token",
    find: new RegExp(
      `${edge}(?<secret>(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{40,255}|glpat-[A-Za-z0-9_-]{20,100}|npm_[A-Za-z0-9]{36}))`,
      "gd",
    ),
    marks: ["gh", "glpat-", "npm_", "github_pat_"],
    mustLookRandom: true,
  },
  {
    kind: "token",
    find: new RegExp(`${edge}(?<secret>xox[abeoprs]-[A-Za-z0-9-]{12,200})`, "gd"),
    marks: ["xox"],
    mustLookRandom: true,
  },
  {
    kind: "token",
    find: new RegExp(
      `${edge}(?<secret>eyJ[A-Za-z0-9_-]{10,2000}\\.eyJ[A-Za-z0-9_-]{5,4000}\\.[A-Za-z0-9_-]{16,1000})`,
      "gd",
    ),
    marks: ["eyJ"],
  },
  {
    kind: "token",
    find: /\b[Bb]earer\s{1,4}(?<secret>[A-Za-z0-9._~+/-]{20,2000}={0,2})/dg,
    marks: ["earer"],
    mustLookRandom: true,
  },
  {
    kind: "password",
    find: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@{}<>"']{1,64}:(?<secret>[^\s/:@{}<>"']{8,100})@/dgi,
    marks: ["://"],
    mustLookRandom: true,
  },
  {
    kind: "api-key",
    find: /(?:api[ _-]?key|secret(?:[ _-]?key)?|access[ _-]?(?:key|token)|auth[ _-]?token|token|密钥|令牌)["'`]?\s{0,3}(?:[:=：＝]|是|为)\s{0,3}["'`]?(?<secret>[A-Za-z0-9_+/.=-]{20,200})(?![A-Za-z0-9_+/.=-])/dgi,
    marks: ["key", "KEY", "Key", "ecret", "ECRET", "oken", "OKEN", "密钥", "令牌"],
    mustLookRandom: true,
  },
  {
    kind: "password",
    find: /(?:password|passwd|密码|口令)["'`]?\s{0,3}(?:[:=：＝]|是|为)\s{0,3}["'`]?(?<secret>[A-Za-z0-9!@#$%^&*_+=.?-]{12,100})(?=["'`\s,;，。；]|$)/dgi,
    marks: ["assw", "ASSW", "密码", "口令"],
    mustLookRandom: true,
  },
];

const keyHead = /-----BEGIN (?:[A-Z]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;

/** What looks like a secret, in order and without overlaps. Placeholders such as `sk-xxxx` or `YOUR_API_KEY` are none. */
export function findSecrets(text: string): Secret[] {
  const found: Secret[] = privateKeys(text);
  for (const { kind, find, marks, mustLookRandom = false } of patterns) {
    if (!marks.some((mark) => text.includes(mark))) continue;
    for (const match of text.matchAll(find)) {
      const [start = 0, end = 0] = match.indices?.groups?.secret ?? [];
      const value = text.slice(start, end);
      if (isPlaceholder(value) || (mustLookRandom && !looksRandom(value))) continue;
      found.push({ kind, start, end });
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  let reached = 0;
  return found.filter(({ start, end }) => {
    const isFree = start >= reached;
    if (isFree) reached = end;
    return isFree;
  });
}

/** Longer than any key in text form; what lies further away belongs to another one. */
const longestKey = 20_000;

function privateKeys(text: string): Secret[] {
  const found: Secret[] = [];
  let tail = 0;
  let reached = 0;
  for (const { 0: head, index } of text.matchAll(keyHead)) {
    const bodyStart = index + head.length;
    if (index < reached || !/[A-Za-z0-9+/]{40}/.test(text.slice(bodyStart, bodyStart + 400))) continue;
    // Starts only rise, so the text is read once for all of them.
    if (tail >= 0 && tail < index) tail = text.indexOf("-----END ", index);
    const close = tail < 0 || tail - index > longestKey ? -1 : text.slice(tail, tail + 80).indexOf("KEY");
    const tailEnd = close < 0 ? -1 : text.slice(tail + close, tail + close + 20).lastIndexOf("-----");
    const end = tailEnd < 0 ? bodyStart : tail + close + tailEnd + 5;
    found.push({ kind: "private-key", start: index, end });
    reached = end;
  }
  return found;
}

const placeholderWords =
  /your|example|placeholder|sample|dummy|fake|redacted|insert|replace|change-?me|here|todo|xxx|yyy|zzz|\.\.\.|\*\*\*|012345|123456|abcdef|my[-_]?(?:api|key|token|secret)|<|>/i;

const isPlaceholder = (value: string): boolean => placeholderWords.test(value) || /(.)\1{4}/.test(value);

/** Random letters and digits are mixed and spread; words, paths, numbers and file names are not. */
function looksRandom(value: string): boolean {
  const body = value.slice(0, 200);
  const digits = body.match(/\d/g)?.length ?? 0;
  const letters = body.match(/[A-Za-z]/g)?.length ?? 0;
  if (digits < 2 || letters < 4) return false;
  // Words with dashes and a year: `sk-learn-pipeline-2024`.
  const words = body.match(/[a-z]{4,}/g)?.join("").length ?? 0;
  if (words > body.length * 0.6 && /^[a-z]+(?:[-_./][a-z0-9]+)+$/.test(body)) return false;
  return entropy(body) >= (body.length < 24 ? 2.8 : 3.2);
}

/** Bits per character, by how often each character occurs. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
