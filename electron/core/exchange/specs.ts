import type { PromptId } from "#shared/model/ids.ts";
import type { PromptSpec } from "#shared/model/spec.ts";
import type { ExchangeContext } from "./context.ts";

export function storeSpec(_context: ExchangeContext, _promptId: PromptId, _spec: PromptSpec): void {}

export const readSpecOf = (_context: ExchangeContext, _promptId: PromptId): PromptSpec | null => null;
