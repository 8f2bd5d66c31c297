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
  if (!isComplete) return text;
  const fields = typeof params.fields === "string" ? { fields: fieldNames(params.fields, translate) } : {};
  return translate(key, { ...params, ...fields });
}

/** Of what a prompt or a case has, the names as the page has them; another program's stay as they are. */
function fieldNames(
  fields: string,
  translate: (key: string, options: Record<string, unknown>) => string,
): string {
  return fields
    .split(", ")
    .map((name) => (i18n.exists(`exchange.field.${name}`) ? translate(`exchange.field.${name}`, {}) : name))
    .join(translate("exchange.field.between", {}));
}
