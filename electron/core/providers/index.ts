import type { providerOperations } from "#shared/contract/providers.ts";
import { createRedactor } from "../redactor.ts";
import type { HandlersOf } from "../router.ts";
import { openConnections } from "./connections.ts";
import type { ProviderContext } from "./context.ts";
import { createEmbedder, type Embedder } from "./embeddings.ts";
import { providerHandlers } from "./handlers.ts";
import type { ModelCaller, ModelFacts } from "./model-call.ts";
import { createModelCaller } from "./model-caller.ts";
import { createWholeClients } from "./openai-whole.ts";

export { type CallInPieces, callInPieces } from "./call-in-pieces.ts";
export type { Embedder } from "./embeddings.ts";
export { usualAnswerTokens } from "./estimate-call.ts";
export type { ModelAnswer, ModelCaller, ModelCallHooks, ModelFacts, ModelRequest } from "./model-call.ts";
export { insertRecording, type NewRecording } from "./recording-store.ts";

export interface Providers {
  handlers: HandlersOf<typeof providerOperations>;
  caller: ModelCaller & ModelFacts & Embedder;
}

/** `redactor` learns every key that is stored or sent; without one, only what this domain says itself is clean. */
export function createProviders(
  options: Pick<ProviderContext, "db" | "ports" | "publish"> &
    Partial<Pick<ProviderContext, "redactor" | "callTimeouts" | "listTimeouts">>,
): Providers {
  const context: ProviderContext = {
    ...options,
    redactor: options.redactor ?? createRedactor(),
    callTimeouts: options.callTimeouts ?? { idle: 60_000, total: 600_000 },
    listTimeouts: options.listTimeouts ?? { idle: 15_000, total: 30_000 },
    connections: openConnections(options.ports),
    clients: createWholeClients(),
    schedulers: new Map(),
    modelLists: new Map(),
  };
  return {
    handlers: providerHandlers(context),
    caller: { ...createModelCaller(context), ...createEmbedder(context) },
  };
}
