/** Takes secrets out of whatever leaves the program: logs, errors, exports. */
export interface Redactor {
  /** From now on this value is taken out, also base64- and URL-encoded. */
  learn(secret: string): void;
  redact(text: string): string;
}

const mark = "[redacted]";

/** Shapes of keys that were never learned: OpenAI and compatible, GitHub, AWS, Google, bearer headers. */
const shapes =
  /\b(?:sk-[A-Za-z0-9_-]{16,}|gh[pousr]_[A-Za-z0-9]{30,}|AKIA[A-Z0-9]{16}|AIza[A-Za-z0-9_-]{30,})|(?<=\bBearer\s)[A-Za-z0-9._~+/-]{16,}=*/g;

export function createRedactor(): Redactor {
  const learned = new Set<string>();
  return {
    learn(secret) {
      // One to three characters, such as "x" for a local server, would blank out ordinary text and protect nothing.
      if (secret.length < 4) return;
      learned.add(secret);
      learned.add(encodeURIComponent(secret));
      learned.add(btoa(String.fromCodePoint(...new TextEncoder().encode(secret))));
    },
    redact(text) {
      let clean = text;
      for (const secret of learned) clean = clean.replaceAll(secret, mark);
      return clean.replace(shapes, mark);
    },
  };
}
