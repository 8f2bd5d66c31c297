import type { CheckReason } from "#shared/model/check.ts";
import { i18n } from "./i18n.ts";

/**
 * Why a check said what it said, in the language of the page: its words stand under `checks.reason.CODE`. A reason that
 * has none there, or whose figures are not all known, speaks for itself in English.
 */
export function reasonText({ code, params, text }: CheckReason): string {
  const key = `checks.reason.${code}`;
  if (!i18n.exists(key)) return text;
  const translate = i18n.t as (key: string, options: Record<string, unknown>) => string;
  const raw = translate(key, { skipInterpolation: true });
  const isComplete = [...raw.matchAll(/\{\{(\w+)\}\}/g)].every(
    ([, name]) => name !== undefined && name in params,
  );
  return isComplete ? translate(key, params) : text;
}
