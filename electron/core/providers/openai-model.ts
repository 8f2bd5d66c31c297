import type { ChatOpenAICompletions } from "@langchain/openai";
import type { Reply } from "#shared/model/run.ts";
import { guardFetch } from "./guarded-fetch.ts";
import type { ModelCallHooks, ModelRequest } from "./model-call.ts";
import { callOptions, type Endpoint, messagesOf, openClient } from "./openai-client.ts";
import { type Draft, explain, finish } from "./openai-reply.ts";
import { callWhole } from "./openai-whole.ts";
import { replyTooLarge } from "./reply-errors.ts";
import { createKeyFilter } from "./reply-secrets.ts";
import { maxReplyBytes } from "./watched-body.ts";

export type { Endpoint } from "./openai-client.ts";

type CallHooks = Pick<ModelCallHooks, "signal" | "onText" | "whole">;

/** One call to an OpenAI-compatible endpoint. Fails with a `providers.*` error or `host.cancelled`. */
export function callOpenAiModel(endpoint: Endpoint, request: ModelRequest, hooks: CallHooks): Promise<Reply> {
  // Of a whole answer, the client refuses one by a schema that was cut at the token limit, and would lose it.
  const canBeWhole = request.settings.responseFormat !== "json-schema";
  return hooks.whole === true && canBeWhole
    ? callWhole(endpoint, request, hooks)
    : callStreamed(endpoint, request, hooks);
}

async function callStreamed(endpoint: Endpoint, request: ModelRequest, hooks: CallHooks): Promise<Reply> {
  const { subject } = endpoint;
  const guard = guardFetch({ ...endpoint, signal: hooks.signal });
  const draft = emptyDraft();
  const filter = createKeyFilter(endpoint.key);
  const take = (text: string) => {
    if (text === "") return;
    draft.text += text;
    hooks.onText(text);
  };
  try {
    const model = await openClient({
      model: subject.model,
      baseUrl: subject.baseUrl,
      timeouts: endpoint.timeouts,
      settings: request.settings,
      streaming: true,
      fetch: guard.fetch,
    });
    const options = { ...callOptions(request), signal: hooks.signal };
    for await (const chunk of await model.stream(messagesOf(request), options)) {
      const piece = typeof chunk.content === "string" ? chunk.content : "";
      collect(draft, chunk);
      if (sizeOf(draft) + piece.length > maxReplyBytes)
        throw guard.fail(replyTooLarge(subject, maxReplyBytes));
      take(filter.pass(piece));
    }
    take(filter.rest());
    const failure = guard.failure();
    if (failure !== null) throw failure;
    return finish(draft, subject, guard, filter.clean);
  } catch (error) {
    take(filter.rest());
    throw guard.failure() ?? explain(error, subject, guard, hooks.signal);
  } finally {
    guard.close();
  }
}

const emptyDraft = (): Draft => ({ text: "", chunks: 0, toolCalls: [], finishReason: null, usage: null });

type StreamChunk =
  Awaited<ReturnType<ChatOpenAICompletions["stream"]>> extends AsyncIterable<infer C> ? C : never;

function collect(draft: Draft, chunk: StreamChunk): void {
  draft.chunks += 1;
  const { finish_reason: finishReason, usage } = chunk.response_metadata as Record<string, unknown>;
  if (typeof finishReason === "string") draft.finishReason = finishReason;
  if (typeof usage === "object" && usage !== null && Object.keys(usage).length > 0) draft.usage = usage;
  for (const piece of chunk.tool_call_chunks ?? []) {
    const index = piece.index ?? Math.max(draft.toolCalls.length - 1, 0);
    // An index far beyond the last would make a hole; a hostile one would exhaust the memory.
    const slot = Math.min(Math.max(index, 0), draft.toolCalls.length);
    const call = draft.toolCalls[slot] ?? { id: "", name: "", arguments: "" };
    draft.toolCalls[slot] = {
      id: call.id || (piece.id ?? ""),
      name: call.name || (piece.name ?? ""),
      arguments: call.arguments + (piece.args ?? ""),
    };
  }
}

const sizeOf = ({ text, toolCalls }: Draft): number =>
  toolCalls.reduce((sum, call) => sum + call.arguments.length, text.length);
