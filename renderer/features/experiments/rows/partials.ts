import { create } from "zustand";
import type { Chunk } from "#shared/contract/operations.ts";

type Partial = Chunk<"experiments.follow">["partials"][number];

interface Partials {
  /** Replies on their way, by round, case and arm. */
  texts: ReadonlyMap<string, string>;
}

const keyOf = (round: number, caseIndex: number, arm: number): string => `${round}:${caseIndex}:${arm}`;

/** What is being answered. A cell listens for its own reply, so that a word that comes draws one cell and no row. */
export function createPartials() {
  const usePartials = create<Partials>(() => ({ texts: new Map() }));
  return {
    usePartials,
    meet(partials: readonly Partial[]): void {
      if (partials.length === 0 && usePartials.getState().texts.size === 0) return;
      const texts = new Map<string, string>();
      // The first repeat that is on its way stands for the case.
      for (const { round, caseIndex, arm, text } of partials) {
        const key = keyOf(round, caseIndex, arm);
        if (!texts.has(key)) texts.set(key, text);
      }
      usePartials.setState({ texts });
    },
    usePartial: (round: number, caseIndex: number, arm: number): string | undefined =>
      usePartials(({ texts }) => texts.get(keyOf(round, caseIndex, arm))),
  };
}

export type PartialReplies = ReturnType<typeof createPartials>;
