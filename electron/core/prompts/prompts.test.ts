import { beforeEach, describe, expect, it } from "vitest";
import { createClient } from "#shared/contract/client.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import { type PromptContent, promptContent } from "#shared/model/content.ts";
import type { PromptSummary } from "#shared/model/prompt.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import { createRouter, type Handlers } from "../router.ts";
import type { Database } from "../store/database.ts";
import { openTestDatabase } from "../store/open-database.ts";
import { promptHandlers } from "./handlers.ts";

const say = (template: string): PromptContent =>
  promptContent.parse({ messages: [{ role: "human", template }] });

let db: Database;
let events: LatheEvent[];
let lathe: ReturnType<typeof createClient<AbortSignal>>;
beforeEach(() => {
  db = openTestDatabase();
  events = [];
  const { clock, ids } = createTestPorts();
  const handlers = promptHandlers({ db, clock, ids, publish: (event) => events.push(event) }) as Handlers;
  const router = createRouter(handlers, {
    log: (_level, message) => expect.fail(message),
    checkOutputs: true,
  });
  lathe = createClient<AbortSignal>(router.open);
});

const create = (name: string, more: object = {}): Promise<PromptSummary> =>
  lathe.call("prompts.create", { name, content: say(name), ...more });
const open = (prompt: PromptSummary) => lathe.call("prompts.open", { promptId: prompt.promptId });
const edit = async (prompt: PromptSummary, text: string, baseRevision?: number) =>
  lathe.call("prompts.save-draft", {
    promptId: prompt.promptId,
    baseRevision: baseRevision ?? (await open(prompt)).draft.revision,
    content: say(text),
    session: "page-1",
  });
const save = async (prompt: PromptSummary, message = "m", bump?: "patch" | "minor" | "major") =>
  lathe.call("prompts.save-version", {
    promptId: prompt.promptId,
    revision: (await open(prompt)).draft.revision,
    message,
    ...(bump && { bump }),
  });
const failure = (code: string) => expect.objectContaining({ code });

describe("the prompt list", () => {
  it("pages through folders and names without skipping or repeating one", async () => {
    for (const name of ["b", "A", "c", "Ä", "提示"]) await create(name, { folder: name === "c" ? "z" : "" });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: { prompts: PromptSummary[]; next: string | null; total: number } = await lathe.call(
        "prompts.list",
        {
          after,
          limit: 2,
        },
      );
      seen.push(...page.prompts.map((prompt) => prompt.name));
      expect(page.total).toBe(5);
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(["A", "b", "Ä", "提示", "c"]);
  });

  it.each([
    ["a part of the draft's text, in Chinese", "退货"],
    ["the name, whatever its case", "ÖRDER"],
    ["a tag", "urgent"],
  ])("finds by %s", async (_what, search) => {
    await create("other");
    await create("Örder reply", { content: say("客户要退货"), tags: ["urgent"] });
    const { prompts } = await lathe.call("prompts.list", { search });
    expect(prompts.map((prompt) => prompt.name)).toEqual(["Örder reply"]);
  });

  it("finds a description and a tag whatever the case of letters that ASCII does not have", async () => {
    await create("plain", { description: "ÜBERSICHT der Rückgaben", tags: ["Été"] });
    for (const search of ["übersicht", "RÜCKGABEN", "été", "E\u0301te\u0301"]) {
      const { prompts } = await lathe.call("prompts.list", { search });
      expect(
        prompts.map((prompt) => prompt.name),
        search,
      ).toEqual(["plain"]);
    }
  });

  it.each(["'", "--", "%", "_", '"', "*", "NEAR(", "\\"])(
    "takes %s in a search literally",
    async (search) => {
      await create("plain");
      await create(`has ${search} in it`);
      const { prompts } = await lathe.call("prompts.list", { search });
      expect(prompts.map((prompt) => prompt.name)).toEqual([`has ${search} in it`]);
    },
  );

  it("refuses a second prompt of the same name and offers a free one", async () => {
    await create("Reply");
    await expect(create("reply")).rejects.toMatchObject({
      code: "prompts.name-taken",
      details: { suggestion: "reply (2)" },
    });
  });

  it("brings a removed prompt back with its versions, under a free name when its own was given away", async () => {
    const first = await create("Reply");
    await save(first);
    await lathe.call("prompts.remove", { promptId: first.promptId });
    await expect(open(first)).rejects.toEqual(failure("prompts.not-found"));
    await create("Reply");
    const restored = await lathe.call("prompts.restore", { promptId: first.promptId });
    expect([restored.name, restored.versionCount]).toEqual(["Reply (2)", 1]);
  });

  it("counts folders and tags of what is there, not of what was removed", async () => {
    const gone = await create("gone", { folder: "old", tags: ["x"] });
    await create("kept", { folder: "new", tags: ["x", "y"] });
    await lathe.call("prompts.remove", { promptId: gone.promptId });
    expect(await lathe.call("prompts.facets", {})).toEqual({
      folders: [{ name: "new", count: 1 }],
      tags: [
        { name: "x", count: 1 },
        { name: "y", count: 1 },
      ],
    });
  });
});

describe("a draft", () => {
  it("R-21 keeps both texts when two pages save over the same revision", async () => {
    const prompt = await create("p");
    const { revision } = (await open(prompt)).draft;
    await edit(prompt, "mine", revision);
    const conflict = await edit(prompt, "theirs", revision).catch((error) => error);
    expect(conflict).toEqual(failure("prompts.draft-conflict"));
    expect((await open(prompt)).draft.content).toEqual(say("mine"));
    const kept = await lathe.call("prompts.journal-entry", {
      promptId: prompt.promptId,
      journalId: conflict.details.journalId,
    });
    expect(kept.content).toEqual(say("theirs"));
  });

  it("does not call it a conflict when both pages wrote the same", async () => {
    const prompt = await create("p");
    const first = await edit(prompt, "same", 1);
    const second = await edit(prompt, "same", 1);
    expect(second.revision).toBe(first.revision);
  });

  it("journals every stored state, newest first, and can give each back", async () => {
    const prompt = await create("p");
    for (const text of ["one", "two", "three"]) await edit(prompt, text);
    const { entries } = await lathe.call("prompts.journal", { promptId: prompt.promptId });
    expect(entries.map((entry) => entry.kind)).toEqual(["edit", "edit", "edit", "create"]);
    const oldest = await lathe.call("prompts.journal-entry", {
      promptId: prompt.promptId,
      journalId: entries[2]?.journalId ?? 0,
    });
    expect(oldest.content).toEqual(say("one"));
  });

  it("can be put back to the last version, and what it held can be found again", async () => {
    const prompt = await create("p");
    const before = lathe.call("prompts.discard-draft", { promptId: prompt.promptId });
    await expect(before).rejects.toEqual(failure("prompts.no-version"));
    await save(prompt);
    await edit(prompt, "a bad idea");
    const draft = await lathe.call("prompts.discard-draft", { promptId: prompt.promptId });
    expect(draft.content).toEqual(say("p"));
    const { entries } = await lathe.call("prompts.journal", { promptId: prompt.promptId });
    const read = (journalId = 0) =>
      lathe.call("prompts.journal-entry", { promptId: prompt.promptId, journalId });
    expect(entries[0]?.kind).toBe("revert");
    expect((await read(entries[1]?.journalId)).content).toEqual(say("a bad idea"));
  });

  it("tells whether it differs from the last version, also after typing back to it", async () => {
    const prompt = await create("p");
    await save(prompt);
    expect((await edit(prompt, "other")).draftChanged).toBe(true);
    expect((await edit(prompt, "p")).draftChanged).toBe(false);
  });

  it("refuses half a character with its position instead of storing something else", async () => {
    const prompt = await create("p");
    const content = { messages: [{ role: "human" as const, template: "ab\ud800c" }] };
    const broken = lathe.call("prompts.save-draft", { promptId: prompt.promptId, baseRevision: 1, content });
    await expect(broken).rejects.toMatchObject({
      code: "host.bad-input",
      message: expect.stringContaining("position 2"),
    });
  });
});

describe("versions", () => {
  it("are numbered from 1.0.0 by the part that is raised, each with its parent", async () => {
    const prompt = await create("p");
    const saved = [await save(prompt)];
    for (const bump of ["patch", "minor", "patch", "major"] as const) {
      await edit(prompt, `text for ${bump} ${saved.length}`);
      saved.push(await save(prompt, "m", bump));
    }
    expect(saved.map(({ version }) => version.version)).toEqual([
      "1.0.0",
      "1.0.1",
      "1.1.0",
      "1.1.1",
      "2.0.0",
    ]);
    expect(saved.map(({ version }) => version.parentId)).toEqual([
      null,
      ...saved.slice(0, -1).map(({ version }) => version.versionId),
    ]);
  });

  it("makes nothing new of the same content", async () => {
    const prompt = await create("p");
    const first = await save(prompt);
    const again = await save(prompt, "another message");
    expect([again.unchanged, again.version.versionId]).toEqual([true, first.version.versionId]);
    expect(events.filter((event) => event.type === "version.saved")).toHaveLength(1);
  });

  it("cannot be changed or deleted, by trigger", async () => {
    await save(await create("p"));
    expect(() => db.run("edit", "UPDATE versions SET message = 'x'")).toThrow(/immutable/);
    expect(() => db.run("drop", "DELETE FROM versions")).toThrow(/kept/);
  });

  it("refuse to save a draft that another page has changed since it was seen", async () => {
    const prompt = await create("p");
    await edit(prompt, "newer than what the user saw");
    const stale = lathe.call("prompts.save-version", { promptId: prompt.promptId, revision: 1, message: "" });
    await expect(stale).rejects.toEqual(failure("prompts.draft-conflict"));
  });

  it("go back as a new version and keep the unsaved draft in the journal", async () => {
    const prompt = await create("first");
    const first = await save(prompt);
    await edit(prompt, "second");
    await save(prompt);
    await edit(prompt, "unsaved work");
    const back = await lathe.call("prompts.revert", {
      promptId: prompt.promptId,
      versionId: first.version.versionId,
    });
    expect(back.version).toMatchObject({ version: "1.0.2", revertOf: "1.0.0", content: say("first") });
    expect(back.draft.content).toEqual(say("first"));
    const { entries } = await lathe.call("prompts.journal", { promptId: prompt.promptId });
    const texts = await Promise.all(
      entries.map(({ journalId }) =>
        lathe.call("prompts.journal-entry", { promptId: prompt.promptId, journalId }),
      ),
    );
    expect(texts.map((entry) => entry.content)).toContainEqual(say("unsaved work"));
  });

  it("cannot be taken from another prompt", async () => {
    const mine = await create("mine");
    const other = await save(await create("other"));
    const call = lathe.call("prompts.revert", {
      promptId: mine.promptId,
      versionId: other.version.versionId,
    });
    await expect(call).rejects.toEqual(failure("prompts.version-not-found"));
  });

  it("are found by number, with or without v, and a wrong number names the latest", async () => {
    const prompt = await create("p");
    await save(prompt);
    const find = (version?: string) =>
      lathe.call("prompts.find-version", { promptId: prompt.promptId, version });
    expect((await find("v1.0.0")).versionId).toBe((await find()).versionId);
    await expect(find("9.9.9")).rejects.toThrow(/latest is 1\.0\.0/);
  });

  it("page newest first through a long history", async () => {
    const prompt = await create("p");
    for (let count = 0; count < 7; count += 1) {
      await edit(prompt, `text ${count}`);
      await save(prompt);
    }
    const first = await lathe.call("prompts.versions", { promptId: prompt.promptId, limit: 4 });
    const second = await lathe.call("prompts.versions", {
      promptId: prompt.promptId,
      limit: 4,
      before: first.next,
    });
    const sequences = [...first.versions, ...second.versions].map((row) => row.sequence);
    expect([sequences, first.total, second.next]).toEqual([[7, 6, 5, 4, 3, 2, 1], 7, null]);
  });
});
