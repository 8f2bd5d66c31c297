/** Line and column of an offset, both from 1; the column counts UTF-16 units. LF, CRLF and CR end a line. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (const { 0: end, index } of text.slice(0, offset).matchAll(/\r\n|\r|\n/g)) {
    line += 1;
    lineStart = index + end.length;
  }
  return { line, column: offset - lineStart + 1 };
}
