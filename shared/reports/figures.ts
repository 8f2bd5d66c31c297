/** 0.8417 as `84.2 %`; what is not quite all or nothing never reads as if it were. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return "< 0.1 %";
  if (share < 1 && share > 0.999) return "> 99.9 %";
  return `${(share * 100).toFixed(share === 0 || share === 1 ? 0 : 1)} %`;
}

/** US dollars; a fraction of a cent with two digits that say something, never as an exponent, and never as free. */
export function dollars(usd: number): string {
  const least = 0.000001;
  if (usd > 0 && usd < least) return "< $0.000001";
  const digits =
    usd > 0 && usd < 0.01
      ? { maximumSignificantDigits: 2 }
      : { minimumFractionDigits: 2, maximumFractionDigits: usd < 1 ? 4 : 2 };
  return `$${usd.toLocaleString("en-US", digits)}`;
}

export const duration = (ms: number): string =>
  ms < 1_000
    ? `${Math.round(ms)} ms`
    : ms < 60_000
      ? `${(ms / 1_000).toFixed(2)} s`
      : `${(ms / 60_000).toFixed(1)} min`;

export const amount = (count: number): string => count.toLocaleString("en-US");

export const decimal = (value: number): string => value.toFixed(3);

/** An ISO-8601 UTC time to the minute, as people write it. */
export const moment = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
