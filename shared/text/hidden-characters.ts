export interface HiddenCharacter {
  /** UTF-16 offsets. */
  start: number;
  end: number;
  kind: "control" | "direction" | "invisible" | "look-alike";
  /** Such as `U+202E`. */
  codePoint: string;
}

const suspects = /[\p{Control}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u2028\u2029]/gu;
/** Anything but plain ASCII in lines. */
const unusual = /[^\t\n\r\x20-\x7e]|\r(?!\n)/;
const harmless = /[\t\n\p{Variation_Selector}]/u;
const picture = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Variation_Selector}]$/u;
const mixedWord = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]+/gu;
const foreign = /[\p{Script=Cyrillic}\p{Script=Greek}]/gu;

/**
 * Characters that make a text look other than it is: controls (terminal escapes too), direction overrides, invisible
 * ones, and Cyrillic or Greek letters in a word with Latin ones. A carriage return before a line feed, tabs and the
 * joiners of emoji are left alone.
 */
export function findHidden(text: string): HiddenCharacter[] {
  const found: HiddenCharacter[] = [];
  if (!unusual.test(text)) return found;
  const add = (kind: HiddenCharacter["kind"], character: string, start: number) => {
    const codePoint = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
    found.push({ start, end: start + character.length, kind, codePoint });
  };
  for (const { 0: character, index } of text.matchAll(suspects)) {
    if (harmless.test(character) || (character === "\r" && text[index + 1] === "\n")) continue;
    if (character === "\u200d" && picture.test(text.slice(Math.max(0, index - 2), index))) continue;
    if (/\p{Control}/u.test(character)) add("control", character, index);
    else add(/\p{Bidi_Control}/u.test(character) ? "direction" : "invisible", character, index);
  }
  // Most texts are of one alphabet, and looking at each of their words takes its time.
  const words = /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(text) ? text.matchAll(mixedWord) : [];
  for (const { 0: word, index } of words) {
    if (!/\p{Script=Latin}/u.test(word)) continue;
    for (const letter of word.matchAll(foreign)) add("look-alike", letter[0], index + letter.index);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The text with each hidden character written out: `⟨U+202E⟩`, a look-alike after itself. Safe to print in a terminal. */
export function showHidden(text: string): string {
  let shown = "";
  let copied = 0;
  for (const { start, end, kind, codePoint } of findHidden(text)) {
    shown += `${text.slice(copied, kind === "look-alike" ? end : start)}⟨${codePoint}⟩`;
    copied = end;
  }
  return shown + text.slice(copied);
}
