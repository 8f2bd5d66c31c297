import { LatheError } from "#shared/contract/errors.ts";
import type { ChatMessage } from "#shared/model/content.ts";
import type { CaseContent } from "#shared/model/suite.ts";
import type { PairQuestion } from "../checks/index.ts";
import { preparePrompt } from "../prompts/index.ts";
import { readContent } from "../store/content-store.ts";
import { readCase } from "../suites/index.ts";
import type { ExperimentContext } from "./context.ts";
import type { Experiment } from "./experiment-store.ts";
import { type Pairs, placeOfPair } from "./preferences-pairs.ts";
import { readShown } from "./preferences-pairs-store.ts";

/**
 * Makes what the judge is asked of a pair. Where both arms send the same words, those are what was asked; where they do
 * not, neither prompt is the measure for the other's reply, and the judge reads the inputs alone.
 */
export function createQuestions(
  { db }: ExperimentContext,
  { arms }: Experiment,
  pairs: Pairs,
): (row: number) => Promise<PairQuestion> {
  const [one, other] = [pairs.arms.a, pairs.arms.b].map((arm) =>
    readContent(db, arms[arm]?.contentHash ?? ""),
  );
  const isSame = JSON.stringify(one?.messages) === JSON.stringify(other?.messages);
  let format: ReturnType<typeof preparePrompt> | undefined;

  async function messagesOf({ inputs, turns }: CaseContent): Promise<ChatMessage[]> {
    if (!isSame || one === undefined) return [];
    try {
      format ??= preparePrompt(one);
      const said = turns.map((content): ChatMessage => ({ role: "human", content }));
      return [...(await (await format)(inputs)), ...said];
    } catch (error) {
      // The prompt was changed by hand, or the case: the inputs still tell what it was about.
      if (error instanceof LatheError && error.code.startsWith("prompts.")) return [];
      throw error;
    }
  }

  return async (row) => {
    const content = readCase(db, placeOfPair(pairs.layout, row).hash);
    const turns = Object.fromEntries(content.turns.map((turn, at) => [`then ${at + 1}`, turn]));
    return {
      messages: await messagesOf(content),
      inputs: { ...content.inputs, ...turns },
      expected: content.expected,
      a: readShown(db, pairs.attemptsA[row] as number),
      b: readShown(db, pairs.attemptsB[row] as number),
    };
  };
}
