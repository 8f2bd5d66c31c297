import { i18n } from "../i18n/i18n.ts";
import { numberFormat } from "./number-format.ts";

/*
 * Figures with their units, in the language of the page unless another is named. `null` is unknown and is said so: an
 * unknown cost is not a cost of 0.
 */

const current = (): string => i18n.language ?? "en";

export const formatUnknown = (language = current()): string =>
  i18n.t("shell.format.unknown", { lng: language });

export const formatNumber = (amount: number, language = current()): string =>
  numberFormat(language).format(amount);

export function formatTokens(count: number | null, language = current()): string {
  if (count === null) return formatUnknown(language);
  return i18n.t("shell.format.tokens", { count, amount: formatNumber(count, language), lng: language });
}

/** US dollars. Below a cent two digits that count are shown, so that a cheap call does not read as free. */
export function formatCost(costUsd: number | null, language = current()): string {
  if (costUsd === null) return formatUnknown(language);
  const least = 0.000001;
  if (costUsd > 0 && costUsd < least) return `<${dollars(least, language, { maximumSignificantDigits: 1 })}`;
  const digits =
    costUsd === 0
      ? { maximumFractionDigits: 0 }
      : costUsd < 0.1
        ? { maximumSignificantDigits: 2 }
        : { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return dollars(costUsd, language, digits);
}

const dollars = (amount: number, language: string, digits: Intl.NumberFormatOptions): string =>
  numberFormat(language, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: 0,
    ...digits,
  }).format(amount);

/** 840 ms · 1.24 s · 12.3 s · 2 min 5 s · 1 h 2 min */
export function formatDuration(durationMs: number | null, language = current()): string {
  if (durationMs === null) return formatUnknown(language);
  const say = (unit: "milliseconds" | "seconds" | "minutes" | "hours", amount: number, decimals = 0) =>
    i18n.t(`shell.format.${unit}`, {
      amount: numberFormat(language, { maximumFractionDigits: decimals }).format(amount),
      lng: language,
    });
  if (Math.round(durationMs) < 1_000) return say("milliseconds", Math.round(durationMs));
  const seconds = durationMs / 1_000;
  if (seconds < 9.995) return say("seconds", seconds, 2);
  if (seconds < 59.95) return say("seconds", seconds, 1);
  const whole = Math.round(seconds);
  if (whole < 3_600)
    return pair(say("minutes", Math.floor(whole / 60)), whole % 60, (rest) => say("seconds", rest));
  const minutes = Math.round(seconds / 60);
  return pair(say("hours", Math.floor(minutes / 60)), minutes % 60, (rest) => say("minutes", rest));
}

const pair = (large: string, rest: number, say: (rest: number) => string): string =>
  rest === 0 ? large : `${large} ${say(rest)}`;

/** 900 byte · 12 kB · 3.4 MB: decimal units, as file managers count. */
export function formatBytes(bytes: number, language = current()): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1_000 ** step;
  return numberFormat(language, {
    style: "unit",
    unit: units[step] ?? "byte",
    maximumFractionDigits: amount < 10 && step > 0 ? 1 : 0,
  }).format(amount);
}

/** Day and time to the second, in the user's time zone. */
export const formatDateTime = (at: string, language = current()): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" }).format(new Date(at));

const steps: [Intl.RelativeTimeFormatUnit, seconds: number, below: number][] = [
  ["minute", 60, 60],
  ["hour", 3_600, 24],
  ["day", 86_400, 7],
  ["week", 604_800, 5],
];

/** "just now", "5 min. ago", and a date once that says more. `now` in milliseconds since 1970. */
export function formatRelative(at: string, now: number, language = current()): string {
  const seconds = (now - new Date(at).getTime()) / 1_000;
  // A clock that runs a little ahead is no prophecy.
  if (seconds < 45) return i18n.t("shell.format.justNow", { lng: language });
  for (const [unit, size, below] of steps) {
    const amount = Math.round(seconds / size);
    if (amount < below) {
      return new Intl.RelativeTimeFormat(language, { numeric: "always", style: "short" }).format(
        -Math.max(1, amount),
        unit,
      );
    }
  }
  const date = new Date(at);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(language, {
    month: "short",
    day: "numeric",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(date);
}
