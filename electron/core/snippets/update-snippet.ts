import { LatheError } from "#shared/contract/errors.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { PromptContent } from "#shared/model/content.ts";
import type { SnippetId } from "#shared/model/ids.ts";
import { includeSnippets, textFor } from "#shared/text/include-snippets.ts";
import { reachedSnippets, renameReference, wayTo, withSnippets } from "#shared/text/snippet-references.ts";
import { createSnippetWriter } from "#shared/text/write-out-snippets.ts";
import { readContent } from "../store/content-store.ts";
import { type SnippetContext, snippetOf, timeOf } from "./context.ts";
import { putInDraft } from "./fill-missing.ts";
import { includersOf, type Library, readLibrary, refuseCycle } from "./library.ts";
import { listUsers, type SnippetRow, type SnippetUser, updateSnippet as updateRow } from "./snippet-store.ts";
import { readSnippet, refuseTakenName, tell } from "./snippets.ts";

/** A snippet before and after, and the library as it will be. */
interface Change {
  before: SnippetRow;
  after: SnippetRow;
  library: Library;
  /** Of the snippets whose own text becomes another: this one, and with a new name those that refer to it. */
  rewritten: SnippetRow[];
}

interface AffectedDraft {
  user: SnippetUser;
  before: PromptContent;
  after: PromptContent;
}

/** What a change of the text would do; nothing is stored. */
export function previewUpdate(
  context: SnippetContext,
  { snippetId, text }: ParsedInput<"snippets.preview-update">,
): Output<"snippets.preview-update"> {
  const before = snippetOf(context, snippetId);
  const change = planChange(context, before, { ...before, text });
  return {
    affected: affectedDrafts(context, change).map(({ user, before, after }) => ({
      promptId: user.promptId,
      name: user.name,
      through: wayTo(change.before.name, reachedSnippets(before)),
      charactersBefore: lengthOf(before),
      charactersAfter: lengthOf(after),
    })),
  };
}

/** Changes the snippet and, in the same transaction, the draft of every prompt that includes it. */
export function updateSnippet(
  context: SnippetContext,
  { snippetId, baseRevision, session, ...asked }: ParsedInput<"snippets.update">,
): Output<"snippets.update"> {
  const done = context.db.transaction(() => {
    const before = snippetOf(context, snippetId);
    if (before.revision !== baseRevision) throw conflict(before.revision);
    const after = {
      ...before,
      name: asked.name ?? before.name,
      description: asked.description ?? before.description,
      text: asked.text ?? before.text,
    };
    if (after.name !== before.name) refuseTakenName(context, after.name, snippetId);
    const change = planChange(context, before, after);
    const affected = affectedDrafts(context, change);

    const at = timeOf(context);
    const rows = new Map<SnippetId, SnippetRow>(change.rewritten.map((row) => [row.snippetId, row]));
    if (!isSame(before, after)) rows.set(snippetId, after);
    for (const row of rows.values()) updateRow(context.db, { ...row, at });
    const drafts = affected.map(({ user, after }) => putInDraft(context, user, after, session));
    return {
      snippets: [...rows.keys()],
      drafts,
      changed: affected.map(({ user: { promptId, name } }) => ({ promptId, name })),
    };
  });
  tell(context, done.snippets);
  for (const draft of done.drafts satisfies LatheEvent[]) context.publish(draft);
  return { snippet: readSnippet(context, snippetId), changed: done.changed };
}

/** Fails with `snippets.cycle` and with `snippets.cannot-convert`. */
function planChange(context: SnippetContext, before: SnippetRow, after: SnippetRow): Change {
  const library = new Map(readLibrary(context.db));
  const rewritten = [after];
  if (after.name !== before.name) {
    for (const [name, row] of library) {
      const text = renameReference(row.text, row.templateFormat, before.name, after.name);
      if (name === before.name || text === row.text) continue;
      const renamed = { ...row, text };
      library.set(name, renamed);
      rewritten.push(renamed);
    }
    library.delete(before.name);
  }
  library.set(after.name, after);
  refuseCycle(library, after.name);
  return { before, after, library, rewritten: isSame(before, after) ? [] : rewritten };
}

/** The drafts that become other ones. An old draft may refer to a name and hold a text that leads elsewhere. */
function affectedDrafts(context: SnippetContext, change: Change): AffectedDraft[] {
  const { before, after } = change;
  if (before.name === after.name && before.text === after.text) return [];
  const includers = includersOf(readLibrary(context.db))(before.name);
  const unfit: string[] = [];
  const affected = listUsers(context.db, includers).flatMap((user): AffectedDraft[] => {
    const content = readContent(context.db, user.contentHash);
    if (!reachedSnippets(content).has(before.name)) return [];
    const isFit = textFor(after, content.templateFormat) !== null;
    if (before.text !== after.text && !isFit) {
      unfit.push(user.name);
      return [];
    }
    const changed = withChange(content, change);
    return changed === content ? [] : [{ user, before: content, after: changed }];
  });
  if (unfit.length > 0) throw cannotConvert(unfit);
  return affected;
}

function withChange(content: PromptContent, { before, after, library }: Change): PromptContent {
  const renamed = before.name === after.name ? content : renameIn(content, before.name, after.name);
  return includeSnippets(renamed, (name) => library.get(name), {
    isTaken: (name) => name === after.name && before.text !== after.text,
    dropsUnused: true,
  }).content;
}

function renameIn(content: PromptContent, from: string, to: string): PromptContent {
  const { templateFormat, snippets = [] } = content;
  const rename = (text: string) => renameReference(text, templateFormat, from, to);
  const messages = content.messages.map((message) =>
    message.role === "history" ? message : { ...message, template: rename(message.template) },
  );
  const renamed = snippets
    // Of a snippet that had the new name before, the text gives way.
    .filter(({ name }) => name !== to)
    .map(({ name, text }) => ({ name: name === from ? to : name, text: rename(text) }));
  return withSnippets({ ...content, messages }, renamed);
}

/** In UTF-16 units of the messages with their snippets written out, which may be more than can be sent. */
function lengthOf({ messages, snippets = [], templateFormat }: PromptContent): number {
  const writer = createSnippetWriter(snippets, templateFormat);
  const length = messages.reduce(
    (sum, message) => sum + (message.role === "history" ? 0 : writer.lengthOf(message.template)),
    0,
  );
  return Math.min(length, Number.MAX_SAFE_INTEGER);
}

const isSame = (one: SnippetRow, other: SnippetRow): boolean =>
  one.name === other.name && one.description === other.description && one.text === other.text;

const conflict = (revision: number): LatheError =>
  new LatheError({
    code: "snippets.conflict",
    message: "Another window changed this snippet meanwhile. Read it again, and decide which text to keep.",
    details: { revision },
  });

function cannotConvert(names: readonly string[]): LatheError {
  const shown = names.slice(0, 5).map((name) => `“${name}”`);
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : "";
  return new LatheError({
    code: "snippets.cannot-convert",
    message: `${shown.join(", ")}${more} would take this text in the other template format, which cannot say it. Leave sections and comments out, or change the format of the prompt.`,
    details: { names: [...names.slice(0, 50)] },
  });
}
