import { i18n } from "../../i18n/i18n.ts";

type Figures = Record<string, string | number>;

/**
 * A sentence that the core says in English with a code, in the language of the page: the words under the first of `keys`
 * whose figures are all known. Without any it speaks for itself.
 */
export function coreWords(keys: readonly string[], figures: Figures, text: string): string {
  const translate = i18n.t as (key: string, options: Record<string, unknown>) => string;
  for (const key of keys) {
    if (!i18n.exists(key)) continue;
    const raw = translate(key, { skipInterpolation: true });
    const isComplete = [...raw.matchAll(/\{\{(\w+)\}\}/g)].every(
      ([, name]) => name !== undefined && name in figures,
    );
    if (isComplete) return translate(key, figures);
  }
  return text;
}

/** Figures that are names of Lathe's own are said in the language of the page, too. */
export function noteText(note: { code: string; params: Record<string, string>; text: string }): string {
  const params = { ...note.params };
  const { format, parts } = params;
  if (format !== undefined) params.format = coreWords([`editor.format.${format}`], {}, format);
  if (parts !== undefined) {
    params.parts = parts
      .split(", ")
      .map((part) => coreWords([`design.spec.part.${part}`], {}, part))
      .join(i18n.t("shell.format.listSeparator"));
  }
  return coreWords([`design.note.${note.code}`], params, note.text);
}
