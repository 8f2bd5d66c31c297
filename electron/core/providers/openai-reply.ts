import { cancelled, LatheError } from "#shared/contract/errors.ts";
import type { Reply, ToolCall } from "#shared/model/run.ts";
import type { GuardedFetch } from "./guarded-fetch.ts";
import { type CallSubject, providerMessage } from "./provider-errors.ts";
import { brokeOff, incompleteReply, strangeReply } from "./reply-errors.ts";
import { readFinishReason, readUsage } from "./reported-usage.ts";

/** An answer as far as it has come. */
export interface Draft {
  text: string;
  chunks: number;
  toolCalls: ToolCall[];
  /** As the provider wrote it; null: it has not said that this is the end. */
  finishReason: string | null;
  usage: unknown;
}

/** The draft as a reply, where it is a whole one. `clean` takes the key of the call out of it. */
export function finish(
  draft: Draft,
  subject: CallSubject,
  guard: GuardedFetch,
  clean: (text: string) => string,
): Reply {
  if (draft.chunks === 0) throw strangeReply(subject, guard.opening());
  if (draft.finishReason === null) throw incompleteReply(subject);
  return {
    text: draft.text,
    toolCalls: draft.toolCalls.map((call, index) => ({
      id: clean(call.id) || `call_${index}`,
      name: clean(call.name),
      arguments: clean(call.arguments),
    })),
    finishReason: readFinishReason(draft.finishReason),
    usage: readUsage(draft.usage, draft.text !== ""),
  };
}

/** What went wrong above the network: in the reading of the answer. */
export function explain(
  error: unknown,
  subject: CallSubject,
  guard: GuardedFetch,
  signal: AbortSignal,
): LatheError {
  if (error instanceof LatheError) return error;
  if (signal.aborted) return cancelled();
  // The client's error for an `error` object inside the stream has a body but no status.
  if (error instanceof Error && "error" in error && error.error !== undefined) {
    return brokeOff(subject, providerMessage(JSON.stringify(error.error)));
  }
  return strangeReply(subject, guard.opening(), error);
}
