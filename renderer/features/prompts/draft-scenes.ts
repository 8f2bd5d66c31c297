import { vi } from "vitest";
import type { Client } from "#shared/contract/client.ts";
import { LatheError } from "#shared/contract/errors.ts";
import type { CallName, Input } from "#shared/contract/operations.ts";
import { emptyContent, type PromptContent } from "#shared/model/content.ts";
import { promptId, versionId } from "#shared/model/ids.ts";
import type { Draft, PromptSummary, Version } from "#shared/model/prompt.ts";
import { createDrafts } from "./create-drafts.ts";

export interface PendingCall<K extends CallName = CallName> {
  operation: string;
  input: Input<K>;
  answer(output: unknown): Promise<void>;
  fail(error: LatheError): Promise<void>;
}

/** What the host says lies before and after a draft. */
export interface ScriptedJournal {
  past: number[];
  future: number[];
}

/** A host whose answers a test gives one by one, in the order it likes. */
export function createScriptedClient() {
  const pending: PendingCall[] = [];
  const journal: ScriptedJournal = { past: [], future: [] };
  const client: Pick<Client<AbortSignal>, "call"> = {
    call: (operation, input) =>
      new Promise((resolve, reject) => {
        // Asked with every opening; a test that is not about it need not know.
        if (operation === "prompts.undo-path") {
          resolve(journal as never);
          return;
        }
        pending.push({
          operation,
          input,
          answer: async (output) => {
            resolve(output as never);
            await settle();
          },
          fail: async (error) => {
            reject(error);
            await settle();
          },
        });
      }),
  };
  return {
    client,
    pending,
    journal,
    /** The oldest unanswered call, which has to be of this operation. */
    next<K extends CallName>(operation: K): PendingCall<K> {
      const call = pending.shift();
      if (call?.operation !== operation) {
        throw new Error(`expected a call of ${operation}, there is ${call?.operation ?? "none"}`);
      }
      return call as PendingCall<K>;
    },
  };
}

/** Lets everything that waits for an answer go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

export function createStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

export const somePrompt = promptId.parse("prm_aaaa");
const at = "2026-11-24T10:00:00.000Z";

export const contentSaying = (template: string): PromptContent => ({
  ...emptyContent(),
  messages: [{ role: "human", template }],
});

export const textOf = (
  content: Pick<Input<"prompts.save-draft">["content"], "messages"> | undefined,
): string =>
  (content?.messages ?? []).map((message) => (message.role === "history" ? "" : message.template)).join("|");

export const openedWith = (
  text: string,
  revision = 1,
): { prompt: PromptSummary; draft: Draft; latest: Version | null } => ({
  prompt: {
    promptId: somePrompt,
    name: "Greeting",
    description: "",
    folder: "",
    tags: [],
    stage: "design",
    latestVersion: null,
    versionCount: 0,
    draftChanged: true,
    createdAt: at,
    updatedAt: at,
  },
  draft: {
    promptId: somePrompt,
    revision,
    content: contentSaying(text),
    contentHash: hashOf(text),
    baseVersionId: null,
    savedAt: at,
  },
  latest: null,
});

/** What stands for the hash of a content. */
export const hashOf = (text: string): string => `hash of ${text}`;

export const savedAs = (revision: number) => ({ revision, contentHash: "", savedAt: at, draftChanged: true });

export const someVersion = (version: string, sequence: number, text: string): Version => ({
  versionId: versionId.parse(`ver_aaa${sequence}`),
  promptId: somePrompt,
  version,
  sequence,
  message: "",
  contentHash: "",
  parentId: null,
  revertOf: null,
  createdAt: at,
  content: contentSaying(text),
});

export const conflictWith = (revision: number): LatheError =>
  new LatheError({
    code: "prompts.draft-conflict",
    message: "Another window changed this draft.",
    details: { revision, journalId: 7 },
  });

export const disconnected = (): LatheError =>
  new LatheError({ code: "host.disconnected", message: "The connection ended.", retryable: true });

export const noRoom = (): LatheError =>
  new LatheError({ code: "store.disk-full", message: "The disk is full.", retryable: true });

export type Page = ReturnType<typeof createPage>;

/** A page with its drafts; its clock is vitest's. */
export function createPage(storage = createStorage(), session = "page-1") {
  const host = createScriptedClient();
  const drafts = createDrafts(host.client, session, storage);
  return {
    host,
    drafts,
    storage,
    type: (text: string) => drafts.edit(somePrompt, () => contentSaying(text), "text:0"),
    draft: () => {
      const draft = drafts.draftOf(somePrompt);
      if (draft === null) throw new Error("the prompt is not open");
      return draft;
    },
    shown: () => textOf(drafts.draftOf(somePrompt)?.content),
    pass: async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms);
    },
  };
}

export async function openPage(text = "one", revision = 1, page: Page = createPage()): Promise<Page> {
  void page.drafts.open(somePrompt);
  await page.host.next("prompts.open").answer(openedWith(text, revision));
  return page;
}
