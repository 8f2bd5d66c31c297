/** How a text is searched for. */
export interface FindOptions {
  /** Letters as they are written; otherwise whatever their case. */
  matchCase: boolean;
  /** Not in the middle of a longer word. Scripts written without spaces have no longer words. */
  wholeWord: boolean;
}

/** UTF-16 offsets into the text as it stands. */
export interface TextRange {
  start: number;
  end: number;
}

/** A text prepared for comparison, and the way back from its places to those of the original. */
interface Folded {
  text: string;
  /** Where each unit of `text` comes from; null where both are of one shape, place by place. */
  origin: { starts: Uint32Array; ends: Uint32Array } | null;
}

/**
 * Where `wanted` occurs, from the start, without overlaps, at most `limit` times. Compared in NFC, so that an é is an é
 * however it was typed. A place inside a character that became longer by that (İ is i and a dot) is the whole character.
 */
export function findText(text: string, wanted: string, options: FindOptions, limit = 1_000): TextRange[] {
  const needle = fold(wanted, options.matchCase).text;
  if (needle === "" || limit <= 0) return [];
  const { text: haystack, origin } = fold(text, options.matchCase);
  const found: TextRange[] = [];
  let at = haystack.indexOf(needle);
  while (at >= 0 && found.length < limit) {
    const last = at + needle.length - 1;
    const range =
      origin === null
        ? { start: at, end: last + 1 }
        : { start: origin.starts[at] ?? 0, end: origin.ends[last] ?? text.length };
    const overlaps = range.start < (found.at(-1)?.end ?? 0);
    const counts = !overlaps && (!options.wholeWord || isWholeWord(text, range));
    if (counts) found.push(range);
    at = haystack.indexOf(needle, counts ? at + needle.length : at + 1);
  }
  return found;
}

function fold(text: string, matchCase: boolean): Folded {
  // Most texts: each unit becomes one unit, in its place. Lower case never makes a text shorter, so that an equal
  // length means equal places.
  if (text.normalize("NFC") === text) {
    if (matchCase) return { text, origin: null };
    const lower = lowered(text);
    if (lower.length === text.length) return { text: lower, origin: null };
  }
  const pieces: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: character, index } of text.matchAll(wholeCharacters)) {
    const composed = character.normalize("NFC");
    const piece = matchCase ? composed : lowered(composed);
    pieces.push(piece);
    for (let unit = 0; unit < piece.length; unit += 1) {
      starts.push(piece.length === character.length ? index + unit : index);
      ends.push(piece.length === character.length ? index + unit + 1 : index + character.length);
    }
  }
  return {
    text: pieces.join(""),
    origin: { starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) },
  };
}

/** What NFC may put together: a character and the marks on it, or the parts of a Korean syllable. */
const wholeCharacters =
  /(?:[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|[\uac00-\ud7a3][\u11a8-\u11ff]|[\s\S])\p{M}*/gu;

/** The end of a word changes the Greek sigma, and a search for a part of a word would miss it. */
const lowered = (text: string): string => text.toLowerCase().replaceAll("ς", "σ");

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const wordPart = /[\p{L}\p{N}\p{M}_]/u;
const isWordPart = (character: string): boolean => wordPart.test(character) && !unspaced.test(character);

function isWholeWord(text: string, { start, end }: TextRange): boolean {
  const joined = (before: number, after: number): boolean =>
    isWordPart(characterBefore(text, before)) && isWordPart(characterAt(text, after));
  return !joined(start, start) && !joined(end, end);
}

const characterAt = (text: string, at: number): string => {
  const point = text.codePointAt(at);
  return point === undefined ? "" : String.fromCodePoint(point);
};

const characterBefore = (text: string, at: number): string => {
  if (at <= 0) return "";
  const unit = text.charCodeAt(at - 1);
  const isSecondHalf = unit >= 0xdc00 && unit <= 0xdfff;
  return characterAt(text, isSecondHalf ? Math.max(0, at - 2) : at - 1);
};
