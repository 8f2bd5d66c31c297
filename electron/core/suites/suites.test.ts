import { beforeEach, describe, expect, it } from "vitest";
import { createClient } from "#shared/contract/client.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import { check } from "#shared/model/check.ts";
import type { CaseId } from "#shared/model/ids.ts";
import { type CaseContent, type CaseEdit, caseContent, type Suite } from "#shared/model/suite.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import { promptHandlers } from "../prompts/index.ts";
import { createProviders } from "../providers/index.ts";
import { createRouter, type Handlers } from "../router.ts";
import type { Database } from "../store/database.ts";
import { openTestDatabase } from "../store/open-database.ts";
import { sweepWorkspace } from "../store/verify.ts";
import { freezeSuite, readFrozenSuite, type SuiteContext, suiteHandlers } from "./index.ts";

let db: Database;
let events: LatheEvent[];
let context: SuiteContext;
let lathe: ReturnType<typeof createClient<AbortSignal>>;
beforeEach(() => {
  db = openTestDatabase();
  events = [];
  const ports = createTestPorts();
  const publish = (event: LatheEvent) => void events.push(event);
  const prompts = { db, clock: ports.clock, ids: ports.ids, publish };
  const models = createProviders({ db, ports, publish }).caller;
  context = { db, ports, publish, prompts, models };
  const router = createRouter({ ...promptHandlers(prompts), ...suiteHandlers(context) } as Handlers, {
    log: (_level, message) => expect.fail(message),
    checkOutputs: true,
  });
  lathe = createClient<AbortSignal>(router.open);
});

const say = (question: string, more: Partial<CaseContent> = {}): CaseContent =>
  caseContent.parse({ inputs: { question }, ...more });
const create = (name = "Suite", more: object = {}) => lathe.call("suites.create", { name, ...more });
const edit = ({ suiteId, revision }: Pick<Suite, "suiteId" | "revision">, edits: CaseEdit[]) =>
  lathe.call("suites.edit-cases", { suiteId, baseRevision: revision, edits });
const orderOf = async ({ suiteId }: Pick<Suite, "suiteId">) =>
  (await lathe.call("suites.cases", { suiteId, limit: 500 })).cases;
const questions = async (suite: Pick<Suite, "suiteId">) =>
  (await orderOf(suite)).map(({ content }) => content.inputs.question);

/** A suite with these questions, in their order, and the ids of its cases. */
async function filled(...asked: string[]) {
  const suite = await create();
  const ids = asked.map((_, index) => `cas_${String(index).padStart(6, "0")}` as CaseId);
  const { revision } = await edit(
    suite,
    asked.map((question, index) => ({
      kind: "add",
      after: ids[index - 1] ?? null,
      caseId: ids[index] as CaseId,
      content: say(question),
    })),
  );
  return { ...suite, revision, ids };
}

describe("suites", () => {
  it("refuse a name that is taken, whatever its case, and offer a free one", async () => {
    await create("Orders");
    await expect(create("ORDERS")).rejects.toMatchObject({
      code: "suites.name-taken",
      details: { suggestion: "ORDERS (2)" },
    });
  });

  it("are found by name, and a wrong name tells those there are", async () => {
    const { suiteId } = await create("Bestellungen Ä");
    expect((await lathe.call("suites.find", { name: "bestellungen ä" })).suiteId).toBe(suiteId);
    await expect(lathe.call("suites.find", { name: "x" })).rejects.toThrow(/Bestellungen Ä/);
  });

  it("come back from removal with their cases, under a free name where theirs was given away", async () => {
    const suite = await filled("one", "two");
    await lathe.call("suites.remove", { suiteId: suite.suiteId });
    await expect(lathe.call("suites.read", { suiteId: suite.suiteId })).rejects.toMatchObject({
      code: "suites.not-found",
    });
    await create("Suite");
    const back = await lathe.call("suites.restore", { suiteId: suite.suiteId });
    expect([back.name, back.cases]).toEqual(["Suite (2)", 2]);
  });

  it("are listed for a prompt with those for any, and no longer name a prompt that was removed", async () => {
    const prompt = await lathe.call("prompts.create", { name: "Reply" });
    const other = await lathe.call("prompts.create", { name: "Other" });
    await create("b for reply", { promptId: prompt.promptId });
    await create("a for any");
    await create("c for other", { promptId: other.promptId });
    const list = await lathe.call("suites.list", { promptId: prompt.promptId });
    expect(list.map(({ name, promptName }) => [name, promptName])).toEqual([
      ["a for any", null],
      ["b for reply", "Reply"],
    ]);
    await lathe.call("prompts.remove", { promptId: prompt.promptId });
    expect((await lathe.call("suites.find", { name: "b for reply" })).promptName).toBeNull();
  });

  it("count inputs, tags and splits of what their cases are now, not of what they were", async () => {
    const suite = await filled("one", "two", "three");
    const [first, second] = suite.ids as [CaseId, CaseId];
    const { revision } = await edit(suite, [
      { kind: "update", caseId: first, content: say("1", { tags: ["b", "a", "b"], split: "train" }) },
      {
        kind: "update",
        caseId: second,
        content: caseContent.parse({ inputs: { question: "2", tone: "warm" }, tags: ["a"] }),
      },
    ]);
    await edit({ ...suite, revision }, [{ kind: "update", caseId: second, content: say("2 again") }]);
    const read = await lathe.call("suites.read", { suiteId: suite.suiteId });
    expect(read).toMatchObject({
      cases: 3,
      inputNames: ["question"],
      tags: [
        { name: "a", count: 1 },
        { name: "b", count: 1 },
      ],
      splits: { train: 1, validation: 0, test: 0, none: 2 },
    });
  });

  it("tell every page what changed, and nothing where nothing did", async () => {
    const suite = await filled("one");
    events.length = 0;
    await edit(suite, [{ kind: "update", caseId: suite.ids[0] as CaseId, content: say("one") }]);
    expect(events).toEqual([]);
    await edit(suite, [{ kind: "update", caseId: suite.ids[0] as CaseId, content: say("uno") }]);
    expect(events).toEqual([{ type: "suite.changed", suiteId: suite.suiteId, revision: suite.revision + 1 }]);
  });
});

describe("a step of editing", () => {
  it("is taken back by its undo, and that by its own, whatever was added, changed, removed and moved", async () => {
    const suite = await filled("a", "b", "c", "d", "e");
    const [a, b, c, d] = suite.ids as [CaseId, CaseId, CaseId, CaseId];
    const before = await orderOf(suite);
    const step = await edit(suite, [
      { kind: "remove", caseId: b },
      { kind: "remove", caseId: c },
      { kind: "move", caseId: a, after: d },
      { kind: "update", caseId: d, content: say("d, changed") },
      { kind: "add", after: null, content: say("new first") },
      { kind: "move", caseId: d, after: a },
    ]);
    expect(await questions(suite)).toEqual(["new first", "a", "d, changed", "e"]);
    const after = await orderOf(suite);
    const back = await edit({ ...suite, revision: step.revision }, step.undo);
    expect(await orderOf(suite)).toEqual(before);
    await edit({ ...suite, revision: back.revision }, back.undo);
    expect(await orderOf(suite)).toEqual(after);
  });

  it("changes nothing at all where one of its edits is refused", async () => {
    const suite = await filled("a", "b");
    const [a, b] = suite.ids as [CaseId, CaseId];
    await edit(suite, [{ kind: "update", caseId: b, content: say("b of the other page") }]);
    const before = await orderOf(suite);
    await expect(
      edit(suite, [
        { kind: "update", caseId: a, content: say("a of this page") },
        { kind: "add", after: a, content: say("new") },
        { kind: "update", caseId: b, content: say("b of this page") },
      ]),
    ).rejects.toMatchObject({ code: "suites.conflict", details: { caseId: b, what: "changed" } });
    expect(await orderOf(suite)).toEqual(before);
  });

  it("is no conflict where the other page changed another case, or wrote the same", async () => {
    const suite = await filled("a", "b");
    const [a, b] = suite.ids as [CaseId, CaseId];
    await edit(suite, [{ kind: "update", caseId: a, content: say("A") }]);
    await edit(suite, [{ kind: "update", caseId: b, content: say("B") }]);
    await edit(suite, [{ kind: "update", caseId: a, content: say("A") }]);
    expect(await questions(suite)).toEqual(["A", "B"]);
  });

  it("does not remove what another page has changed, nor bring back what it has removed", async () => {
    const suite = await filled("a", "b");
    const [a, b] = suite.ids as [CaseId, CaseId];
    await edit(suite, [
      { kind: "update", caseId: a, content: say("A") },
      { kind: "remove", caseId: b },
    ]);
    await expect(edit(suite, [{ kind: "remove", caseId: a }])).rejects.toMatchObject({
      code: "suites.conflict",
    });
    await expect(edit(suite, [{ kind: "update", caseId: b, content: say("B") }])).rejects.toMatchObject({
      details: { what: "removed" },
    });
    await edit(suite, [{ kind: "remove", caseId: b }]);
    expect(await questions(suite)).toEqual(["A"]);
  });

  it("puts a case at the end where the neighbour it was to follow is gone", async () => {
    const suite = await filled("a", "b", "c");
    const [a] = suite.ids as [CaseId];
    await edit(suite, [{ kind: "remove", caseId: a }]);
    await edit(suite, [{ kind: "add", after: a, content: say("new") }]);
    expect(await questions(suite)).toEqual(["b", "c", "new"]);
  });

  it("finds room between two cases however often something is put there", async () => {
    const suite = await filled("first", "last");
    let { revision } = suite;
    for (let count = 0; count < 200; count += 1) {
      const after = suite.ids[0] as CaseId;
      ({ revision } = await edit({ ...suite, revision }, [
        { kind: "add", after, content: say(String(count)) },
      ]));
    }
    const newestFirst = Array.from({ length: 200 }, (_, index) => String(199 - index));
    expect(await questions(suite)).toEqual(["first", ...newestFirst, "last"]);
  });

  it("keeps a case once however many suites have it, and its text whole", async () => {
    const suite = await filled("same");
    const other = await create("Other");
    await edit(other, [{ kind: "add", after: null, content: say("same") }]);
    const rows = db.all("count", "SELECT hash FROM case_contents");
    expect(rows).toEqual([{ hash: (await orderOf(suite))[0]?.hash }]);
  });

  it("has the hashes that another program works out for it, and no later code may change them", async () => {
    const suite = await filled("Where is my order?");
    // sha256 with Python's hashlib over the JSON written by hand, keys sorted:
    // {"checks":[],"expected":null,…,"schema":"lathe.case/1",…,"weight":1}
    const hash = "66017b188b8e4d971e864e236aede1b7a00cd08449716d65ae812d5a582e17b0";
    expect((await orderOf(suite))[0]?.hash).toBe(hash);
    // {"cases":["66017b…"],"checks":[],"schema":"lathe.suite/1","threshold":null}
    expect(freezeSuite(context, suite.suiteId).version.hash).toBe(
      "6330734469e9659d2eb2009280caa1cb415f34ca69975f5df0feac4978c04a40",
    );
  });
});

describe("a window of cases", () => {
  it.each([
    ["an input in another case of letters", { search: "ÜBER" }, ["über uns", "quer über"]],
    ["a value inside JSON", { search: "tief" }, ["json"]],
    ["a tag", { tag: "x" }, ["quer über", "json"]],
    ["a split", { split: "test" as const }, ["json"]],
    ["part of a tag, in the search", { search: "eilig" }, ["quer über"]],
    ["a wildcard, taken literally", { search: "%" }, []],
  ])("is found by %s", async (_what, filter, found) => {
    const suite = await create();
    await edit(suite, [
      {
        kind: "add",
        after: null,
        content: say("json", { expected: { a: ["Tief"] }, tags: ["x"], split: "test" }),
      },
      { kind: "add", after: null, content: say("quer über", { tags: ["x", "Eilig"] }) },
      { kind: "add", after: null, content: say("über uns") },
    ]);
    const { cases, total } = await lathe.call("suites.cases", { suiteId: suite.suiteId, ...filter });
    expect([cases.map(({ content }) => content.inputs.question), total]).toEqual([found, found.length]);
  });
});

describe("a frozen suite", () => {
  it("is the same version while the working copy says the same, and the next one when it does not", async () => {
    const suite = await filled("a", "b");
    const first = freezeSuite(context, suite.suiteId);
    const [a] = suite.ids as [CaseId];
    const step = await edit(suite, [{ kind: "update", caseId: a, content: say("A") }]);
    expect((await lathe.call("suites.read", { suiteId: suite.suiteId })).isChanged).toBe(true);
    const second = freezeSuite(context, suite.suiteId, "second");
    await edit({ ...suite, revision: step.revision }, step.undo);
    const third = freezeSuite(context, suite.suiteId);
    expect([first, second, third].map(({ version }) => version.number)).toEqual([1, 2, 3]);
    expect(third.version.hash).toBe(first.version.hash);
    expect(await lathe.call("suites.freeze", { suiteId: suite.suiteId })).toEqual({
      version: third.version,
      unchanged: true,
    });
    expect((await lathe.call("suites.read", { suiteId: suite.suiteId })).isChanged).toBe(false);
  });

  it("has another hash for other checks, another threshold and another order, not for another name", async () => {
    const suite = await filled("a", "b");
    const { suiteId } = suite;
    const hashes = [freezeSuite(context, suiteId).version.hash];
    const checks = [check.parse({ type: "contains", value: "x" })];
    await lathe.call("suites.update", { suiteId, checks });
    hashes.push(freezeSuite(context, suiteId).version.hash);
    await lathe.call("suites.update", { suiteId, threshold: 0.5 });
    hashes.push(freezeSuite(context, suiteId).version.hash);
    await edit(suite, [{ kind: "move", caseId: suite.ids[0] as CaseId, after: suite.ids[1] as CaseId }]);
    hashes.push(freezeSuite(context, suiteId).version.hash);
    expect(new Set(hashes).size).toBe(4);
    await lathe.call("suites.update", { suiteId, name: "Renamed", description: "d" });
    expect(freezeSuite(context, suiteId).version.hash).toBe(hashes[3]);
  });

  it("can be read as it was when everything has changed since", async () => {
    const suite = await filled("a", "b");
    await lathe.call("suites.update", {
      suiteId: suite.suiteId,
      checks: [check.parse({ type: "contains", value: "x" })],
      threshold: 0.5,
    });
    const { version } = freezeSuite(context, suite.suiteId);
    await edit(
      suite,
      suite.ids.map((caseId) => ({ kind: "remove", caseId })),
    );
    await lathe.call("suites.update", { suiteId: suite.suiteId, checks: [], threshold: null });
    const frozen = readFrozenSuite(context, version.suiteVersionId);
    expect(frozen).toMatchObject({ name: "Suite", threshold: 0.5, checks: [{ type: "contains" }] });
    expect(frozen.cases.map(({ caseId }) => caseId)).toEqual(suite.ids);
    expect(frozen.cases.map(({ hash }) => frozen.readCase(hash))).toEqual([say("a"), say("b")]);
  });

  it("is not run where its text is not the one that was hashed", async () => {
    const suite = await filled("a");
    const frozen = freezeSuite(context, suite.suiteId);
    db.raw.exec(
      "DROP TRIGGER case_contents_are_immutable; UPDATE case_contents SET json = replace(json, '\"a\"', '\"b\"')",
    );
    expect(() => frozen.readCase(frozen.cases[0]?.hash ?? "")).toThrow(/damaged/);
  });

  it("leaves every row with its seal", async () => {
    const suite = await filled("a", "b");
    freezeSuite(context, suite.suiteId);
    const report = await sweepWorkspace(db, new AbortController().signal);
    expect(report.problems).toEqual([]);
  });
});
