import type { ErrorData } from "#shared/contract/errors.ts";
import type { PromptContent } from "#shared/model/content.ts";
import type { Draft, PromptSummary, Version } from "#shared/model/prompt.ts";
import type { UndoStack } from "./draft-undo.ts";

export type SaveState =
  | { kind: "saved" }
  /** Typed and not yet on its way: for a fraction of a second. */
  | { kind: "waiting" }
  | { kind: "saving" }
  /** The text is kept; `retrying` tells whether another try comes by itself. */
  | { kind: "failed"; error: ErrorData; retrying: boolean }
  /** Another page saved meanwhile; see `conflict`. */
  | { kind: "conflict" };

/** A prompt that is open on this page. */
export interface OpenDraft {
  prompt: PromptSummary;
  latest: Version | null;
  /** The text on the screen. */
  content: PromptContent;
  /** The text that the store acknowledged last. */
  stored: PromptContent;
  /** The revision of the stored draft that the text goes on from. */
  revision: number;
  /** The hash of what that revision held; null: not known. */
  baseHash: string | null;
  save: SaveState;
  /** The other page's draft, while the user has not chosen. */
  conflict: Draft | null;
  undo: UndoStack;
  /** Whether text was found again that had not reached the store before the page was closed. */
  restored: boolean;
}

export type DraftEntry =
  | { kind: "opening" }
  | { kind: "failed"; error: ErrorData }
  | { kind: "open"; draft: OpenDraft };

export const isUnsaved = (draft: OpenDraft): boolean => draft.content !== draft.stored;
