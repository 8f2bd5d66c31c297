import { contentOfSpec } from "#shared/design/generate-content.ts";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { PromptSpec } from "#shared/model/spec.ts";
import { keepSpec, readSpec } from "../design/index.ts";
import type { ExchangeContext } from "./context.ts";

/**
 * To be called within a transaction. What the spec gives is the base of the next merge: whatever the imported text says
 * differently counts as written by hand, and is kept when the spec changes.
 */
export function storeSpec(
  { design, publish }: ExchangeContext,
  promptId: PromptId,
  { spec, content }: { spec: PromptSpec; content: PromptContent },
): void {
  keepSpec(design, promptId, spec, contentOfSpec(spec, content));
  publish({ type: "spec.changed", promptId });
}

export const readSpecOf = ({ design }: ExchangeContext, promptId: PromptId): PromptSpec | null =>
  readSpec(design, promptId).spec;
