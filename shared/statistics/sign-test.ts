import binomial from "@stdlib/stats-base-dists-binomial-cdf";

/**
 * The two-sided mid-p of `wins` against `losses` where either is as likely; 1 where there are none. Of the cells of a
 * paired table in which the two sides differ it is the mid-p McNemar test: M. W. Fagerland, S. Lydersen & P. Laake
 * (2013), “The McNemar test for binary matched-pairs data: mid-p and asymptotic are better than exact conditional”, BMC
 * Medical Research Methodology 13:91.
 */
export function signTest(wins: number, losses: number): number {
  const all = wins + losses;
  const fewer = Math.min(wins, losses);
  // 2 · P(X < fewer) + P(X = fewer); of a draw that is 1.
  if (all === 0 || wins === losses) return 1;
  return Math.min(1, cumulative(fewer, all) + cumulative(fewer - 1, all));
}

const cumulative = (at: number, all: number): number => (at < 0 ? 0 : binomial(at, all, 0.5));
