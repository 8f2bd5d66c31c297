import type { BaseMessageLike } from "@langchain/core/messages";
import type { ChatOpenAICallOptions, ChatOpenAICompletions } from "@langchain/openai";
import type { ModelSettings } from "#shared/model/content.ts";
import type { Connection } from "./connections.ts";
import type { Timeouts } from "./guarded-fetch.ts";
import type { ModelRequest } from "./model-call.ts";
import type { WholeClients } from "./openai-whole.ts";
import type { CallSubject } from "./provider-errors.ts";

export interface Endpoint {
  subject: CallSubject & { model: string };
  key: string | null;
  fetch: typeof globalThis.fetch;
  connect: () => Connection;
  timeouts: Timeouts;
  now: () => number;
  /** Kept from call to call; absent: for this one alone. */
  clients?: WholeClients;
}

export interface ClientOptions {
  model: string;
  baseUrl: string;
  timeouts: Timeouts;
  settings: Omit<ModelSettings, "model">;
  streaming: boolean;
  fetch: typeof globalThis.fetch;
}

/**
 * The completions class itself and not `ChatOpenAI`, which sends some model names to OpenAI's other API; compatible
 * endpoints have the one. What the environment would add (organisation, project, headers, logging) is switched off.
 */
export async function openClient(options: ClientOptions): Promise<ChatOpenAICompletions> {
  const { settings, streaming } = options;
  const { ChatOpenAICompletions } = await import("@langchain/openai");
  return new ChatOpenAICompletions({
    model: options.model,
    // The client insists on a key; the header that is sent is the guard's.
    apiKey: "not-needed",
    maxRetries: 0,
    streaming,
    streamUsage: streaming,
    timeout: options.timeouts.total + 1_000,
    callbacks: [],
    verbose: false,
    ...(settings.temperature === undefined ? {} : { temperature: settings.temperature }),
    ...(settings.topP === undefined ? {} : { topP: settings.topP }),
    ...(settings.maxTokens === undefined ? {} : { maxTokens: settings.maxTokens }),
    configuration: {
      baseURL: options.baseUrl,
      organization: null,
      project: null,
      logLevel: "off",
      fetch: options.fetch,
    },
  });
}

export const messagesOf = ({ messages }: ModelRequest): BaseMessageLike[] =>
  messages.map(({ role, content }): BaseMessageLike => [role, content]);

/** Of the request, what LangChain takes with each call. */
export function callOptions(request: ModelRequest): Partial<ChatOpenAICallOptions> {
  const { settings, tools, outputSchema } = request;
  return {
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
