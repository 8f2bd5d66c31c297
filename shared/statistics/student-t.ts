import { z95 } from "./normal.ts";

/**
 * The quantile of Student's t of 0.975 (both tails together 0.05) with `df` ≥ 1 degrees of freedom; z for infinitely
 * many. G. W. Hill (1970), Algorithm 396, Communications of the ACM 13(10), 619–620; to six digits.
 */
export function studentT95(df: number): number {
  const tails = 0.05;
  if (df === Number.POSITIVE_INFINITY) return z95;
  if (df <= 1) return 1 / Math.tan((tails * Math.PI) / 2);
  if (df === 2) return Math.sqrt(2 / (tails * (2 - tails)) - 2);
  const a = 1 / (df - 0.5);
  const b = (48 / a) * (1 / a);
  let c = ((20700 * a) / b - 98) * a - 16;
  c = c * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * df;
  let x = d * tails;
  let y = x ** (2 / df);
  if (y > 0.05 + a) {
    // The normal quantile of 0.025.
    x = -z95;
    y = x * x;
    if (df < 5) c += 0.3 * (df - 4.5) * (x + 0.6);
    c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c;
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
    y = Math.expm1(a * y * y);
  } else {
    const last =
      ((1 / (((df + 6) / (df * y) - 0.089 * d - 0.822) * (df + 2) * 3) + 0.5 / (df + 4)) * y - 1) * (df + 1);
    y = last / (df + 2) + 1 / y;
  }
  return Math.sqrt(df * y);
}
