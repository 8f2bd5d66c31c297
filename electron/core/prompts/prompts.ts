import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import { emptyContent, type PromptContent } from "#shared/model/content.ts";
import { type PromptId, promptId } from "#shared/model/ids.ts";
import type { PromptSummary, Stage } from "#shared/model/prompt.ts";
import { referencesOf } from "#shared/text/snippet-references.ts";
import { keepContent, readContent } from "../store/content-store.ts";
import { draftOf, type PromptContext, promptOf, timeOf } from "./context.ts";
import { putDraftSnippets } from "./draft-snippet-store.ts";
import { withMissingSnippets } from "./include-snippets.ts";
import {
  countPrompts,
  findPromptByName,
  findRemovedName,
  insertPrompt,
  isNameTaken,
  listNames,
  listPrompts as listRows,
  nameKey,
  putDraft,
  renamePrompt,
  replaceTags,
  setRemoved,
  updatePrompt as updateRow,
} from "./prompt-store.ts";
import { insertJournal } from "./version-store.ts";

export function listPrompts(
  context: PromptContext,
  input: ParsedInput<"prompts.list">,
): Output<"prompts.list"> {
  const prompts = listRows(context.db, input, input.after, input.limit + 1);
  const hasMore = prompts.length > input.limit;
  const page = prompts.slice(0, input.limit);
  return {
    prompts: page,
    next: hasMore ? (page.at(-1)?.promptId ?? null) : null,
    total: countPrompts(context.db, input),
  };
}

export function createPrompt(
  context: PromptContext,
  input: ParsedInput<"prompts.create">,
  stage: Stage = "design",
): PromptSummary {
  const id = promptId.parse(context.ids.next("prm"));
  const at = timeOf(context);
  const given = input.content ?? emptyContent();
  context.db.transaction(() => {
    const content = withMissingSnippets(context, given);
    refuseTakenName(context, input.name);
    insertPrompt(context.db, {
      id,
      name: input.name,
      description: input.description,
      folder: input.folder,
      stage,
      at,
    });
    replaceTags(context.db, id, input.tags);
    const contentHash = keepContent(context.db, content);
    putDraft(context.db, id, {
      revision: 1,
      contentHash,
      baseVersionId: null,
      searchText: searchTextOf(content),
      at,
    });
    putDraftSnippets(context.db, id, referencesOf(content));
    insertJournal(context.db, { promptId: id, kind: "create", revision: 1, contentHash, session: "", at });
  });
  context.publish({ type: "prompt.changed", promptId: id });
  return promptOf(context, id);
}

export function updatePrompt(context: PromptContext, input: ParsedInput<"prompts.update">): PromptSummary {
  context.db.transaction(() => {
    const now = promptOf(context, input.promptId);
    const name = input.name ?? now.name;
    if (nameKey(name) !== nameKey(now.name)) refuseTakenName(context, name);
    updateRow(context.db, input.promptId, {
      name,
      description: input.description ?? now.description,
      folder: input.folder ?? now.folder,
      at: timeOf(context),
    });
    if (input.tags !== undefined) replaceTags(context.db, input.promptId, input.tags);
  });
  context.publish({ type: "prompt.changed", promptId: input.promptId });
  return promptOf(context, input.promptId);
}

export function duplicatePrompt(context: PromptContext, id: PromptId, name: string): PromptSummary {
  const source = promptOf(context, id);
  const content = readContent(context.db, draftOf(context, id).contentHash);
  return createPrompt(context, {
    name,
    description: source.description,
    folder: source.folder,
    tags: source.tags,
    content,
  });
}

/** Takes the prompt out of the lists; all of it stays in the store. */
export function removePrompt(context: PromptContext, id: PromptId): void {
  promptOf(context, id);
  setRemoved(context.db, id, timeOf(context));
  context.publish({ type: "prompt.removed", promptId: id });
}

/** Brings a removed prompt back; if its name was given away meanwhile, under the next free one. */
export function restorePrompt(context: PromptContext, id: PromptId): PromptSummary {
  context.db.transaction(() => {
    const name = findRemovedName(context.db, id);
    if (name === undefined) return;
    // Under its new name first: two prompts of one name cannot be in the lists, not even for a moment.
    renamePrompt(context.db, id, freeName(context, name), timeOf(context));
    setRemoved(context.db, id, null);
  });
  context.publish({ type: "prompt.changed", promptId: id });
  return promptOf(context, id);
}

export function findPromptNamed(context: PromptContext, name: string): PromptSummary {
  const found = findPromptByName(context.db, name);
  if (found !== undefined) return found;
  const names = listNames(context.db, 5);
  const known =
    names.length === 0 ? "The workspace has no prompts yet." : `Known are, for example: ${names.join(", ")}.`;
  throw new LatheError({
    code: "prompts.not-found",
    message: `There is no prompt named “${name}”. ${known}`,
  });
}

export const searchTextOf = (content: PromptContent): string =>
  nameKey(content.messages.map((message) => (message.role === "history" ? "" : message.template)).join("\n"));

export function freeName(context: PromptContext, name: string): string {
  let free = name;
  for (let count = 2; findPromptByName(context.db, free) !== undefined; count += 1) {
    const ending = ` (${count})`;
    free = `${name.slice(0, 120 - ending.length)}${ending}`;
  }
  return free;
}

function refuseTakenName(context: PromptContext, name: string): void {
  if (!isNameTaken(context.db, name)) return;
  const suggestion = freeName(context, name);
  throw new LatheError({
    code: "prompts.name-taken",
    message: `There is already a prompt named “${name}”. “${suggestion}” is free.`,
    details: { name, suggestion },
  });
}
