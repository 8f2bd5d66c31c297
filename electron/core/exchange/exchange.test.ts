import { beforeEach, describe, expect, it } from "vitest";
import type { Output } from "#shared/contract/operations.ts";
import { promptContent } from "#shared/model/content.ts";
import type { ImportFile } from "#shared/model/exchange.ts";
import { promptSpec } from "#shared/model/spec.ts";
import { type ExchangeBench, openExchangeBench } from "../../../tests/support/exchange-bench.ts";

let lathe: ExchangeBench["lathe"];
let events: ExchangeBench["events"];
beforeEach(() => {
  ({ lathe, events } = openExchangeBench());
});

const text = (path: string, said: string): ImportFile => ({ path, text: said });
const bundle = (name: string, template: string, more: object = {}) =>
  text(
    `${name}.json`,
    JSON.stringify({
      lathe: 1,
      prompts: [{ name, content: { messages: [{ role: "human", template }] }, ...more }],
    }),
  );
const withSuite = { suites: [{ name: "Cases", cases: [{ inputs: { x: "1" } }, { inputs: { x: "2" } }] }] };
const preview = (...files: ImportFile[]) => lathe.call("exchange.preview", { files });
type Choice = { action?: "add" | "version" | "skip"; name?: string; promptId?: string };
async function bring(files: ImportFile[], choose: (item: { kind: string }) => Choice = () => ({})) {
  const { items } = await preview(...files);
  const choices = items.map((item) => ({ itemId: item.itemId, action: item.suggested, ...choose(item) }));
  return (await lathe.call("exchange.import", { files, choices } as never)) as Output<"exchange.import">;
}
const names = async () =>
  (await lathe.call("prompts.list", {})).prompts.map(({ name, latestVersion }) => [name, latestVersion]);

describe("an import", () => {
  it("brings what its preview showed, a suite for its own prompt, and is skipped the second time", async () => {
    const file = bundle("Reply", "Say {x}.", withSuite);
    const { items } = await bring([file]);
    expect(items.map(({ kind, action, name }) => [kind, action, name])).toEqual([
      ["prompt", "add", "Reply"],
      ["suite", "add", "Cases"],
    ]);
    const [suite] = await lathe.call("suites.list", {});
    expect(suite).toMatchObject({ cases: 2, promptId: items[0]?.promptId });
    const again = await preview(file);
    expect(again.items.map(({ suggested, taken }) => [suggested, taken?.isSame])).toEqual([
      ["skip", true],
      ["skip", true],
    ]);
    const changed = await preview(bundle("Reply", "Say {x} twice.", withSuite));
    expect(changed.items.map(({ suggested, freeName }) => [suggested, freeName])).toEqual([
      ["add", "Reply (2)"],
      ["skip", "Cases (2)"],
    ]);
  });

  it("never replaces: a taken name gives the next free one, also between items of one import", async () => {
    await bring([bundle("Reply", "one")]);
    await bring([bundle("Reply", "two"), text("a.json", bundle("reply", "three").text)], () => ({
      action: "add",
    }));
    expect((await names()).map(([name]) => name).sort()).toEqual(["Reply", "Reply (2)", "reply (3)"]);
  });

  it("as a new version keeps the draft that was there in the journal, and says so", async () => {
    const { promptId } = await lathe.call("prompts.create", {
      name: "Reply",
      content: promptContent.parse({ messages: [{ role: "human", template: "first" }] }),
    });
    await lathe.call("prompts.save-version", { promptId, revision: 1, message: "one" });
    const typed = promptContent.parse({ messages: [{ role: "human", template: "typed and not saved" }] });
    await lathe.call("prompts.save-draft", { promptId, baseRevision: 1, content: typed });
    const { items } = await bring([bundle("Reply", "imported")], () => ({ action: "version", promptId }));
    expect(items[0]).toMatchObject({ action: "version", promptId, name: "Reply" });
    expect(items[0]?.warnings.map(({ code }) => code)).toEqual(["draft-kept"]);
    const { latest } = await lathe.call("prompts.open", { promptId });
    expect([latest?.version, latest?.message]).toEqual(["1.0.1", "Imported from Reply.json"]);
    const { entries } = await lathe.call("prompts.journal", { promptId });
    const states = await Promise.all(
      entries.map(({ journalId }) => lathe.call("prompts.journal-entry", { promptId, journalId })),
    );
    expect(JSON.stringify(states)).toContain("typed and not saved");
  });

  it("as the first version of a prompt says that the text which was only a draft is in the journal", async () => {
    const draft = {
      name: "Typed",
      content: promptContent.parse({ messages: [{ role: "human", template: "mine" }] }),
    };
    const { promptId: typed } = await lathe.call("prompts.create", draft);
    const { promptId: blank } = await lathe.call("prompts.create", { name: "Blank" });
    const codes = async (promptId: string) => {
      const { items } = await bring([bundle("Other", "imported")], () => ({ action: "version", promptId }));
      return items[0]?.warnings.map(({ code }) => code);
    };
    expect([await codes(typed), await codes(blank)]).toEqual([["draft-kept"], []]);
  });

  it("gives each of many files of one name a name of its own", async () => {
    const files = Array.from({ length: 300 }, (_, index) => text(`${index}/prompt.md`, `Say ${index} {x}.`));
    const { items } = await bring(files);
    expect([items.length, items[0]?.name, items.at(-1)?.name]).toEqual([300, "prompt", "prompt (300)"]);
  });

  it("is all of it or nothing, and no page hears of what was taken back", async () => {
    const files = [bundle("One", "1"), bundle("Two", "2")];
    const failing = bring(files, () => ({ action: "version", name: "Nobody" }));
    await expect(failing).rejects.toMatchObject({ code: "prompts.not-found" });
    const { items } = await preview(...files);
    const choices = [
      { itemId: items[0]?.itemId ?? "", action: "add" as const },
      { itemId: items[1]?.itemId ?? "", action: "version" as const, name: "Nobody" },
    ];
    await expect(lathe.call("exchange.import", { files, choices })).rejects.toMatchObject({
      code: "prompts.not-found",
    });
    expect([await names(), events]).toEqual([[], []]);
  });

  it("is told to pages when it is stored, and not before", async () => {
    await bring([bundle("Reply", "Say {x}.", withSuite)]);
    expect(events.map(({ event }) => event.type)).toContain("suite.changed");
    expect(events.filter(({ inTransaction }) => inTransaction)).toEqual([]);
  });

  it("refuses what is not in the files, is chosen twice, or makes a version of a suite", async () => {
    const files = [bundle("Reply", "Say {x}.", withSuite)];
    const choose = (...itemIds: string[]) =>
      lathe.call("exchange.import", {
        files,
        choices: itemIds.map((itemId) => ({ itemId, action: "add" as const })),
      });
    await expect(choose("Reply.json#9")).rejects.toMatchObject({ code: "exchange.no-such-item" });
    await expect(choose("Reply.json#1", "Reply.json#1")).rejects.toMatchObject({
      code: "exchange.no-such-item",
    });
    await expect(
      bring(files, ({ kind }) => (kind === "suite" ? { action: "version" } : {})),
    ).rejects.toMatchObject({
      code: "exchange.suite-version",
    });
    await expect(bring(files, () => ({ name: "a@b" }))).rejects.toMatchObject({ code: "exchange.bad-name" });
    expect(await names()).toEqual([]);
  });

  it("ends when its caller leaves, and stores nothing", async () => {
    const leaving = new AbortController();
    const files = Array.from({ length: 300 }, (_, index) => bundle(`P${index}`, `text ${index}`));
    const call = lathe.call("exchange.preview", { files }, leaving.signal);
    leaving.abort();
    await expect(call).rejects.toMatchObject({ code: "host.cancelled" });
  });
});

describe("a preview", () => {
  it("points out a prompt that says nearly the same under another name", async () => {
    const said = "You answer customers of an online shop. Be brief, friendly and exact. Offer one next step.";
    await bring([
      bundle("Shop", `${said} Use {tone}.`),
      bundle("Other", "Translate {text} into French please."),
    ]);
    const { items } = await preview(bundle("New shop", `${said} Use {style}.`));
    expect(items[0]?.similar.map(({ name }) => name)).toEqual(["Shop"]);
    expect((await preview(bundle("Unlike", "Summarise {text} in one line."))).items[0]?.similar).toEqual([]);
  });

  it("tells of each file that cannot be read, and reads the others", async () => {
    const { items, unread } = await preview(
      text("broken.json", '{"lathe": 1,'),
      text("good.md", "Say {x}."),
      text("program.py", "import os"),
      text("empty.txt", "  \n"),
      text("good.md", "again"),
      text("../out.txt", "x"),
    );
    expect(items.map(({ name }) => name)).toEqual(["good"]);
    expect(unread.map(({ path, note }) => [path, note.code])).toEqual([
      ["broken.json", "broken-json"],
      ["program.py", "not-recognised"],
      ["empty.txt", "empty-file"],
      ["good.md", "same-path"],
      ["../out.txt", "file-outside"],
    ]);
  });
});

describe("an export", () => {
  it("with its spec and its suite comes back as it was, in a workspace that has none of it", async () => {
    const spec = promptSpec.parse({ useCase: "support", task: "Answer", output: {} });
    const file = bundle("Reply", "Say {x}.", { ...withSuite, spec, description: "d", tags: ["t"] });
    const { items } = await bring([file]);
    const [prompt, suite] = items;
    if (prompt?.promptId == null || suite?.suiteId == null) throw new Error("nothing was imported");
    const { promptId } = prompt;
    const { suiteId } = suite;
    await lathe.call("prompts.save-version", { promptId, revision: 1, message: "why" });
    const { latest } = await lathe.call("prompts.open", { promptId });
    const asked = { promptId, versionId: latest?.versionId ?? null, format: "lathe" as const, suiteId };
    const { files } = await lathe.call("exchange.export", asked);
    await lathe.call("prompts.remove", { promptId });
    await lathe.call("suites.remove", { suiteId });
    const back = await bring([text("x.lathe.json", files[0]?.text ?? "")]);
    const id = back.items[0]?.promptId;
    if (id == null) throw new Error("nothing came back");
    const opened = await lathe.call("prompts.open", { promptId: id });
    expect(opened.prompt).toMatchObject({
      name: "Reply",
      description: "d",
      tags: ["t"],
      latestVersion: "1.0.0",
    });
    expect([opened.latest?.contentHash, opened.latest?.message]).toEqual([latest?.contentHash, "why"]);
    expect((await lathe.call("design.read-spec", { promptId: id })).spec).toEqual(spec);
    expect(await lathe.call("suites.list", {})).toMatchObject([{ name: "Cases", cases: 2, promptId: id }]);
  });
});
