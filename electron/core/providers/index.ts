import type { providerOperations } from "#shared/contract/providers.ts";
import { createRedactor } from "../redactor.ts";
import type { HandlersOf } from "../router.ts";
import { openConnections } from "./connections.ts";
import type { ProviderContext } from "./context.ts";
import { providerHandlers } from "./handlers.ts";
import type { ModelCaller } from "./model-call.ts";
import { createModelCaller } from "./model-caller.ts";

export type { ModelAnswer, ModelCaller, ModelCallHooks, ModelRequest } from "./model-call.ts";

export interface Providers {
  handlers: HandlersOf<typeof providerOperations>;
  caller: ModelCaller;
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
    schedulers: new Map(),
    modelLists: new Map(),
  };
  return { handlers: providerHandlers(context), caller: createModelCaller(context) };
}
