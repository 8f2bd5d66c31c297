/**
 * A spreadsheet calculates a cell that begins like a formula, and that can send a file's content elsewhere (OWASP, “CSV
 * injection”). An apostrophe in front makes it text there; reading takes it away again. One more goes before those that
 * already look so, so that every text comes back as it was.
 */
const dangerous = /^'*[=+\-@\t\r\n＝＋－＠]/;

export const toHarmless = (text: string): string => (dangerous.test(text) ? `'${text}` : text);

export const fromHarmless = (text: string): string =>
  text.startsWith("'") && dangerous.test(text) ? text.slice(1) : text;

/** `name:json`: a column whose cells are JSON, because as plain text they would not come back as they were. */
const typedEnding = ":json";

export function typedHeader(header: string): { name: string; isTyped: boolean } {
  const isTyped = header.endsWith(typedEnding) && header.length > typedEnding.length;
  return { name: isTyped ? header.slice(0, -typedEnding.length) : header, isTyped };
}

export const asTypedHeader = (name: string): string => `${name}${typedEnding}`;
