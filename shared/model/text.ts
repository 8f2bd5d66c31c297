import { z } from "zod";

/** The largest text Lathe keeps in one field, in UTF-16 units; longer is refused with the number. */
export const maxTextLength = 5_000_000;

const lonely = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Why a string cannot be stored byte for byte, with the position, or null when it can. */
export function textFault(text: string): string | null {
  if (text.length > maxTextLength) return `has ${text.length} characters; the limit is ${maxTextLength}`;
  const nul = text.indexOf("\u0000");
  if (nul >= 0) return `contains a NUL character at position ${nul}`;
  const surrogate = text.search(lonely);
  if (surrogate >= 0) return `contains half of a character (a lone surrogate) at position ${surrogate}`;
  return null;
}

/** Any text that survives save, load and export byte for byte. */
export const storedText = z.string().superRefine((text, context) => {
  const fault = textFault(text);
  if (fault !== null) context.addIssue({ code: "custom", message: `The text ${fault}.` });
});

/** For `superRefine` on JSON: every text and every key in it follows the same rule, and its place is named. */
export function refuseUnstorable(value: unknown, context: z.core.$RefinementCtx): void {
  const found = findTextFault(value, []);
  if (found !== null) context.addIssue({ code: "custom", path: found.path, message: found.message });
}

function findTextFault(value: unknown, path: PropertyKey[]): { path: PropertyKey[]; message: string } | null {
  if (typeof value === "string") {
    const fault = textFault(value);
    return fault === null ? null : { path, message: `The text ${fault}.` };
  }
  if (typeof value !== "object" || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const fault = textFault(key);
    if (fault !== null) return { path, message: `A key ${fault}.` };
    const found = findTextFault(inner, [...path, Array.isArray(value) ? Number(key) : key]);
    if (found !== null) return found;
  }
  return null;
}

/** A short label in one line: names, tags, folders. Trimmed; never empty. */
export const label = (max: number) =>
  storedText
    .transform((text) => text.trim())
    .pipe(
      z
        .string()
        .min(1, "A name is needed.")
        .max(max, `At most ${max} characters.`)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
        .regex(/^[^\u0000-\u001f\u007f\u2028\u2029]*$/, "A name is one line of text."),
    );
