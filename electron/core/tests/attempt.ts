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
  return scoreTalk(context, source, ready, await converse(context, source, ready, hooks), hooks);
}

/** What the checks say of an answer; one that is not complete is an error and never scored. */
export async function scoreTalk(
  context: TestContext,
  source: AttemptSource,
  ready: ReadyCell,
  talk: Conversation,
  hooks: AttemptHooks,
  marks: CheckSubject["marks"] = [],
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
      others: [],
    };
    const results = await runChecks(judgesOf(context, hooks), ready.checks, subject, {
      judgeModel: source.plan.judgeModel,
      mode: source.plan.mode,
      signal: hooks.signal,
      repeatIndex: ready.repeat,
      onRetry: hooks.onRetry,
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
function judgesOf({ checks }: TestContext, hooks: AttemptHooks): CheckContext {
  const { models } = checks;
  return {
    ...checks,
    models: {
      ...models,
      call: (request, mode, own) =>
        models.call(request, mode, {
          ...own,
          whole: true,
          onUnknownCost() {
            hooks.onUnknownCost();
            own.onUnknownCost();
          },
          onRecording: (recording) => hooks.onRecording({ recording, number: null }),
        }),
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
