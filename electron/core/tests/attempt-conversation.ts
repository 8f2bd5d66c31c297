import { cancelled } from "#shared/contract/errors.ts";
import type { ChatMessage } from "#shared/model/content.ts";
import type { FinishReason, Retry, Usage } from "#shared/model/run.ts";
import type { ModelAnswer } from "../providers/index.ts";
import { type AttemptHooks, type AttemptSource, errorOf, type ReadyCell, requestOf } from "./attempt-cell.ts";
import type { NewReply, PendingRecording, StoredAttempt } from "./attempt-store.ts";
import { fillTurn } from "./attempt-turn.ts";
import type { TestContext } from "./context.ts";

/** All calls of an attempt: one, or one for each turn of a scripted conversation. */
export interface Conversation {
  /** The last answer, or how far it came. */
  reply: NewReply;
  /** Its number, where it has been stored by an earlier attempt; null: it is new. */
  stored: number | null;
  /** Everything that was said before the last answer. */
  messages: ChatMessage[];
  finishReason: FinishReason | null;
  /** Of all calls; null: of one nobody knows it. */
  usage: Usage | null;
  costUsd: number | null;
  latencyMs: number | null;
  /** Of the last answer. */
  firstTokenMs: number | null;
  recorded: boolean;
}

export async function converse(
  context: TestContext,
  source: AttemptSource,
  ready: ReadyCell,
  hooks: AttemptHooks,
): Promise<Conversation> {
  const retries: Retry[] = [];
  const reply: NewReply = { text: "", partial: false, toolCalls: [], calls: [], retries, error: ready.error };
  const talk: Conversation = {
    reply,
    stored: null,
    messages: ready.messages,
    finishReason: null,
    usage: null,
    costUsd: 0,
    latencyMs: null,
    firstTokenMs: null,
    recorded: false,
  };
  if (ready.error !== null) return talk;
  let arrived = "";
  let isCostKnown = true;
  try {
    for (const turn of [null, ...(ready.content?.turns ?? [])]) {
      if (turn !== null) talk.messages = withTurn(talk.messages, reply.text, turn, ready);
      const request = requestOf(source, ready, talk.messages);
      let pending: PendingRecording | null = null;
      arrived = "";
      const answer = await context.models.call(request, source.plan.mode, {
        signal: hooks.signal,
        whole: hooks.onText === undefined,
        onText(piece) {
          arrived += piece;
          hooks.onText?.(arrived);
        },
        onRetry(retry) {
          arrived = "";
          hooks.onText?.("");
          retries.push(retry);
          hooks.onRetry(retry);
        },
        onUnknownCost() {
          isCostKnown = false;
          hooks.onUnknownCost();
        },
        onRecording(recording) {
          pending = { recording, number: null };
          hooks.onRecording(pending);
        },
      });
      addAnswer(talk, answer);
      reply.text = answer.reply.text;
      reply.toolCalls = answer.reply.toolCalls;
      reply.calls.push({
        requestHash: context.models.hashOf(request),
        recording: pending ?? answer.recording ?? null,
        reply: answer.reply.text,
      });
    }
  } catch (error) {
    if (hooks.signal.aborted) {
      // What the turns before cost is told by no attempt.
      if (talk.costUsd !== 0 && isCostKnown) hooks.onUnknownCost();
      throw cancelled();
    }
    reply.error = errorOf(context, error);
    reply.text = arrived;
    reply.partial = arrived !== "";
    reply.toolCalls = [];
    talk.finishReason = null;
    talk.latencyMs = null;
    talk.firstTokenMs = null;
    if (!isCostKnown) talk.costUsd = null;
  }
  return talk;
}

const withTurn = (
  messages: ChatMessage[],
  answered: string,
  turn: string,
  ready: ReadyCell,
): ChatMessage[] => [
  ...messages,
  { role: "ai", content: answered },
  { role: "human", content: fillTurn(turn, ready) },
];

/** The conversation of an attempt that is stored, as it was: nothing is called. */
export function recall(ready: ReadyCell, stored: StoredAttempt): Conversation {
  const turns = ready.content?.turns ?? [];
  const reply: NewReply = {
    text: stored.text,
    partial: false,
    toolCalls: stored.toolCalls,
    calls: [],
    retries: [],
    error: stored.error,
  };
  return {
    reply,
    stored: stored.reply,
    messages: turns.reduce(
      (messages, turn, index) => withTurn(messages, stored.replies[index] ?? "", turn, ready),
      ready.messages,
    ),
    finishReason: stored.finishReason,
    usage: stored.usage,
    costUsd: stored.costUsd,
    latencyMs: stored.latencyMs,
    firstTokenMs: stored.firstTokenMs,
    recorded: stored.recorded,
  };
}

function addAnswer(talk: Conversation, { reply, ...answer }: ModelAnswer): void {
  const isFirst = talk.reply.calls.length === 0;
  talk.finishReason = reply.finishReason;
  talk.usage = isFirst ? reply.usage : sumOf(talk.usage, reply.usage);
  talk.costUsd = talk.costUsd === null || answer.costUsd === null ? null : talk.costUsd + answer.costUsd;
  talk.latencyMs = (talk.latencyMs ?? 0) + answer.latencyMs;
  talk.firstTokenMs = answer.firstTokenMs;
  talk.recorded ||= answer.recorded;
}

const sumOf = (one: Usage | null, other: Usage | null): Usage | null =>
  one === null || other === null
    ? null
    : {
        inputTokens: one.inputTokens + other.inputTokens,
        cachedInputTokens: one.cachedInputTokens + other.cachedInputTokens,
        outputTokens: one.outputTokens + other.outputTokens,
        reasoningTokens: one.reasoningTokens + other.reasoningTokens,
      };
