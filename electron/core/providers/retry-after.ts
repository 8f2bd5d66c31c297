const capMs = 60_000;

/** A `Retry-After` header in milliseconds from `now`: seconds or an HTTP date, at most a minute; null where it says nothing. */
export function readRetryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? "";
  const wait = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  if (text === "" || Number.isNaN(wait)) return null;
  return Math.min(Math.max(wait, 0), capMs);
}
