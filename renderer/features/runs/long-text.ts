/** What a page lays out in a moment, in characters. */
const shownAtOnce = 50_000;
const blockSize = 10_000;

/** The beginning that is shown of a long text; a text a little longer than that is shown whole. */
export const startOf = (text: string): string =>
  text.length <= shownAtOnce * 1.2 ? text : text.slice(0, betweenCharacters(text, shownAtOnce));

/** The end that is shown of a long text while it grows. */
export const endOf = (text: string): string =>
  text.length <= shownAtOnce * 1.2 ? text : text.slice(betweenCharacters(text, text.length - shownAtOnce));

/**
 * The text in blocks of their own, of which a browser lays out only those that are seen. They are cut behind a line's end,
 * which is left out because a block ends a line by itself; a line that is longer than a block is cut where it must.
 */
export function cutIntoBlocks(text: string): string[] {
  if (text.length <= shownAtOnce * 1.2) return [text];
  const blocks: string[] = [];
  for (let from = 0; from < text.length; ) {
    const end = from + blockSize;
    if (end >= text.length) {
      blocks.push(text.slice(from));
      break;
    }
    const newline = text.indexOf("\n", end);
    const isNear = newline !== -1 && newline < end + blockSize;
    const to = isNear ? newline : betweenCharacters(text, end);
    blocks.push(text.slice(from, to));
    from = isNear ? to + 1 : to;
  }
  return blocks;
}

/** Never between the two halves of a character. */
const betweenCharacters = (text: string, at: number): number =>
  /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at + 1 : at;
