import { setImmediate as nextTurn } from "node:timers/promises";
import type { FoundPrompt, FoundSuite } from "#shared/exchange/found.ts";
import type { ImportItem } from "#shared/model/exchange.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { contentText, likenessOf, type Shingles, shinglesOf } from "#shared/text/likeness.ts";
import { readDraft } from "../prompts/index.ts";
import type { Database } from "../store/database.ts";
import type { ExchangeContext } from "./context.ts";
import { findDraftText, listDraftRevisions } from "./exchange-store.ts";

/** As the library points out near-duplicates. */
const nearlyTheSame = 0.8;
const mostShown = 3;
/** Of a text the pairs with the smallest hashes: two texts that are nearly the same have most of them in common. */
const sketchSize = 16;
const mostCommon = 4;
/** Prompts that are found by one pair: what all of a workspace says tells nothing, and would be counted for each item. */
const mostOfPair = 200;
/** Texts that are looked at between two turns of the event loop. */
const slice = 100;

const sketches = new WeakMap<Database, Map<PromptId, { revision: number; sketch: number[] }>>();

const sketchOf = ({ counts }: Shingles): number[] =>
  [...counts.keys()].sort((one, other) => one - other).slice(0, sketchSize);

/**
 * Prompts that say nearly the same as one that is imported. A workspace may have thousands of prompts and an import
 * thousands of items: those that cannot be alike are told apart by sketches, and few pairs are looked at closely.
 */
export class Likenesses {
  readonly #context: ExchangeContext;
  readonly #names = new Map<PromptId, string>();
  readonly #byPair = new Map<number, PromptId[]>();
  readonly #sizes = new Map<PromptId, number>();

  constructor(context: ExchangeContext) {
    this.#context = context;
  }

  put(promptId: PromptId, name: string, sketch: number[]): void {
    this.#names.set(promptId, name);
    this.#sizes.set(promptId, sketch.length);
    for (const pair of sketch) {
      const known = this.#byPair.get(pair);
      if (known === undefined) this.#byPair.set(pair, [promptId]);
      else if (known.length < mostOfPair) known.push(promptId);
    }
  }

  /** `except`: the one that has its name, of which is told elsewhere. */
  of(found: FoundPrompt | FoundSuite, except: PromptId | null): ImportItem["similar"] {
    if (found.kind === "suite") return [];
    const own = shinglesOf(contentText(found.content));
    const sketch = sketchOf(own);
    const common = new Map<PromptId, number>();
    for (const pair of sketch)
      for (const id of this.#byPair.get(pair) ?? []) common.set(id, (common.get(id) ?? 0) + 1);
    const candidates = [...common]
      .filter(([id, count]) => {
        const enough = Math.min(mostCommon, sketch.length, this.#sizes.get(id) ?? 0);
        return id !== except && count >= enough;
      })
      .sort(([, one], [, other]) => other - one)
      .slice(0, 4);
    return candidates
      .flatMap(([promptId]) => {
        const draft = readDraft(this.#context.prompts, promptId);
        const likeness = likenessOf(own, shinglesOf(contentText(draft.content)));
        return likeness < nearlyTheSame
          ? []
          : [{ promptId, name: this.#names.get(promptId) ?? "", likeness }];
      })
      .sort((one, other) => other.likeness - one.likeness)
      .slice(0, mostShown);
  }
}

export async function openLikenesses(context: ExchangeContext, signal: AbortSignal): Promise<Likenesses> {
  const { db } = context;
  const known = sketches.get(db) ?? new Map<PromptId, { revision: number; sketch: number[] }>();
  sketches.set(db, known);
  const likenesses = new Likenesses(context);
  let fresh = 0;
  for (const { promptId, name, revision } of listDraftRevisions(db)) {
    let entry = known.get(promptId);
    if (entry?.revision !== revision) {
      entry = { revision, sketch: sketchOf(shinglesOf(findDraftText(db, promptId))) };
      known.set(promptId, entry);
      fresh += 1;
      if (fresh % slice === 0) await nextTurn();
      signal.throwIfAborted();
    }
    likenesses.put(promptId, name, entry.sketch);
  }
  return likenesses;
}
