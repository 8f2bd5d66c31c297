import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import { type SnippetId, snippetId } from "#shared/model/ids.ts";
import type { Snippet } from "#shared/model/snippet.ts";
import { includeSnippets } from "#shared/text/include-snippets.ts";
import { findLibrarySnippet } from "../prompts/index.ts";
import { type SnippetContext, snippetOf, timeOf } from "./context.ts";
import { fillMissing } from "./fill-missing.ts";
import { includersOf, includesOf, readLibrary, refuseCycle } from "./library.ts";
import {
  countDirectUses,
  countUses,
  findRemovedSnippet,
  findSnippetNamed,
  insertSnippet,
  listReferences,
  listSnippets as listRows,
  setRemoved,
} from "./snippet-store.ts";

export function listSnippets(
  { db }: SnippetContext,
  { search }: ParsedInput<"snippets.list">,
): Output<"snippets.list"> {
  const direct = countDirectUses(db);
  const includers = includersOf(readLibrary(db));
  return listRows(db, search).map((row): Snippet => {
    const names = includers(row.name);
    return { ...row, usedBy: names.length > 1 ? countUses(db, names) : (direct.get(row.name) ?? 0) };
  });
}

export function readSnippet(context: SnippetContext, id: SnippetId): Snippet {
  const row = snippetOf(context, id);
  const names = includersOf(readLibrary(context.db))(row.name);
  return { ...row, usedBy: countUses(context.db, names) };
}

export function createSnippet(context: SnippetContext, input: ParsedInput<"snippets.create">): Snippet {
  const id = snippetId.parse(context.ids.next("snp"));
  const changed = context.db.transaction(() => {
    refuseTakenName(context, input.name);
    insertSnippet(context.db, { snippetId: id, ...input, at: timeOf(context) });
    refuseCycle(readLibrary(context.db), input.name);
    return fillMissing(context, input.name, "");
  });
  tell(context, [id]);
  for (const draft of changed) context.publish(draft);
  return readSnippet(context, id);
}

/** Takes the snippet out of the list; prompts keep the text they have. */
export function removeSnippet(context: SnippetContext, id: SnippetId): void {
  context.db.transaction(() => {
    const { name } = snippetOf(context, id);
    setRemoved(context.db, id, name, { at: timeOf(context), isRemoved: true });
  });
  tell(context, [id]);
}

/** Brings a removed snippet back; if its name was given away meanwhile, under the next free one. */
export function restoreSnippet(context: SnippetContext, id: SnippetId): Snippet {
  const changed = context.db.transaction(() => {
    const removed = findRemovedSnippet(context.db, id);
    if (removed === undefined) return [];
    const name = freeName(context, removed.name);
    setRemoved(context.db, id, name, { at: timeOf(context), isRemoved: false });
    refuseCycle(readLibrary(context.db), name);
    return fillMissing(context, name, "");
  });
  tell(context, [id]);
  for (const draft of changed) context.publish(draft);
  return readSnippet(context, id);
}

export function mapSnippets({ db }: SnippetContext): Output<"snippets.map"> {
  const library = readLibrary(db);
  const includes = includesOf(library);
  const prompts = new Map<string, Output<"snippets.map">["prompts"][number]>();
  for (const { promptId, name, snippet } of listReferences(db)) {
    const prompt = prompts.get(promptId) ?? { promptId, name, includes: [], missing: [] };
    prompts.set(promptId, prompt);
    (library.has(snippet) ? prompt.includes : prompt.missing).push(snippet);
  }
  return {
    snippets: [...library.values()].map(({ snippetId, name }) => ({
      snippetId,
      name,
      includes: [...includes(name)],
    })),
    prompts: [...prompts.values()],
  };
}

export const includeLatest = (
  { db }: SnippetContext,
  { content }: ParsedInput<"snippets.include">,
): Output<"snippets.include"> =>
  includeSnippets(content, (name) => findLibrarySnippet(db, name), {
    isTaken: () => true,
    dropsUnused: true,
  });

export function tell({ publish }: SnippetContext, ids: readonly SnippetId[]): void {
  for (const id of ids) publish({ type: "snippet.changed", snippetId: id });
}

export function refuseTakenName(context: SnippetContext, name: string, of?: SnippetId): void {
  const taken = findSnippetNamed(context.db, name);
  if (taken === undefined || taken.snippetId === of) return;
  const suggestion = freeName(context, name);
  throw new LatheError({
    code: "snippets.name-taken",
    message: `There is already a snippet named “${taken.name}”. “${suggestion}” is free.`,
    details: { name: taken.name, suggestion },
  });
}

function freeName({ db }: SnippetContext, name: string): string {
  let free = name;
  for (let count = 2; findSnippetNamed(db, free) !== undefined; count += 1) {
    const ending = `-${count}`;
    free = `${[...name].slice(0, 64 - ending.length).join("")}${ending}`;
  }
  return free;
}
