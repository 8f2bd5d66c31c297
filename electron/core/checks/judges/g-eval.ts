import type { Asked } from "#shared/checks/evaluate/asked.ts";
import { decided, type Outcome } from "#shared/checks/outcome.ts";
import { reason } from "#shared/checks/reasons.ts";
import { cancelled, isCancelled } from "#shared/contract/errors.ts";
import type { Database } from "../../store/database.ts";
import { askAll, askJudge, type Judge } from "./ask-judge.ts";
import { expectedPart, meets, replyPart, requestPart, seen } from "./judge-input.ts";
import { judgePrompts } from "./judge-prompts.ts";

/**
 * `g-eval`: each criterion is turned into steps, by which the reply gets a score; the mean of several counts. After Liu et
 * al. 2023, "G-Eval", arXiv 2303.16634, with the score that the judge writes in place of one weighted by token
 * probabilities, which few endpoints tell.
 */
export async function judgeByGEval(judge: Judge, input: Asked<"g-eval">): Promise<Outcome> {
  const { value: criteria, subject } = input;
  const parts = [...requestPart(subject), ...expectedPart(subject), replyPart(input)];
  const judged = await askAll(
    criteria.map(async (criterion) => {
      const steps = await stepsFor(judge, criterion);
      const list = steps.map((step, place) => `${place + 1}. ${step}`).join("\n");
      const answer = await askJudge(judge, {
        prompt: judgePrompts.gEval,
        criteria: `${criterion}\n\nSteps:\n${list}`,
        parts,
      });
      return { criterion, steps, said: answer.reason, score: answer.score };
    }),
  );
  const score = judged.reduce((sum, one) => sum + one.score, 0) / judged.length;
  const { threshold } = input;
  const passed = meets(score, threshold);
  const weakest = judged.reduce((a, b) => (b.score < a.score ? b : a));
  return decided(passed, reason(passed ? "judge-passes" : "judge-fails", { said: weakest.said }), {
    score,
    detail: seen(judge.model, { score, threshold, criteria: judged }),
  });
}

/**
 * Steps that were made or are being made, by workspace, then by model, mode and criterion: twenty cases at once ask for the
 * same, and the recording of the first may be stored later than the next one asks.
 */
const made = new WeakMap<Database, Map<string, Promise<string[]>>>();
const keptSteps = 1_000;

/**
 * The steps of a criterion are the same for every case and every repeat. They are made once and then taken from the
 * recordings, also in live mode: other steps would be another judge.
 */
async function stepsFor(judge: Judge, criterion: string): Promise<string[]> {
  const { context, call, model } = judge;
  const known = made.get(context.db) ?? new Map<string, Promise<string[]>>();
  made.set(context.db, known);
  const key = JSON.stringify([model, call.mode, criterion]);
  for (;;) {
    const other = known.get(key);
    if (other === undefined) break;
    try {
      return await untilAborted(other, call.signal);
    } catch (error) {
      // Cancelled with the case that asked first, which need not be this one.
      if (!isCancelled(error) || call.signal.aborted) throw error;
    }
  }
  const own = makeSteps(judge, criterion);
  if (known.size >= keptSteps) known.clear();
  known.set(key, own);
  try {
    return await own;
  } catch (error) {
    // What failed once need not fail for the next case.
    known.delete(key);
    throw error;
  }
}

async function makeSteps(judge: Judge, criterion: string): Promise<string[]> {
  const mode = judge.call.mode === "live" ? "reuse" : judge.call.mode;
  const maker: Judge = { ...judge, call: { ...judge.call, mode, repeatIndex: 0 }, costUsd: 0 };
  try {
    const { steps } = await askJudge(maker, { prompt: judgePrompts.steps, criteria: criterion, parts: [] });
    return steps;
  } catch (error) {
    throw judge.call.signal.aborted ? cancelled() : error;
  } finally {
    judge.costUsd = judge.costUsd === null || maker.costUsd === null ? null : judge.costUsd + maker.costUsd;
  }
}

/** The same promise, but nobody waits longer than for their own signal. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(cancelled());
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}
