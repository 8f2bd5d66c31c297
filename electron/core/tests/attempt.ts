import type { CheckSubject } from "#shared/checks/subject.ts";
import { type CheckContext, runChecks } from "../checks/index.ts";
import type { AttemptHooks, AttemptSource, ReadyCell } from "./attempt-cell.ts";
import { type Conversation, converse } from "./attempt-conversation.ts";
import { judgeCostOf, scoresOf, verdictOf } from "./attempt-score.ts";
import type { NewAttempt } from "./attempt-store.ts";
import type { TestContext } from "./context.ts";

/** Calls the model, and scores what it answered. */
export async function makeAttempt(
  context: TestContext,
  source: AttemptSource,
  ready: ReadyCell,
  hooks: AttemptHooks,
): Promise<NewAttempt> {
  const talk = await converse(context, source, ready, hooks);
  try {
    return await scoreTalk(context, source, ready, talk, hooks);
  } catch (error) {
    // The reply is paid for, and its attempt will not be there to tell what it cost.
    if (talk.costUsd !== 0) hooks.onUnknownCost();
    throw error;
  }
}

/** What the checks say of an answer; one that is not complete is an error and never scored. */
export async function scoreTalk(
  context: TestContext,
  source: AttemptSource,
  ready: ReadyCell,
  talk: Conversation,
  hooks: AttemptHooks,
  { marks, others }: Pick<CheckSubject, "marks" | "others"> = { marks: [], others: [] },
): Promise<NewAttempt> {
  const attempt = unscored(ready, talk);
  if (talk.reply.error === null && ready.content !== null) {
    const subject: CheckSubject = {
      inputs: ready.inputs,
      expected: ready.content.expected,
      messages: talk.messages,
      output: talk.reply.text,
      toolCalls: talk.reply.toolCalls,
      finishReason: talk.finishReason,
      tools: source.content.tools,
      outputSchema: source.content.outputSchema,
      latencyMs: talk.latencyMs,
      recorded: talk.recorded,
      costUsd: talk.costUsd,
      marks,
      others,
    };
    let hasPaid = false;
    const checks = judgesOf(context, hooks, () => {
      hasPaid = true;
    });
    const results = await runChecks(checks, ready.checks, subject, {
      judgeModel: source.plan.judgeModel,
      mode: source.plan.mode,
      signal: hooks.signal,
      repeatIndex: ready.repeat,
      onRetry: hooks.onRetry,
    }).catch((error) => {
      if (hasPaid) hooks.onUnknownCost();
      throw error;
    });
    attempt.scores = scoresOf(ready.checks, results);
    attempt.judgeCostUsd = judgeCostOf(results);
    const threshold = ready.content.threshold ?? source.suite.threshold;
    Object.assign(attempt, verdictOf(ready.checks, results, threshold));
  }
  attempt.at = new Date(context.ports.clock.now()).toISOString();
  return attempt;
}

/** Judges are asked as the models under test are: as a whole, and their answers are stored with the attempts. */
function judgesOf({ checks }: TestContext, hooks: AttemptHooks, onPaid: () => void): CheckContext {
  const { models } = checks;
  return {
    ...checks,
    models: {
      ...models,
      async call(request, mode, own) {
        const answer = await models.call(request, mode, {
          ...own,
          whole: true,
          onUnknownCost() {
            hooks.onUnknownCost();
            own.onUnknownCost();
          },
          onRecording: (recording) => hooks.onRecording({ recording, number: null }),
        });
        if (answer.costUsd !== 0) onPaid();
        return answer;
      },
    },
  };
}

const unscored = (ready: ReadyCell, talk: Conversation): NewAttempt => ({
  cell: ready.cell,
  caseIndex: ready.caseIndex,
  caseId: ready.caseId,
  caseHash: ready.caseHash,
  model: ready.model,
  repeat: ready.repeat,
  verdict: "error",
  score: null,
  weight: ready.content?.weight ?? 1,
  finishReason: talk.finishReason,
  usage: talk.usage,
  costUsd: talk.costUsd,
  judgeCostUsd: 0,
  latencyMs: talk.latencyMs,
  firstTokenMs: talk.firstTokenMs,
  recorded: talk.recorded,
  errorCode: talk.reply.error?.code ?? null,
  reply: talk.stored ?? talk.reply,
  retries: talk.reply.retries.length,
  scores: [],
  replaces: false,
  isPaidElsewhere: talk.stored !== null,
  at: "",
});
