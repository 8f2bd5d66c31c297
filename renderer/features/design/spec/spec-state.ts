import { z } from "zod";
import type { ErrorData } from "#shared/contract/errors.ts";
import { type PromptContent, promptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { type PromptSpec, promptSpec, type StoredSpec } from "#shared/model/spec.ts";
import { canonicalJson } from "#shared/text/canonical.ts";

export type SpecSave =
  | { kind: "saved" }
  | { kind: "saving" }
  /** What was typed is kept; `retrying` tells whether another try comes by itself. */
  | { kind: "failed"; error: ErrorData; retrying: boolean }
  /** Another page saved meanwhile; see `theirs`. */
  | { kind: "conflict" };

export interface OpenSpecState {
  kind: "open";
  spec: PromptSpec;
  /** What the spec gave when its text was last taken over; null: never. */
  generated: PromptContent | null;
  /** Rises with each change that was made on this page, and with no other. */
  edits: number;
  /** Whether anything was ever written into it. */
  isWritten: boolean;
  save: SpecSave;
  theirs: StoredSpec | null;
}

export type SpecState = { kind: "opening" } | { kind: "failed"; error: ErrorData } | OpenSpecState;

export const emptySpec = (writtenIn: PromptSpec["writtenIn"]): PromptSpec => promptSpec.parse({ writtenIn });

/** Nothing but the language of its words is said. */
export const isEmptySpec = (spec: PromptSpec): boolean => isSameSpec(spec, emptySpec(spec.writtenIn));

export const isSameSpec = (one: PromptSpec, other: PromptSpec): boolean =>
  one === other || canonicalJson(one) === canonicalJson(other);

/**
 * A row whose name is still to be typed gets one for the store and for the text. Rows keep their places, by which
 * problems are told.
 */
export function withNames(spec: PromptSpec): PromptSpec {
  const isNameless = (name: string) => name.trim() === "";
  const constraints = spec.constraints.map((constraint) =>
    constraint.kind === "other" && isNameless(constraint.name)
      ? { ...constraint, name: spec.writtenIn === "zh" ? "备注" : "Note" }
      : constraint,
  );
  const fields = spec.output.fields.map((field, index) =>
    isNameless(field.name) ? { ...field, name: `field${index + 1}` } : field,
  );
  return { ...spec, constraints, output: { ...spec.output, fields } };
}

/** What the store has not acknowledged, as the browser keeps it under a page that is closed in mid-word. */
const unsavedSpec = z.object({
  spec: promptSpec,
  generated: promptContent.nullable(),
  baseRevision: z.int(),
});
export type UnsavedSpec = z.infer<typeof unsavedSpec>;

export type SpecStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const keyOf = (promptId: PromptId): string => `lathe.unsaved-spec.${promptId}`;

/** null: the store has everything. */
export function keepUnsavedSpec(storage: SpecStorage, promptId: PromptId, unsaved: UnsavedSpec | null): void {
  try {
    if (unsaved === null) storage.removeItem(keyOf(promptId));
    else storage.setItem(keyOf(promptId), JSON.stringify(unsaved));
  } catch {
    // Full or switched off: the spec is saved within a moment all the same.
  }
}

export function readUnsavedSpec(storage: SpecStorage, promptId: PromptId): UnsavedSpec | null {
  try {
    const kept = storage.getItem(keyOf(promptId));
    return kept === null ? null : unsavedSpec.parse(JSON.parse(kept));
  } catch {
    return null;
  }
}
