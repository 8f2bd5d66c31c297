/** Takes secrets out of whatever leaves the program: logs, errors, exports. */
export interface Redactor {
  /** From now on this value is taken out, also in the encodings in which it may come back. */
  learn(secret: string): void;
  redact(text: string): string;
  /** The same data with every text in it redacted; the names of fields are Lathe's own. */
  redactData<T>(data: T): T;
}

const mark = "[redacted]";

/** A shorter secret, such as "x" for a local server, would blank out ordinary text: no such key is accepted. */
export const leastLearned = 4;

/** Shapes of keys that were never learned: OpenAI and compatible, GitHub, AWS, Google, bearer headers. */
const shapes =
  /\b(?:sk-[A-Za-z0-9_-]{16,}|gh[pousr]_[A-Za-z0-9]{30,}|AKIA[A-Z0-9]{16}|AIza[A-Za-z0-9_-]{30,})|(?<=\bBearer\s)[A-Za-z0-9._~+/-]{16,}=*/g;

export function createRedactor(): Redactor {
  /** Longest first: a form that is part of another would leave the other's rest behind. */
  let learned: string[] = [];
  const redact = (text: string): string => {
    let clean = text;
    for (const form of learned) clean = clean.replaceAll(form, mark);
    return clean.replace(shapes, mark);
  };
  const redactData = (data: unknown): unknown => {
    if (typeof data === "string") return redact(data);
    if (Array.isArray(data)) return data.map(redactData);
    if (typeof data !== "object" || data === null) return data;
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, redactData(value)]));
  };
  return {
    learn(secret) {
      if (secret.length < leastLearned || learned.includes(secret)) return;
      learned = [...new Set([...learned, ...formsOf(secret)])].sort((a, b) => b.length - a.length);
    },
    redact,
    redactData: <T>(data: T) => redactData(data) as T,
  };
}

/** Shorter than this, an encoding's part in the middle of other text would be found in innocent text as well. */
const leastEncoded = 8;

/** The secret and the encodings in which it may come back. */
export function formsOf(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const encoded = [
    ...base64Forms(bytes),
    hex,
    hex.toUpperCase(),
    [...secret].reverse().join(""),
    JSON.stringify(secret).slice(1, -1),
  ].filter((form) => form.length >= leastEncoded);
  const url = encodeURIComponent(secret);
  const lowerUrl = url.replace(/%../g, (octet) => octet.toLowerCase());
  return [secret, url, lowerUrl, toBase64(bytes), ...encoded];
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/**
 * Base64 as it looks where the secret stands in the middle of other text: with 0, 1 or 2 bytes before it in its group of
 * three. The characters at either end that other bytes have a share in are left out.
 */
function base64Forms(bytes: Uint8Array): string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = toBase64(new Uint8Array([...new Uint8Array(before), ...bytes]));
    const from = Math.ceil((before * 8) / 6);
    const form = text.slice(from, Math.floor(((before + bytes.length) * 8) / 6));
    return [form, form.replaceAll("+", "-").replaceAll("/", "_")];
  });
}
