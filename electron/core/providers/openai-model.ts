import type { BaseMessageLike } from "@langchain/core/messages";
import type { ChatOpenAICallOptions, ChatOpenAICompletions } from "@langchain/openai";
import { cancelled, LatheError } from "#shared/contract/errors.ts";
import type { Reply, ToolCall } from "#shared/model/run.ts";
import type { Connection } from "./connections.ts";
import { type GuardedFetch, guardFetch, type Timeouts } from "./guarded-fetch.ts";
import type { ModelCallHooks, ModelRequest } from "./model-call.ts";
import { type CallSubject, providerMessage } from "./provider-errors.ts";
import { brokeOff, incompleteReply, replyTooLarge, strangeReply } from "./reply-errors.ts";
import { createKeyFilter } from "./reply-secrets.ts";
import { readFinishReason, readUsage } from "./reported-usage.ts";
import { maxReplyBytes } from "./watched-body.ts";

export interface Endpoint {
  subject: CallSubject & { model: string };
  key: string | null;
  fetch: typeof globalThis.fetch;
  connect: () => Connection;
  timeouts: Timeouts;
  now: () => number;
}

/** One call to an OpenAI-compatible endpoint, streamed. Fails with a `providers.*` error or `host.cancelled`. */
export async function callOpenAiModel(
  endpoint: Endpoint,
  request: ModelRequest,
  hooks: Pick<ModelCallHooks, "signal" | "onText">,
): Promise<Reply> {
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
    const model = await openModel(endpoint, guard, request);
    const messages = request.messages.map(({ role, content }): BaseMessageLike => [role, content]);
    for await (const chunk of await model.stream(messages, callOptions(request, hooks.signal))) {
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

/**
 * The completions class itself and not `ChatOpenAI`, which sends some model names to OpenAI's other API; compatible
 * endpoints have the one. What the environment would add (organisation, project, headers, logging) is switched off.
 */
async function openModel(
  endpoint: Endpoint,
  guard: GuardedFetch,
  { settings }: ModelRequest,
): Promise<ChatOpenAICompletions> {
  const { ChatOpenAICompletions } = await import("@langchain/openai");
  return new ChatOpenAICompletions({
    model: endpoint.subject.model,
    // The client insists on a key; the header that is sent is the guard's.
    apiKey: "not-needed",
    maxRetries: 0,
    streaming: true,
    streamUsage: true,
    timeout: endpoint.timeouts.total + 1_000,
    callbacks: [],
    verbose: false,
    ...(settings.temperature === undefined ? {} : { temperature: settings.temperature }),
    ...(settings.topP === undefined ? {} : { topP: settings.topP }),
    ...(settings.maxTokens === undefined ? {} : { maxTokens: settings.maxTokens }),
    configuration: {
      baseURL: endpoint.subject.baseUrl,
      organization: null,
      project: null,
      logLevel: "off",
      fetch: guard.fetch,
    },
  });
}

function callOptions(request: ModelRequest, signal: AbortSignal): Partial<ChatOpenAICallOptions> {
  const { settings, tools, outputSchema } = request;
  return {
    signal,
    callbacks: [],
    ...(settings.stop === undefined || settings.stop.length === 0 ? {} : { stop: settings.stop }),
    ...(settings.seed === undefined ? {} : { seed: settings.seed }),
    ...(settings.responseFormat === "json" ? { response_format: { type: "json_object" as const } } : {}),
    ...(settings.responseFormat === "json-schema" && outputSchema !== null
      ? {
          response_format: {
            type: "json_schema" as const,
            json_schema: { name: "reply", schema: outputSchema },
          },
        }
      : {}),
    ...(tools.length === 0
      ? {}
      : {
          tools: tools.map(({ name, description, parameters }) => ({
            type: "function" as const,
            function: { name, parameters, ...(description === undefined ? {} : { description }) },
          })),
        }),
  };
}

interface Draft {
  text: string;
  chunks: number;
  toolCalls: ToolCall[];
  finishReason: string | null;
  usage: unknown;
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

function finish(
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

/** What went wrong above the network: in the reading of the stream. */
function explain(error: unknown, subject: CallSubject, guard: GuardedFetch, signal: AbortSignal): LatheError {
  if (error instanceof LatheError) return error;
  if (signal.aborted) return cancelled();
  // The client's error for an `error` object inside the stream has a body but no status.
  if (error instanceof Error && "error" in error && error.error !== undefined) {
    return brokeOff(subject, providerMessage(JSON.stringify(error.error)));
  }
  return strangeReply(subject, guard.opening(), error);
}
