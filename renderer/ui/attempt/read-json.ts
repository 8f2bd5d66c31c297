/** Setting out more than this would hold the page up. */
const longest = 1_000_000;

/**
 * A text that is a JSON object or list, alone or in one fenced block, as its value; undefined where it is not. A bare
 * string or number reads better as it is.
 */
export function readJson(text: string): unknown {
  if (text.length > longest) return undefined;
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/i.exec(text);
  const inner = (fenced?.[1] ?? text).trim();
  if (!/^[[{]/.test(inner)) return undefined;
  try {
    return JSON.parse(inner);
  } catch {
    return undefined;
  }
}
