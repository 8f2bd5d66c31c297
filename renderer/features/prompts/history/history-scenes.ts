import type { Client } from "#shared/contract/client.ts";
import { LatheError } from "#shared/contract/errors.ts";
import type { CallName, ParsedInput } from "#shared/contract/operations.ts";
import { emptyContent, type PromptContent } from "#shared/model/content.ts";
import { promptId, type VersionId, versionId } from "#shared/model/ids.ts";
import type { Draft, Version } from "#shared/model/prompt.ts";

export const somePrompt = promptId.parse("prm_aaaa");
const at = "2026-11-24T10:00:00.000Z";

export const saying = (template: string): PromptContent => ({
  ...emptyContent(),
  messages: [{ role: "human", template }],
});

const idOf = (sequence: number): VersionId => versionId.parse(`ver_${String(sequence).padStart(6, "0")}`);

/** A prompt with versions and a journal, small enough to reason about, that answers as the core does. */
export function createWorkspaceOf(versionCount: number) {
  const versions: Version[] = [];
  const journal: { journalId: number; content: PromptContent }[] = [];
  const calls: string[] = [];
  let draftText = "";
  let revision = 1;
  let failing: CallName | null = null;

  const addVersion = (text: string, revertOf: string | null = null, message?: string): Version => {
    const sequence = versions.length + 1;
    const version: Version = {
      versionId: idOf(sequence),
      promptId: somePrompt,
      version: `1.0.${sequence - 1}`,
      sequence,
      message: message ?? `Change ${sequence}`,
      contentHash: text,
      parentId: sequence === 1 ? null : idOf(sequence - 1),
      revertOf,
      createdAt: at,
      content: saying(text),
    };
    versions.push(version);
    return version;
  };
  const type = (text: string) => {
    draftText = text;
    revision += 1;
    journal.push({ journalId: journal.length + 1, content: saying(text) });
  };
  const draft = (): Draft => ({
    promptId: somePrompt,
    revision,
    content: saying(draftText),
    contentHash: draftText,
    baseVersionId: versions.at(-1)?.versionId ?? null,
    savedAt: at,
  });
  const page = <Item>(items: Item[], keyOf: (item: Item) => number, before: number | null, limit: number) => {
    const rest = items.filter((item) => before === null || keyOf(item) < before).reverse();
    const shown = rest.slice(0, limit);
    const last = shown.at(-1);
    return { shown, next: rest.length > limit && last !== undefined ? keyOf(last) : null };
  };

  const answers: { [K in CallName]?: (input: ParsedInput<K>) => unknown } = {
    "prompts.open": () => ({ draft: draft(), latest: versions.at(-1) ?? null }),
    "prompts.versions": ({ before = null, limit = 100 }) => {
      const { shown, next } = page(versions, ({ sequence }) => sequence, before, limit);
      return { versions: shown, next, total: versions.length };
    },
    "prompts.version": ({ versionId: wanted }) => versions.find((version) => version.versionId === wanted),
    "prompts.revert": ({ versionId: wanted, message }) => {
      const target = versions.find((version) => version.versionId === wanted);
      const text = target?.contentHash ?? "";
      type(text);
      return { version: addVersion(text, target?.version, message), draft: draft(), unchanged: false };
    },
    "prompts.journal": ({ before = null, limit = 100 }) => {
      const { shown, next } = page(journal, ({ journalId }) => journalId, before, limit);
      const entries = shown.map(({ journalId, content }) => {
        const [first] = content.messages;
        const contentHash = first?.role === "human" ? first.template : "";
        return { journalId, kind: "edit", contentHash, characters: contentHash.length, savedAt: at };
      });
      return { entries, next };
    },
    "prompts.journal-entry": ({ journalId: wanted }) =>
      journal.find(({ journalId }) => journalId === wanted) ?? null,
    "prompts.save-draft": ({ baseRevision, content }) => {
      if (baseRevision !== revision) throw new LatheError({ code: "prompts.draft-conflict", message: "." });
      const [first] = content.messages;
      type(first?.role === "human" ? first.template : "");
      return { revision };
    },
  };
  const client: Pick<Client<AbortSignal>, "call"> = {
    call: async (operation, input) => {
      calls.push(operation);
      if (failing === operation) throw new LatheError({ code: "host.disconnected", message: "Gone." });
      const answer = answers[operation] as ((input: unknown) => unknown) | undefined;
      return answer?.(input) as never;
    },
  };

  for (let sequence = 1; sequence <= versionCount; sequence += 1) addVersion(`text ${sequence}`);
  if (versionCount > 0) type(`text ${versionCount}`);
  return {
    client,
    calls,
    versions,
    type,
    addVersion,
    draftText: () => draftText,
    /** Lets an operation fail until another, or null, is named. */
    fail: (operation: CallName | null) => {
      failing = operation;
    },
    page: { client, session: "here", flush: async () => true },
  };
}
