import { i18n } from "../i18n/i18n.ts";

/*
 * Differences, ratios and what belongs to them, in the language of the page. A figure is never rounded onto or over a
 * mark that it does not touch: a lower end of +0.02 points is not shown as 0.
 */

const current = (): string => i18n.language ?? "en";

/** The fewest decimals, from `least` on, at which each figure stands on the side of each mark where it really stands. */
export function decimalsFor(figures: readonly number[], marks: readonly number[], least: number): number {
  const most = 5;
  for (let decimals = least; decimals < most; decimals += 1) {
    if (figures.every((figure) => marks.every((mark) => keepsSide(figure, mark, decimals)))) return decimals;
  }
  return most;
}

function keepsSide(figure: number, mark: number, decimals: number): boolean {
  const tiny = 1e-9;
  const side = Math.abs(figure - mark) < tiny ? 0 : Math.sign(figure - mark);
  const shown = Number(figure.toFixed(decimals)) - Number(mark.toFixed(decimals));
  return (Math.abs(shown) < tiny ? 0 : Math.sign(shown)) === side;
}

/** 4.2 → +4.2, −4.2 with a minus sign that is as wide as the plus. */
export function formatSigned(amount: number, decimals: number, language = current()): string {
  const text = new Intl.NumberFormat(language, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: "exceptZero",
  }).format(amount);
  return text.replace("-", "−");
}

export const formatDecimal = (amount: number, decimals: number, language = current()): string =>
  new Intl.NumberFormat(language, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(amount);

/** Without decimals that say nothing: 5, 2.5. */
export const formatShort = (amount: number, language = current()): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(amount);

/** A share of change: 18%, 2.4%, 0.31%; 250%. */
export const formatShareOfChange = (share: number, language = current()): string =>
  new Intl.NumberFormat(language, {
    style: "percent",
    ...(Math.abs(share) >= 0.1 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 2 }),
  }).format(share);

/** 0.95 → 95%, 0.975 → 97.5%. */
export const formatConfidence = (confidence: number, language = current()): string =>
  new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 2 }).format(confidence);

/** 0.0321; below a ten-thousandth the exact figure says nothing. */
export function formatP(p: number, language = current()): string {
  const least = 0.0001;
  if (p < least) return `< ${new Intl.NumberFormat(language, { maximumFractionDigits: 4 }).format(least)}`;
  return new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }).format(p);
}

/** An e-value: 0.4, 3.2, 24, 12,000. */
export const formatEValue = (eValue: number, language = current()): string =>
  new Intl.NumberFormat(language, {
    maximumFractionDigits: eValue < 1 ? 2 : eValue < 20 ? 1 : 0,
    // Just under the mark of 20 is not on it.
    roundingMode: "trunc",
  } as Intl.NumberFormatOptions).format(eValue);

/** A share beside the one it is measured against: 5.2% where 5% is the most, never 5%. */
export const formatPercentBeside = (rate: number, mark: number, language = current()): string =>
  new Intl.NumberFormat(language, {
    style: "percent",
    maximumFractionDigits: decimalsFor([rate * 100], [mark * 100], 0),
  }).format(rate);
