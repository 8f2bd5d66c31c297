/** The longest that a whole reply takes to stream, in milliseconds. */
const longestMs = 4_000;
const readersPaceMs = 35;
/** A word every half second: half a minute for a short reply. */
export const slowPaceMs = 500;

/** Pieces of the size that a model streams: a word with its blank, or two Chinese characters. They join to the text. */
export const cutIntoChunks = (text: string): string[] =>
  text.match(
    /\s*(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,2}[，。！？、；：”」]?|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,24})|\s+/gu,
  ) ?? [];

export const chunkMs = (count: number): number => Math.min(readersPaceMs, longestMs / Math.max(count, 1));
