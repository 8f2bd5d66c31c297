import { z95 } from "./normal.ts";

export type KappaBand = "poor" | "slight" | "fair" | "moderate" | "substantial" | "almost-perfect";

export interface Kappa {
  kappa: number;
  /** 95 %, within −1..1; null: the labels do not spread, as where all agree, and say nothing of how sure it is. */
  interval: [number, number] | null;
  band: KappaBand;
}

/** Fewer labels say nothing. */
export const fewestLabels = 10;

/** Words for a κ: J. R. Landis & G. G. Koch (1977), “The measurement of observer agreement”, Biometrics 33, 159–174. */
export function bandOf(kappa: number): KappaBand {
  if (kappa < 0) return "poor";
  if (kappa <= 0.2) return "slight";
  if (kappa <= 0.4) return "fair";
  if (kappa <= 0.6) return "moderate";
  return kappa <= 0.8 ? "substantial" : "almost-perfect";
}

/**
 * Cohen's κ of a square table of counts, rows of the one rater and columns of the other (J. Cohen 1960, Educational and
 * Psychological Measurement 20, 37–46). null under ten labels, and where one of the two always says the same: then
 * agreement beyond chance is not defined.
 */
export const cohenKappa = (table: readonly (readonly number[])[]): Kappa | null =>
  kappaOf(table, (row, column) => (row === column ? 1 : 0));

/**
 * The same for ordered grades such as one to five stars: a miss by two counts four times a miss by one (quadratic
 * weights; J. Cohen 1968, Psychological Bulletin 70, 213–220).
 */
export function weightedKappa(table: readonly (readonly number[])[]): Kappa | null {
  const most = Math.max(1, table.length - 1);
  return kappaOf(table, (row, column) => 1 - ((row - column) / most) ** 2);
}

/**
 * With the large-sample standard error of J. L. Fleiss, J. Cohen & B. S. Everitt (1969), Psychological Bulletin 72,
 * 323–327, which does not assume that κ is zero.
 */
function kappaOf(
  table: readonly (readonly number[])[],
  weightOf: (row: number, column: number) => number,
): Kappa | null {
  const size = table.length;
  const places = Array.from({ length: size }, (_, index) => index);
  const count = table.flat().reduce((sum, cell) => sum + cell, 0);
  if (count < fewestLabels) return null;
  const share = (row: number, column: number) => (table[row]?.[column] ?? 0) / count;
  const rows = places.map((row) => places.reduce((sum, column) => sum + share(row, column), 0));
  const columns = places.map((column) => places.reduce((sum, row) => sum + share(row, column), 0));
  if (isOneSided(rows) || isOneSided(columns)) return null;
  const total = (what: (row: number, column: number) => number) =>
    places.reduce((sum, row) => sum + places.reduce((inner, column) => inner + what(row, column), 0), 0);
  const observed = total((row, column) => share(row, column) * weightOf(row, column));
  const byChance = total((row, column) => (rows[row] ?? 0) * (columns[column] ?? 0) * weightOf(row, column));
  const kappa = (observed - byChance) / (1 - byChance);
  const ofRow = places.map((row) =>
    places.reduce((sum, column) => sum + (columns[column] ?? 0) * weightOf(row, column), 0),
  );
  const ofColumn = places.map((column) =>
    places.reduce((sum, row) => sum + (rows[row] ?? 0) * weightOf(row, column), 0),
  );
  const spread = total(
    (row, column) =>
      share(row, column) *
      (weightOf(row, column) - ((ofRow[row] ?? 0) + (ofColumn[column] ?? 0)) * (1 - kappa)) ** 2,
  );
  const variance = (spread - (kappa - byChance * (1 - kappa)) ** 2) / (count * (1 - byChance) ** 2);
  const half = z95 * Math.sqrt(Math.max(0, variance));
  const isKnown = variance > 1e-12;
  return {
    kappa,
    interval: isKnown ? [Math.max(-1, kappa - half), Math.min(1, kappa + half)] : null,
    band: bandOf(kappa),
  };
}

const isOneSided = (shares: number[]): boolean => shares.filter((share) => share > 0).length < 2;
