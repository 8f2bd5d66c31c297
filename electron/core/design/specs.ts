import { LatheError } from "#shared/contract/errors.ts";
import type { ParsedInput } from "#shared/contract/operations.ts";
import { contentOfSpec } from "#shared/design/generate-content.ts";
import { isEqual } from "#shared/design/is-equal.ts";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { PromptSummary } from "#shared/model/prompt.ts";
import type { PromptSpec, StoredSpec } from "#shared/model/spec.ts";
import { createPrompt, promptOf } from "../prompts/index.ts";
import { keepContent, readContent } from "../store/content-store.ts";
import { type DesignContext, timeOf } from "./context.ts";
import { insertSpec, latestSpec } from "./design-store.ts";

export function readSpec({ db, prompts }: DesignContext, id: PromptId): StoredSpec {
  promptOf(prompts, id);
  const row = latestSpec(db, id);
  if (row === undefined) return { promptId: id, revision: 0, spec: null, generated: null, savedAt: null };
  const { promptId, revision, spec, generatedHash, savedAt } = row;
  const generated = generatedHash === null ? null : readContent(db, generatedHash);
  return { promptId, revision, spec, generated, savedAt };
}

/** Keeps the spec as a new revision, or, where another page saved since, refuses: its spec is the newest then. */
export function saveSpec(context: DesignContext, input: ParsedInput<"design.save-spec">): StoredSpec {
  const isNew = context.db.transaction(() => {
    promptOf(context.prompts, input.promptId);
    const now = latestSpec(context.db, input.promptId);
    const generatedHash =
      input.generated === undefined ? (now?.generatedHash ?? null) : keepContent(context.db, input.generated);
    if (now !== undefined && now.generatedHash === generatedHash && isEqual(now.spec, input.spec))
      return false;
    const revision = now?.revision ?? 0;
    if (input.baseRevision !== revision) throw specConflict(revision);
    insertSpec(context.db, {
      promptId: input.promptId,
      revision: revision + 1,
      spec: input.spec,
      generatedHash,
      savedAt: timeOf(context),
    });
    return true;
  });
  if (isNew) context.publish({ type: "spec.changed", promptId: input.promptId });
  return readSpec(context, input.promptId);
}

const specConflict = (revision: number): LatheError =>
  new LatheError({
    code: "design.spec-conflict",
    message: "Another window saved this spec meanwhile. Both are kept: choose which one to go on with.",
    details: { revision },
  });

/** A new prompt whose draft is what the spec gives. */
export function createFromSpec(
  context: DesignContext,
  { spec, ...about }: ParsedInput<"design.create-prompt">,
): PromptSummary {
  const content = contentOfSpec(spec);
  const prompt = context.db.transaction(() => {
    const made = createPrompt(context.prompts, { ...about, content });
    keepSpec(context, made.promptId, spec, content);
    return made;
  });
  context.publish({ type: "spec.changed", promptId: prompt.promptId });
  return prompt;
}

/**
 * The first spec of a prompt that was just made, as a template of the library or an import brings it. `generated` is what
 * the text is held against when the spec changes. To be called within a transaction, and told of when that is through.
 */
export function keepSpec(
  context: DesignContext,
  id: PromptId,
  spec: PromptSpec,
  generated: PromptContent | null,
): void {
  insertSpec(context.db, {
    promptId: id,
    revision: (latestSpec(context.db, id)?.revision ?? 0) + 1,
    spec,
    generatedHash: generated === null ? null : keepContent(context.db, generated),
    savedAt: timeOf(context),
  });
}
