import { textFault } from "../model/text.ts";

export type JsonFault = { path: string; reason: "duplicate-key" | "forbidden-key" };

const sign = /["{}[\],:]/g;

/** Texts and signs, one after the other. A pattern for a whole text would run out of stack on one of megabytes. */
function* tokensOf(json: string): Generator<string> {
  let at = 0;
  for (;;) {
    sign.lastIndex = at;
    const found = sign.exec(json);
    if (found === null) return;
    if (found[0] === '"') {
      const end = endOfText(json, found.index);
      yield json.slice(found.index, end);
      at = end;
    } else {
      yield found[0];
      at = found.index + 1;
    }
  }
}

/** Behind the quotation mark that ends the text which begins at `start`. */
function endOfText(json: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    at = json.indexOf('"', at);
    if (at < 0) return json.length;
    let escapes = 0;
    while (json[at - 1 - escapes] === "\\") escapes += 1;
    if (escapes % 2 === 0) return at + 1;
  }
}

/**
 * The first key that JSON.parse would drop without a word (a duplicate: the last one wins), that is dangerous to copy
 * (`__proto__`) or that cannot be stored (with a NUL or half a character), as a path such as `model.temperature`; null where there is none. Expects text that JSON.parse accepts.
 */
export function findUnsafeKey(json: string): JsonFault | null {
  const open: { keys: Set<string> | null; key: string; index: number }[] = [];
  let expectsKey = false;
  for (const token of tokensOf(json)) {
    const inside = open.at(-1);
    if (token === "{" || token === "[") {
      open.push({ keys: token === "{" ? new Set() : null, key: "", index: 0 });
      expectsKey = token === "{";
    } else if (token === "}" || token === "]") {
      open.pop();
      expectsKey = false;
    } else if (token === ",") {
      expectsKey = inside?.keys !== null;
      if (inside !== undefined) inside.index += 1;
    } else if (token !== ":" && expectsKey && inside?.keys) {
      expectsKey = false;
      inside.key = JSON.parse(token) as string;
      const path = () => joinPath(open.map(({ keys, key, index }) => (keys === null ? index : key)));
      if (inside.key === "__proto__" || textFault(inside.key) !== null)
        return { path: path(), reason: "forbidden-key" };
      if (inside.keys.has(inside.key)) return { path: path(), reason: "duplicate-key" };
      inside.keys.add(inside.key);
    }
  }
  return null;
}

/** `["messages", 0, "role"]` → `messages[0].role` */
export function joinPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}
