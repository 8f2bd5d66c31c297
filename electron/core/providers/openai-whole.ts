import type { ChatOpenAICompletions } from "@langchain/openai";
import { LatheError } from "#shared/contract/errors.ts";
import type { Reply, ToolCall } from "#shared/model/run.ts";
import { type GuardedFetch, guardFetch } from "./guarded-fetch.ts";
import type { ModelCallHooks, ModelRequest } from "./model-call.ts";
import { callOptions, type Endpoint, openClient } from "./openai-client.ts";
import { explain, finish } from "./openai-reply.ts";
import { type CallSubject, providerMessage } from "./provider-errors.ts";
import { brokeOff, incompleteReply, isOpeningOfJson } from "./reply-errors.ts";
import { createKeyFilter } from "./reply-secrets.ts";

/** Names the call in a request to LangChain's client; the guard sends headers of its own, and this is none of them. */
const callHeader = "x-lathe-call";

/** LangChain's clients, each kept for all calls of a model with the same settings. They know no key. */
export interface WholeClients {
  take(endpoint: Endpoint, request: ModelRequest): Promise<ChatOpenAICompletions>;
  /** The way out for one call, under its own name, until `leave`. */
  enter(guard: GuardedFetch): { headers: Record<string, string>; leave(): void };
}

const mostClients = 32;

export function createWholeClients(): WholeClients {
  const clients = new Map<string, Promise<ChatOpenAICompletions>>();
  const guards = new Map<string, GuardedFetch>();
  let calls = 0;
  const fetch: typeof globalThis.fetch = (input, init) => {
    const guard = guards.get(new Headers(init?.headers).get(callHeader) ?? "");
    if (guard === undefined) throw new Error("a call that nobody guards was refused");
    return guard.fetch(input, init);
  };
  return {
    take({ subject: { model, baseUrl }, timeouts }, { settings }) {
      const { temperature, topP, maxTokens } = settings;
      const key = JSON.stringify([model, baseUrl, timeouts, temperature, topP, maxTokens]);
      const known = clients.get(key);
      if (known !== undefined) return known;
      if (clients.size >= mostClients) clients.clear();
      const client = openClient({ model, baseUrl, timeouts, settings, streaming: false, fetch });
      clients.set(key, client);
      return client;
    },
    enter(guard) {
      calls += 1;
      const name = String(calls);
      guards.set(name, guard);
      return { headers: { [callHeader]: name }, leave: () => void guards.delete(name) };
    },
  };
}

/**
 * Below LangChain's `invoke`, which makes messages of the answer that nobody would read: what its own client answers is
 * taken as it is. Costs a third of a streamed call; what there is of an answer without an end is lost with it.
 */
export async function callWhole(
  endpoint: Endpoint,
  request: ModelRequest,
  hooks: Pick<ModelCallHooks, "signal" | "onText">,
): Promise<Reply> {
  const { subject } = endpoint;
  const clients = endpoint.clients ?? createWholeClients();
  const guard = guardFetch({ ...endpoint, signal: hooks.signal, whole: true });
  const { headers, leave } = clients.enter(guard);
  const { clean } = createKeyFilter(endpoint.key);
  try {
    const client = await clients.take(endpoint, request);
    const { toMessage, toParameters } = await loadConverters();
    const messages = request.messages.map(({ role, content }) => toMessage([role, content]));
    const answer = await client.completionWithRetry(
      {
        ...client.invocationParams(callOptions(request)),
        stream: false,
        messages: toParameters({ messages, model: subject.model }),
      },
      { headers },
    );
    const failure = guard.failure();
    if (failure !== null) throw failure;
    // Whatever the types say: an endpoint answers what it likes.
    const choice = (answer as Partial<typeof answer> | null)?.choices?.[0];
    if (typeof choice?.message !== "object") throw new TypeError("there is no choice");
    const reply = finish(
      {
        text: clean(textOf(choice.message?.content)),
        chunks: 1,
        toolCalls: toolCallsOf(choice.message?.tool_calls),
        finishReason: textOf(choice.finish_reason) || null,
        usage: answer.usage,
      },
      subject,
      guard,
      clean,
    );
    if (reply.text !== "") hooks.onText(reply.text);
    return reply;
  } catch (error) {
    throw guard.failure() ?? explainWhole(error, subject, guard, hooks.signal);
  } finally {
    leave();
    guard.close();
  }
}

let converters: ReturnType<typeof importConverters> | undefined;
/** Even what is loaded takes its time to be found again, and a run has thousands of calls. */
const loadConverters = () => (converters ??= importConverters());

async function importConverters() {
  const { convertMessagesToCompletionsMessageParams: toParameters } = await import("@langchain/openai");
  const { coerceMessageLikeToMessage: toMessage } = await import("@langchain/core/messages");
  return { toParameters, toMessage };
}

function toolCallsOf(raw: unknown): ToolCall[] {
  if (!Array.isArray(raw)) return [];
  return raw.map((call: { id?: unknown; function?: { name?: unknown; arguments?: unknown } } | null) => ({
    id: textOf(call?.id),
    name: textOf(call?.function?.name),
    arguments: textOf(call?.function?.arguments),
  }));
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** JSON that ends too soon was cut off; one that is an error object came with a good status all the same. */
function explainWhole(
  error: unknown,
  subject: CallSubject,
  guard: GuardedFetch,
  signal: AbortSignal,
): LatheError {
  const opening = guard.opening();
  if (error instanceof SyntaxError && isOpeningOfJson(opening)) return incompleteReply(subject, error);
  if (!(error instanceof LatheError) && /^\s*\{\s*"error"\s*:/.test(opening))
    return brokeOff(subject, providerMessage(opening));
  return explain(error, subject, guard, signal);
}
