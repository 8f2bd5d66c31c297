import type { Asked } from "#shared/checks/evaluate/asked.ts";
import { decided, type Outcome, skipped } from "#shared/checks/outcome.ts";
import { reason } from "#shared/checks/reasons.ts";
import { askAll, type Judge } from "./ask-judge.ts";
import { compareReplies } from "./compare-replies.ts";
import { expectedPart, requestPart, seen } from "./judge-input.ts";

type Input = Asked<"select-best">;
type PairResult = "win" | "tie" | "loss";

/**
 * `select-best`: the reply against each other reply to the same case, in both orders. The score is wins plus half of the
 * ties, over all; the reply passes when it loses to none.
 */
export async function judgeBest(judge: Judge, input: Input): Promise<Outcome> {
  const { others } = input.subject;
  const by = {
    criteria: input.value,
    parts: [...requestPart(input.subject), ...expectedPart(input.subject)],
  };
  if (others.length === 0) return skipped("judge-nothing-to-compare");
  const pairs = await askAll(
    others.map(async (other) => {
      const [first, second] = await compareReplies(judge, by, input.output, other.output);
      const inFirst = resultFor("A", first.better);
      const inSecond = resultFor("B", second.better);
      const result: PairResult = inFirst === inSecond ? inFirst : "tie";
      return { name: other.name, result, flipped: inFirst !== inSecond, said: [first.reason, second.reason] };
    }),
  );
  const count = (result: PairResult) => pairs.filter((pair) => pair.result === result).length;
  const [wins, ties, losses] = [count("win"), count("tie"), count("loss")];
  const score = (wins + ties / 2) / pairs.length;
  const flips = pairs.filter(({ flipped }) => flipped).length;
  return decided(losses === 0, reason("judge-compared", { count: pairs.length, wins, ties, losses }), {
    score,
    detail: seen(judge.model, { wins, ties, losses, flips, pairs }),
  });
}

const resultFor = (own: "A" | "B", better: "A" | "B" | "tie"): PairResult =>
  better === "tie" ? "tie" : better === own ? "win" : "loss";
