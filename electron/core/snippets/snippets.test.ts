import { beforeEach, describe, expect, it } from "vitest";
import { createClient } from "#shared/contract/client.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import { type PromptContent, promptContent, type RunnableFormat } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { Snippet } from "#shared/model/snippet.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import { promptHandlers } from "../prompts/index.ts";
import { createRouter, type Handlers } from "../router.ts";
import type { Database } from "../store/database.ts";
import { openTestDatabase } from "../store/open-database.ts";
import { snippetHandlers } from "./index.ts";

const say = (template: string, more: object = {}): PromptContent =>
  promptContent.parse({ messages: [{ role: "human", template }], ...more });

let db: Database;
let events: LatheEvent[];
let lathe: ReturnType<typeof createClient<AbortSignal>>;
beforeEach(() => {
  db = openTestDatabase();
  events = [];
  const { clock, ids } = createTestPorts();
  const prompts = { db, clock, ids, publish: (event: LatheEvent) => events.push(event) };
  const handlers = { ...promptHandlers(prompts), ...snippetHandlers({ ...prompts, prompts }) } as Handlers;
  const router = createRouter(handlers, {
    log: (_level, message) => expect.fail(message),
    checkOutputs: true,
  });
  lathe = createClient<AbortSignal>(router.open);
});

const make = (name: string, text: string, templateFormat: RunnableFormat = "f-string"): Promise<Snippet> =>
  lathe.call("snippets.create", { name, text, templateFormat });
const prompt = async (name: string, content: PromptContent | string): Promise<PromptId> => {
  const made = typeof content === "string" ? say(content) : content;
  return (await lathe.call("prompts.create", { name, content: made })).promptId;
};
const draftOf = async (promptId: PromptId) => (await lathe.call("prompts.open", { promptId })).draft;
const save = async (promptId: PromptId, content: PromptContent) =>
  lathe.call("prompts.save-draft", {
    promptId,
    baseRevision: (await draftOf(promptId)).revision,
    content,
    session: "page-1",
  });
const textsIn = ({ snippets = [] }: PromptContent) =>
  Object.fromEntries(snippets.map(({ name, text }) => [name, text]));
const update = (snippet: Snippet, change: { name?: string; text?: string; description?: string }) =>
  lathe.call("snippets.update", {
    snippetId: snippet.snippetId,
    baseRevision: snippet.revision,
    session: "page-1",
    ...change,
  });
const format = async (promptId: PromptId) =>
  (await lathe.call("prompts.format", { content: (await draftOf(promptId)).content, values: {} })).messages[0]
    ?.content;
const failure = (code: string, details: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });

describe("a draft that refers to snippets", () => {
  it("takes the library's text, nested ones too, and sends it written out", async () => {
    await make("voice", "Be {>mood}.");
    await make("mood", "calm");
    const promptId = await prompt("P", "Hello. {>voice}");
    expect(textsIn((await draftOf(promptId)).content)).toEqual({ voice: "Be {>mood}.", mood: "calm" });
    expect(await format(promptId)).toBe("Hello. Be calm.");
  });

  it("keeps a text that it brought along, and one that the library does not know", async () => {
    await make("voice", "new");
    const snippets = [
      { name: "voice", text: "old" },
      { name: "elsewhere", text: "kept" },
    ];
    const promptId = await prompt("P", say("{>voice} {>elsewhere}", { snippets }));
    expect(textsIn((await draftOf(promptId)).content)).toEqual({ voice: "old", elsewhere: "kept" });
    const { content } = await lathe.call("snippets.include", { content: (await draftOf(promptId)).content });
    expect(textsIn(content)).toEqual({ voice: "new", elsewhere: "kept" });
  });

  it("is counted while it does, and not when the reference is gone or the prompt is removed", async () => {
    const voice = await make("voice", "x");
    await make("outer", "{>voice}");
    const direct = await prompt("Direct", "{>voice} {>voice}");
    const through = await prompt("Through", "{>outer}");
    const uses = async () =>
      (await lathe.call("snippets.list", {})).map(({ name, usedBy }) => `${name} ${usedBy}`);
    expect(await uses()).toEqual(["outer 1", "voice 2"]);
    await save(direct, say("nothing"));
    expect(await uses()).toEqual(["outer 1", "voice 1"]);
    await lathe.call("prompts.remove", { promptId: through });
    expect((await lathe.call("snippets.read", { snippetId: voice.snippetId })).usedBy).toBe(0);
  });

  it("has the hash it always had without snippets, also with an empty list of them", async () => {
    const plain = await prompt("Plain", "Hi");
    const listed = await prompt("Listed", say("Hi", { snippets: [] }));
    expect((await draftOf(listed)).contentHash).toBe((await draftOf(plain)).contentHash);
    expect((await draftOf(listed)).content).not.toHaveProperty("snippets");
  });

  it("goes back to a version with the text that the version had", async () => {
    const voice = await make("voice", "one");
    const promptId = await prompt("P", "{>voice}");
    const { revision } = await draftOf(promptId);
    const { version } = await lathe.call("prompts.save-version", { promptId, revision, message: "m" });
    await update(voice, { text: "two" });
    expect(await format(promptId)).toBe("two");
    expect(textsIn((await lathe.call("prompts.version", { versionId: version.versionId })).content)).toEqual({
      voice: "one",
    });
    await lathe.call("prompts.discard-draft", { promptId });
    expect(await format(promptId)).toBe("one");
    expect((await lathe.call("snippets.read", { snippetId: voice.snippetId })).usedBy).toBe(1);
  });

  it("gets the text of a snippet that is made after it was referred to", async () => {
    const promptId = await prompt("P", "{>outer}");
    await make("outer", "({>inner})");
    const before = (await draftOf(promptId)).revision;
    await make("inner", "x");
    expect(await format(promptId)).toBe("(x)");
    expect(events).toContainEqual({ type: "draft.saved", promptId, revision: before + 1, session: "" });
  });
});

describe("a changed snippet", () => {
  it("says before which prompts change and by how much, then changes these drafts and no version", async () => {
    const inner = await make("inner", "12");
    await make("outer", "{>inner}{>inner}");
    const direct = await prompt("A", "{>inner}");
    const through = await prompt("B", "{>outer}!");
    const other = await prompt("C", "none");
    const preview = await lathe.call("snippets.preview-update", {
      snippetId: inner.snippetId,
      text: "12345",
    });
    expect(preview.affected).toEqual([
      { promptId: direct, name: "A", through: ["inner"], charactersBefore: 2, charactersAfter: 5 },
      { promptId: through, name: "B", through: ["outer", "inner"], charactersBefore: 5, charactersAfter: 11 },
    ]);
    expect(await format(direct)).toBe("12");
    events.length = 0;
    const untouched = await draftOf(other);
    const { snippet, changed } = await update(inner, { text: "12345" });
    expect(snippet).toMatchObject({ text: "12345", revision: 2 });
    expect(changed).toEqual([
      { promptId: direct, name: "A" },
      { promptId: through, name: "B" },
    ]);
    expect([await format(direct), await format(through)]).toEqual(["12345", "1234512345!"]);
    expect(await draftOf(other)).toEqual(untouched);
    expect(events.map(({ type }) => type)).toEqual(["snippet.changed", "draft.saved", "draft.saved"]);
    const { entries } = await lathe.call("prompts.journal", { promptId: through });
    expect(entries.map(({ kind }) => kind)).toEqual(["edit", "create"]);
  });

  it("meets a page that was typing: its save is refused, and both texts are kept", async () => {
    const voice = await make("voice", "one");
    const promptId = await prompt("P", "{>voice}");
    const { revision, content } = await draftOf(promptId);
    await update(voice, { text: "two" });
    const typed = { ...content, messages: say("{>voice} typed").messages };
    const saving = lathe.call("prompts.save-draft", {
      promptId,
      baseRevision: revision,
      content: typed,
      session: "p",
    });
    await expect(saving).rejects.toEqual(failure("prompts.draft-conflict"));
    expect(await format(promptId)).toBe("two");
  });

  it("takes in what it newly refers to, and leaves out what nobody refers to any more", async () => {
    const outer = await make("outer", "{>a}");
    await make("a", "1");
    await make("b", "2");
    const promptId = await prompt("P", "{>outer}");
    await update(outer, { text: "{>b}" });
    expect(textsIn((await draftOf(promptId)).content)).toEqual({ outer: "{>b}", b: "2" });
  });

  it("writes a new name into messages, texts and other snippets, in either format", async () => {
    const voice = await make("voice", "calm");
    await make("both", "{{> voice }}", "mustache");
    const plain = await prompt("A", "{>voice} {voice} {>both}");
    const mustache = await prompt("B", say("{{>voice}}{{>both}}", { templateFormat: "mustache" }));
    const { changed } = await update(voice, { name: "tone" });
    expect(changed).toHaveLength(2);
    const { content } = await draftOf(plain);
    expect(content.messages).toMatchObject([{ template: "{>tone} {voice} {>both}" }]);
    expect(textsIn(content)).toEqual({ both: "{>tone}", tone: "calm" });
    expect(await format(mustache)).toBe("calmcalm");
    expect(await lathe.call("snippets.list", {})).toMatchObject([
      { name: "both", text: "{{> tone }}", revision: 2, usedBy: 2 },
      { name: "tone", text: "calm", revision: 2, usedBy: 2 },
    ]);
  });

  it("is refused where it would include itself, in preview and update alike, with the way around", async () => {
    const a = await make("a", "x");
    const b = await make("b", "{>a}");
    const way = failure("snippets.cycle", { path: ["a", "b", "a"] });
    await expect(
      lathe.call("snippets.preview-update", { snippetId: a.snippetId, text: "{>b}" }),
    ).rejects.toEqual(way);
    await expect(update(a, { text: "{>b}" })).rejects.toEqual(way);
    await expect(make("c", "{>c}")).rejects.toEqual(failure("snippets.cycle", { path: ["c", "c"] }));
    await update(b, { text: "{>d}" });
    await expect(make("d", "{>b}")).rejects.toEqual(failure("snippets.cycle"));
    expect((await lathe.call("snippets.list", {})).map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it("is refused on top of another page's change, and under a name that is taken whatever its case", async () => {
    const voice = await make("voice", "x");
    await make("Mood", "y");
    await update(voice, { text: "z" });
    await expect(update(voice, { text: "w" })).rejects.toEqual(failure("snippets.conflict", { revision: 2 }));
    await expect(make("mood", "")).rejects.toEqual(
      failure("snippets.name-taken", { name: "Mood", suggestion: "mood-2" }),
    );
    const cased = await lathe.call("snippets.read", { snippetId: voice.snippetId });
    expect((await update(cased, { name: "VOICE" })).snippet.name).toBe("VOICE");
  });

  it("is written in the format of each prompt, and refused where that cannot say it", async () => {
    const voice = await make("voice", "for {{name}} {x}", "mustache");
    const plain = await prompt(
      "Plain",
      say("{>voice}", { variables: [{ name: "name", type: "text", default: "Li" }] }),
    );
    expect(await format(plain)).toBe("for Li {x}");
    await expect(update(voice, { text: "{{#items}}x{{/items}}" })).rejects.toEqual(
      failure("snippets.cannot-convert", { names: ["Plain"] }),
    );
    expect(await format(plain)).toBe("for Li {x}");
  });
});

describe("a removed snippet", () => {
  it("leaves the prompts their text, frees its name, and comes back under one that is free", async () => {
    const voice = await make("voice", "one");
    const promptId = await prompt("P", "{>voice}");
    await lathe.call("snippets.remove", { snippetId: voice.snippetId });
    expect(await format(promptId)).toBe("one");
    expect(await lathe.call("snippets.map", {})).toEqual({
      snippets: [],
      prompts: [{ promptId, name: "P", includes: [], missing: ["voice"] }],
    });
    await expect(update(voice, { text: "two" })).rejects.toEqual(
      expect.objectContaining({ code: "snippets.not-found" }),
    );
    await make("voice", "another");
    expect(await format(promptId)).toBe("one");
    expect(await lathe.call("snippets.restore", { snippetId: voice.snippetId })).toMatchObject({
      name: "voice-2",
      text: "one",
    });
  });
});

it("finds the prompts of a snippet by an index, however many others there are", async () => {
  const voice = await make("voice", "x");
  for (let count = 0; count < 12; count += 1)
    await prompt(`P${count}`, count % 3 === 0 ? "{>voice}" : "none");
  const statements = new Map<string, string>();
  const { all } = db;
  db.all = (name, sql, parameters) => {
    statements.set(name, sql);
    return all.call(db, name, sql, parameters) as never;
  };
  expect((await update(voice, { text: "y" })).changed).toHaveLength(4);
  const sql = statements.get("list users of snippets") ?? "";
  const plan = all.call(db, "plan", `EXPLAIN QUERY PLAN ${sql}`, { names: '["voice"]' }) as {
    detail: string;
  }[];
  const steps = plan.map(({ detail }) => detail).join("\n");
  expect(steps).toMatch(/SEARCH d USING .*draft_snippets_by_name/);
  expect(steps).not.toMatch(/SCAN (p|r|d)\b/);
});
