import { splitSentences, termsOf, withoutMark } from "./words.ts";

export interface Passage {
  text: string;
  /** 0…1: how much of what the question is about occurs in it. */
  score: number;
  shared: number;
}

/** Sentences ranked by the weight of what they share with the question; rare terms weigh more. Ties keep their order. */
export function rankPassages(question: string, sentences: string[]): Passage[] {
  const asked = termsOf(question);
  const bags = sentences.map(termsOf);
  const weights = new Map<string, number>();
  for (const term of asked) {
    const holders = bags.filter((bag) => bag.has(term)).length;
    // A term that no sentence has tells nothing apart; it only makes the question less answered.
    weights.set(term, holders === 0 ? 0.6 : Math.log(1 + sentences.length / (1 + holders)) + 0.1);
  }
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0) || 1;
  return sentences
    .map((text, index) => {
      const shared = [...asked].filter((term) => bags[index]?.has(term));
      const score = shared.reduce((sum, term) => sum + (weights.get(term) ?? 0), 0) / total;
      return { text: withoutMark(text), score, shared: shared.length };
    })
    .sort((a, b) => b.score - a.score);
}

/** Enough in common to count as an answer; a long question needs less of itself in one sentence. */
export const answers = ({ shared, score }: Passage): boolean =>
  (shared >= 1 && score >= 0.46) || (shared >= 2 && score >= 0.35) || (shared >= 3 && score >= 0.25);

/** The sentences that say most of what a text says, in their own order; the first one has an advantage, as in the news. */
export function centralSentences(text: string, count: number): string[] {
  const sentences = splitSentences(text).slice(0, 400);
  const bags = sentences.map(termsOf);
  const frequency = new Map<string, number>();
  for (const bag of bags) for (const term of bag) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  return sentences
    .map((sentence, index) => {
      const bag = bags[index] ?? new Set<string>();
      const weight = [...bag].reduce((sum, term) => sum + (frequency.get(term) ?? 0), 0);
      return {
        sentence: withoutMark(sentence),
        index,
        score: weight / Math.sqrt(bag.size + 3) + (index === 0 ? 2 : 0),
      };
    })
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ sentence }) => sentence);
}
