/** Tokens that ROUGE and BLEU compare; more would take seconds. */
export const maxTokens = 200_000;

/** How often each run of `n` tokens occurs. */
export function nGrams(tokens: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at + n <= tokens.length; at++) {
    const gram = n === 1 ? (tokens[at] as string) : tokens.slice(at, at + n).join(" ");
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

/** Of the runs in `candidate` those that `references` have too, each as often as the one that has it most. */
export function clippedMatches(
  candidate: Map<string, number>,
  references: readonly Map<string, number>[],
): number {
  let matches = 0;
  for (const [gram, count] of candidate) {
    let most = 0;
    for (const reference of references) most = Math.max(most, reference.get(gram) ?? 0);
    matches += Math.min(count, most);
  }
  return matches;
}
