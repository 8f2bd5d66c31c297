import { formsOf, leastLearned } from "../redactor.ts";

const mark = "[redacted]";
/** From so many of its characters on, a beginning of a key gives some of it away. */
const telling = 12;

/**
 * Takes the key of a call out of its own answer, in which a provider or a gateway may repeat it: what is stored, shown and
 * exported must not hold it. As text streams in, the key may come in pieces: what could be its beginning is held back.
 */
export function createKeyFilter(key: string | null) {
  const needles =
    key === null || key.length < leastLearned
      ? []
      : [...new Set(formsOf(key))].sort((a, b) => b.length - a.length);
  const longest = needles[0]?.length ?? 0;
  const firsts = new Set(needles.map((needle) => needle[0]));
  const clean = (text: string): string =>
    needles.reduce((rest, needle) => rest.replaceAll(needle, mark), text);
  let held = "";

  /** Where the end of the text begins that may become a needle; the text's length where none does. */
  function findOpenEnd(text: string): number {
    for (let at = Math.max(0, text.length - longest + 1); at < text.length; at += 1) {
      if (!firsts.has(text[at])) continue;
      const end = text.slice(at);
      if (needles.some((needle) => needle.startsWith(end))) return at;
    }
    return text.length;
  }

  return {
    /** The next piece, without what is held back. */
    pass(piece: string): string {
      if (needles.length === 0) return piece;
      const text = clean(held + piece);
      const openAt = findOpenEnd(text);
      held = text.slice(openAt);
      return text.slice(0, openAt);
    },
    /** What is left at the end: hardly ever more than the first letters of a key, which are no secret. */
    rest(): string {
      const rest = held.length < telling ? held : mark;
      held = "";
      return rest;
    },
    clean,
  };
}
