import type { ExchangeNote } from "#shared/model/exchange.ts";
import { i18n } from "../../i18n/i18n.ts";

/** In the language of the page where the catalogue knows the note and all its figures are there, else as it came. */
export function noteText({ code, params, text }: ExchangeNote): string {
  const key = `exchange.note.${code}`;
  if (!/^[a-z0-9-]+$/.test(code) || !i18n.exists(key)) return text;
  const translate = i18n.t as (key: string, options: Record<string, unknown>) => string;
  const raw = translate(key, { skipInterpolation: true });
  const isComplete = [...raw.matchAll(/\{\{(\w+)\}\}/g)].every(
    ([, name]) => name !== undefined && Object.hasOwn(params, name),
  );
  return isComplete ? translate(key, params) : text;
}
