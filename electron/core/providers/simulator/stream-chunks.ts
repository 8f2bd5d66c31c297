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

/** What `fast` would take for a piece: it does not wait, and what it takes by the clock is only how busy the machine is. */
const fastPaceMs = 1;

export const chunkMs = (count: number): number => Math.min(readersPaceMs, longestMs / Math.max(count, 1));

/**
 * How long a reply takes and its first piece, in milliseconds: by its length and the model's pace alone, so that the same
 * reply takes the same time whatever else the machine is doing, and two arms differ only in what they say.
 */
export function simulatedMs(model: string, text: string): { whole: number; first: number } {
  const pieces = Math.max(1, cutIntoChunks(text).length);
  const pace = model === "fast" ? fastPaceMs : model === "slow" ? slowPaceMs : chunkMs(pieces);
  return { whole: pieces * pace, first: pace };
}
