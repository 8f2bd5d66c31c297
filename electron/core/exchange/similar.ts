import type { PromptContent } from "#shared/model/content.ts";
import type { ImportItem } from "#shared/model/exchange.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { ExchangeContext } from "./context.ts";

export interface Likenesses {
  /** Prompts of the workspace that say nearly the same, but for the one that has its name. */
  of(content: PromptContent, except: PromptId | null): ImportItem["similar"];
}

export async function openLikenesses(_context: ExchangeContext, _signal: AbortSignal): Promise<Likenesses> {
  return { of: () => [] };
}
