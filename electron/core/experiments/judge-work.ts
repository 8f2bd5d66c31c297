import { type ErrorData, isCancelled, LatheError } from "#shared/contract/errors.ts";
import { costOf } from "#shared/model/cost.ts";
import type { PairJudge, PairJudgement, PairQuestion } from "../checks/index.ts";
import { createBudget, isHopeless } from "../tests/index.ts";
import { type ExperimentContext, type LiveJudging, timeOf } from "./context.ts";
import type { Experiment } from "./experiment-store.ts";
import { createQuestions } from "./judge-question.ts";
import { insertJudgement } from "./judge-store.ts";
import { type Pairs, placeOfPair } from "./preferences-pairs.ts";

export interface JudgeJob {
  experiment: Experiment;
  pairs: Pairs;
  judge: PairJudge;
  /** Rows that have no answer of this judge, in the order in which they are asked. */
  rows: Uint32Array;
  /** Those of them for which it failed to answer before: what was recorded then is not asked for again. */
  failed: ReadonlySet<number>;
  /** US dollars, of all that this judge was asked about these arms; null: no cap. */
  capUsd: number | null;
  spentUsd: number;
  /** What the dearest pair has cost so far: the next one may cost as much, whatever was estimated. */
  dearestUsd: number;
}

/** A count without the model's own vocabulary may be a quarter too low (`shared/text/tokens.ts`). */
const margin = 1.25;

const tellEveryMs = 100;

/** Pairs at once. The simulator works in this very process: more of them would keep the pages waiting. */
const mostWorkers = { real: 32, simulated: 4 };

/** Goes on by itself until every row has an answer, or it is told to stop, or has a reason to. */
export function startWork(context: ExperimentContext, job: JudgeJob): LiveJudging {
  const { models } = context;
  const cut = new AbortController();
  const budget = createBudget(job.capUsd, job.spentUsd);
  const questions = createQuestions(context, job.experiment, job.pairs);
  const price = models.priceOf(job.judge.model);
  let dearestUsd = job.dearestUsd;
  let done = 0;
  let error: ErrorData | null = null;
  let next = 0;

  /** Calls under way come to their end, and are kept. */
  function halt(reason: ErrorData): void {
    error ??= reason;
    budget.close();
  }
  const mostCost = (question: PairQuestion): number => {
    if (price === null) return 0;
    const { inputTokens, outputTokens } = job.judge.estimate(question);
    const usage = {
      inputTokens: inputTokens * margin,
      cachedInputTokens: 0,
      outputTokens,
      reasoningTokens: 0,
    };
    return Math.max(costOf(usage, price), dearestUsd);
  };

  async function judgeRow(row: number): Promise<void> {
    const question = await questions(row);
    const reservation = await budget.reserve(() => mostCost(question));
    if (reservation === null) {
      // Or it was told to stop while it waited.
      if (!cut.signal.aborted) halt(capped(job.capUsd));
      return;
    }
    let costUsd: number | null = 0;
    try {
      const judgement = await job.judge
        .compare(question, { mode: modeOf(job, row), signal: cut.signal, onRetry: () => {} }, (cost) => {
          costUsd = cost;
        })
        .catch((fault: unknown) => {
          if (isCancelled(fault)) return cutOff;
          throw fault;
        });
      const isEnd = judgement.error !== null && isHopeless(judgement.error);
      if (isEnd && judgement.error !== null) halt(judgement.error);
      const isAnswered = !isEnd && judgement !== cutOff;
      // What nobody has answered and nobody has paid for tells nothing.
      if (isAnswered || costUsd !== 0) store(row, judgement, costUsd);
      if (isAnswered) done += 1;
    } finally {
      dearestUsd = Math.max(dearestUsd, costUsd ?? 0);
      reservation.settle(costUsd);
    }
  }

  function store(row: number, judgement: PairJudgement, costUsd: number | null): void {
    const { experiment, pairs, judge } = job;
    const { round, caseIndex } = placeOfPair(pairs.layout, row);
    insertJudgement(context.db, experiment.sequence, pairs.arms, {
      round,
      caseIndex,
      ...judgement,
      judgeHash: judge.hash,
      model: judge.model,
      costUsd,
      at: timeOf(context),
    });
    teller.changed();
  }

  async function work(): Promise<void> {
    while (error === null && !cut.signal.aborted) {
      const row = job.rows[next];
      next += 1;
      if (row === undefined) return;
      try {
        await judgeRow(row);
      } catch (fault) {
        halt(unforeseen(context, fault));
      }
    }
  }

  const teller = createTeller(context, job.experiment);
  // Each makes two calls at once.
  const wanted = Math.ceil(models.limitsOf(job.judge.model).concurrency / 2);
  const most = models.isSimulated(job.judge.model) ? mostWorkers.simulated : mostWorkers.real;
  const workers = Math.min(wanted, most, job.rows.length);
  const ended = Promise.all(Array.from({ length: workers }, work)).then(() => teller.end());
  return {
    get done() {
      return done;
    },
    planned: job.rows.length,
    get error() {
      return error;
    },
    stop() {
      budget.close();
      cut.abort();
    },
    ended,
  } satisfies LiveJudging;
}

/** A recording of this very question answers it: after a crash nothing is paid twice. */
const modeOf = ({ experiment, failed }: JudgeJob, row: number) =>
  experiment.plan.mode === "replay" ? "replay" : failed.has(row) ? "live" : "reuse";

/** Kept for what it has cost; it counts neither as an answer nor as an error. */
const cutOff: PairJudgement = {
  aFirst: null,
  bFirst: null,
  outcome: "error",
  reason: "",
  error: {
    code: "host.cancelled",
    message: "It was stopped before the judge had answered.",
    retryable: true,
  },
};

const capped = (capUsd: number | null): ErrorData => ({
  code: "experiments.judge-capped",
  message: `The next pair could cost more than is left of the cap of ${capUsd} US dollars. What was judged is kept: ask the judge again with a higher cap for the rest.`,
  retryable: false,
  details: { capUsd },
});

function unforeseen({ ports }: ExperimentContext, fault: unknown): ErrorData {
  if (fault instanceof LatheError) return fault.toData();
  ports.log("error", `a judge of pairs: ${fault instanceof Error ? fault.stack : fault}`);
  return {
    code: "host.internal",
    message: "Lathe made a mistake of its own while a judge compared replies. The log has the details.",
    retryable: true,
  };
}

/** Tells the pages at most ten times a second. */
function createTeller(
  { ports, publish }: ExperimentContext,
  { experimentId }: Experiment,
): { changed(): void; end(): void } {
  const ended = new AbortController();
  let isTold = true;
  const tell = () => {
    isTold = true;
    if (!ended.signal.aborted) publish({ type: "experiment.changed", experimentId });
  };
  return {
    changed() {
      if (!isTold) return;
      isTold = false;
      ports.clock.sleep(tellEveryMs, ended.signal).then(tell, () => {});
    },
    end: () => ended.abort(),
  };
}
