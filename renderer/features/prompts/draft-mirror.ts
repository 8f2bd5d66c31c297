import { z } from "zod";
import { type PromptContent, promptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { Draft } from "#shared/model/prompt.ts";
import { canonicalJson, contentForHash } from "#shared/text/canonical.ts";

/** Text that the store has not acknowledged, as the browser keeps it: the net under a page that is closed in mid-word. */
const unsavedText = z.object({
  content: promptContent,
  /** The revision it was based on, and the hash of what that held: after a restore the same number is another text. */
  baseRevision: z.int(),
  baseHash: z.string().nullable().default(null),
  /** What was on its way to the store; one of these in the store is this page's own earlier text, not another's. */
  sent: z.array(promptContent),
  session: z.string(),
});
export type UnsavedText = z.infer<typeof unsavedText>;

export type TextStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const keyOf = (promptId: PromptId): string => `lathe.unsaved.${promptId}`;

/** Answers whether the text is kept: storage may be full or switched off. */
export function keepUnsaved(storage: TextStorage, promptId: PromptId, text: UnsavedText): boolean {
  try {
    // The text itself need not be in there twice. The session comes last: see `sessionOf`.
    const { session, content } = text;
    const sent = text.sent.filter((each) => each !== content);
    storage.setItem(keyOf(promptId), JSON.stringify({ ...text, sent, session }));
    return true;
  } catch {
    return false;
  }
}

export function readUnsaved(storage: TextStorage, promptId: PromptId): UnsavedText | null {
  try {
    const kept = storage.getItem(keyOf(promptId));
    return kept === null ? null : unsavedText.parse(JSON.parse(kept));
  } catch {
    return null;
  }
}

/** Forgets what this page kept; what another page keeps for the same prompt is its own affair. */
export function forgetUnsaved(storage: TextStorage, promptId: PromptId, sessions: readonly string[]): void {
  try {
    const kept = storage.getItem(keyOf(promptId));
    if (kept === null) return;
    const session = sessionOf(kept) ?? readUnsaved(storage, promptId)?.session;
    if (session !== undefined && !sessions.includes(session)) return;
    storage.removeItem(keyOf(promptId));
  } catch {
    // A storage that is switched off holds nothing.
  }
}

/** Whose text it is, without reading megabytes of it with every save. */
const sessionOf = (kept: string): string | undefined =>
  /,"session":"([\w-]*)"\}$/.exec(kept.slice(-120))?.[1];

/** Whether the store would give both the same hash. Text that it cannot hold at all is the same as nothing else. */
export function isSameContent(a: PromptContent, b: PromptContent): boolean {
  if (a === b) return true;
  try {
    return canonicalJson(contentForHash(a)) === canonicalJson(contentForHash(b));
  } catch {
    return false;
  }
}

/**
 * What to do with text found in the net when a prompt is opened. nothing: the store has it. restore: it goes on from
 * what is stored. conflict: somebody else saved since; the user decides.
 */
export function recoverUnsaved(
  draft: Draft,
  unsaved: UnsavedText | null,
): "nothing" | "restore" | "conflict" {
  if (unsaved === null || isSameContent(unsaved.content, draft.content)) return "nothing";
  const isSameBase =
    unsaved.baseHash === null
      ? unsaved.baseRevision === draft.revision
      : unsaved.baseHash === draft.contentHash;
  if (isSameBase) return "restore";
  if (unsaved.sent.some((sent) => isSameContent(sent, draft.content))) return "restore";
  return "conflict";
}
