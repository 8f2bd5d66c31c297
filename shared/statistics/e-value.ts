import betaln from "@stdlib/math-base-special-betaln";

/**
 * The evidence of `wins` against `losses` that one of them is likelier than the other: E = 2^(W+L) · B(W+1, L+1), a wager
 * on each next one against even odds with the uniform prior. However often one looks, and whenever one stops, it reaches
 * 1/α with a probability of at most α where both are as likely: J. Ville (1939), Étude critique de la notion de collectif;
 * A. Ramdas, P. Grünwald, V. Vovk & G. Shafer (2023), “Game-theoretic statistics and safe anytime-valid inference”,
 * Statistical Science 38, 576–601. Counts need not be whole.
 * Of many hundred wins E is too large for a number, and the largest number stands for it.
 */
export const eValueOf = (wins: number, losses: number): number =>
  Math.min(Number.MAX_VALUE, Math.exp(logEValueOf(wins, losses)));

const logEValueOf = (wins: number, losses: number): number =>
  (wins + losses) * Math.LN2 + betaln(wins + 1, losses + 1);
