import { i18n } from "../i18n/i18n.ts";
import { formatUnknown } from "./format.ts";
import { numberFormat } from "./number-format.ts";

/*
 * Shares and scores, in the language of the page. A share that is nearly all or nearly nothing is not rounded to all or
 * nothing: 999 of 1,000 is not 100 %.
 */

const current = (): string => i18n.language ?? "en";

/** 0.8234 → 82%, 0.9996 → 99.96%; `null` is unknown. */
export function formatPercent(rate: number | null, language = current()): string {
  if (rate === null) return formatUnknown(language);
  return numberFormat(language, {
    style: "percent",
    maximumFractionDigits: decimalsOf(rate),
  }).format(rate);
}

function decimalsOf(rate: number): number {
  const distance = Math.min(rate, 1 - rate) * 100;
  if (distance <= 0 || distance >= 1) return 0;
  return distance >= 0.1 ? 1 : 2;
}

/** 69–90% */
export function formatInterval([low, high]: readonly [number, number], language = current()): string {
  const digits = numberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  return `${digits.format(low).replace(/\s?%$/, "")}–${digits.format(high)}`;
}

/** 0..1 with two decimals, so that scores in a column can be compared. */
export function formatScore(score: number | null, language = current()): string {
  if (score === null) return "–";
  return numberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(score);
}
