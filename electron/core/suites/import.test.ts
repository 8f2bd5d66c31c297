import { beforeEach, describe, expect, it } from "vitest";
import { createClient } from "#shared/contract/client.ts";
import { check } from "#shared/model/check.ts";
import type { CaseId, SuiteId } from "#shared/model/ids.ts";
import { type CaseContent, caseContent, dataFormat, type Suite } from "#shared/model/suite.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import { promptHandlers } from "../prompts/index.ts";
import { createProviders } from "../providers/index.ts";
import { createRouter, type Handlers } from "../router.ts";
import type { Database } from "../store/database.ts";
import { openTestDatabase } from "../store/open-database.ts";
import { suiteHandlers } from "./index.ts";

let db: Database;
let lathe: ReturnType<typeof createClient<AbortSignal>>;
beforeEach(() => {
  db = openTestDatabase();
  const ports = createTestPorts();
  const publish = () => {};
  const prompts = { db, clock: ports.clock, ids: ports.ids, publish };
  const context = { db, ports, publish, prompts, models: createProviders({ db, ports, publish }).caller };
  const router = createRouter({ ...promptHandlers(prompts), ...suiteHandlers(context) } as Handlers, {
    log: (_level, message) => expect.fail(message),
    checkOutputs: true,
  });
  lathe = createClient<AbortSignal>(router.open);
});

const contents = async (suiteId: SuiteId): Promise<CaseContent[]> =>
  (await lathe.call("suites.cases", { suiteId, limit: 500 })).cases.map(({ content }) => content);
const bring = (suite: Pick<Suite, "suiteId"> | null, text: string, more: object = {}) =>
  lathe.call("suites.import", {
    suiteId: suite?.suiteId ?? null,
    ...(suite === null && { name: "Imported" }),
    text,
    ...more,
  });
const preview = (suite: Pick<Suite, "suiteId"> | null, text: string, more: object = {}) =>
  lathe.call("suites.preview-import", { suiteId: suite?.suiteId ?? null, text, ...more });
const undo = (suite: Pick<Suite, "suiteId" | "revision">, edits: Awaited<ReturnType<typeof bring>>["undo"]) =>
  lathe.call("suites.edit-cases", { suiteId: suite.suiteId, baseRevision: suite.revision, edits });

async function exported(suiteId: SuiteId, format: (typeof dataFormat.options)[number]) {
  const pieces: string[] = [];
  const frames = lathe.stream("suites.export", { suiteId, format });
  for (;;) {
    const step = await frames.next();
    if (step.done) return { text: pieces.join(""), ...step.value };
    pieces.push(step.value.text);
  }
}

describe("an import", () => {
  it("does to the suite what its preview said, and its undo takes all of it back", async () => {
    const { suite } = await bring(null, "id,question,expected\n1,one,A\n2,two,B\n3,three,C");
    const before = await contents(suite.suiteId);
    const text = "id,question,expected\n1,one,A\n2,two,changed\n4,four,D\n4,again,E";
    const shown = await preview(suite, text);
    expect(shown.rows.map(({ row, action }) => [row, action])).toEqual([
      [2, "same"],
      [3, "update"],
      [4, "add"],
      [5, "skip"],
    ]);
    expect(shown.rows[1]).toMatchObject({ before: { expected: "B" }, content: { expected: "changed" } });
    expect(shown.rows[3]?.problems).toMatchObject([{ code: "same-key", params: { key: "4", row: 4 } }]);
    expect(await contents(suite.suiteId)).toEqual(before);

    const done = await bring(suite, text);
    expect([done.counts, shown.counts]).toEqual([{ add: 1, update: 1, same: 1, skip: 1 }, done.counts]);
    expect((await contents(suite.suiteId)).map(({ expected }) => expected)).toEqual([
      "A",
      "changed",
      "C",
      "D",
    ]);
    await undo(done.suite, done.undo);
    expect(await contents(suite.suiteId)).toEqual(before);
  });

  it("leaves of a case what the file says nothing about", async () => {
    const { suite } = await bring(
      null,
      '[{"id":"k","inputs":{"q":"x","context":"c"},"tags":["kept"],"notes":"kept","checks":["contains:x"]}]',
    );
    const { counts } = await bring(suite, "id,q,expected\nk,changed,yes");
    expect(counts).toMatchObject({ update: 1 });
    expect(await contents(suite.suiteId)).toMatchObject([
      {
        inputs: { q: "changed", context: "c" },
        expected: "yes",
        tags: ["kept"],
        notes: "kept",
        checks: [{ value: "x" }],
      },
    ]);
  });

  it("recognises a case without a key by equal inputs, in whatever order, and each case once", async () => {
    const { suite } = await bring(null, "q,expected\nsame,1\nsame,2\nother,3");
    const again = await preview(suite, "q,expected\nother,3\nsame,2\nsame,1\nsame,4");
    expect(again.rows.map(({ action }) => action)).toEqual(["same", "same", "same", "add"]);
    const changed = await preview(suite, "q,expected\nsame,1\nsame,9");
    expect(changed.rows.map(({ action, before }) => [action, before?.expected])).toEqual([
      ["same", undefined],
      ["update", "2"],
    ]);
  });

  it("changes nothing that is there where only new rows are wanted, and leaves out rows that are not", async () => {
    const { suite } = await bring(null, "id,q\n1,one\n2,two");
    const { counts } = await bring(suite, "id,q\n1,changed\n3,three\n4,four", {
      onlyNew: true,
      skipRows: [4],
    });
    expect(counts).toEqual({ add: 1, update: 0, same: 0, skip: 2 });
    expect((await contents(suite.suiteId)).map(({ inputs }) => inputs.q)).toEqual(["one", "two", "three"]);
  });

  it("reads values as the variables of the suite's prompt are declared", async () => {
    const { promptId } = await lathe.call("prompts.create", {
      name: "p",
      content: {
        messages: [
          { role: "human", template: "{customer_message} {max}" },
          { role: "history", variable: "chat" },
        ],
        variables: [
          { name: "customer_message", type: "text" },
          { name: "max", type: "number" },
        ],
      },
    });
    const text = 'Customer message,max,chat\n42,7,"[{""role"":""human"",""content"":""Hi""}]"';
    const { mapping } = await preview(null, text, { promptId });
    expect(mapping["Customer message"]).toEqual({ kind: "input", name: "customer_message" });
    const { suite } = await bring(null, text, { promptId });
    expect(await contents(suite.suiteId)).toMatchObject([
      { inputs: { customer_message: "42", max: 7, chat: [{ role: "human", content: "Hi" }] } },
    ]);
    // A suite outlives its prompt.
    await lathe.call("prompts.remove", { promptId });
    expect((await preview(suite, text)).counts).toMatchObject({ same: 1 });
  });

  it("takes the checks and the threshold of a whole suite over into a new one, never into one that is there", async () => {
    const text =
      '{"checks": [{"type": "contains", "value": "x"}], "threshold": 0.5, "cases": [{"inputs": {"q": "1"}}]}';
    const { suite } = await bring(null, text);
    expect(suite).toMatchObject({ checks: [{ type: "contains", value: "x" }], threshold: 0.5 });
    await lathe.call("suites.update", { suiteId: suite.suiteId, checks: [], threshold: null });
    expect((await bring(suite, text)).suite).toMatchObject({ checks: [], threshold: null });
  });

  it("makes no suite where its name is taken, or where nothing can be read", async () => {
    await bring(null, "q\nx");
    await expect(bring(null, "q\ny")).rejects.toMatchObject({ code: "suites.name-taken" });
    await expect(bring(null, "", { name: "Empty" })).rejects.toMatchObject({ code: "suites.import-empty" });
    expect(await lathe.call("suites.list", {})).toHaveLength(1);
  });

  it("shows any window of a long file, and columns with samples of what stands in them", async () => {
    const text = `q,empty\n${Array.from({ length: 500 }, (_, index) => `text ${index},`).join("\n")}`;
    const shown = await preview(null, text, { offset: 490, limit: 3 });
    expect([shown.total, shown.counts.add, shown.rows.map(({ row }) => row)]).toEqual([
      500,
      500,
      [492, 493, 494],
    ]);
    expect(shown.columns).toEqual([
      { name: "q", samples: ["text 0", "text 1", "text 2"] },
      { name: "empty", samples: [] },
    ]);
  });

  it("is planned anew when the suite has changed since the preview", async () => {
    const { suite } = await bring(null, "id,q\n1,one");
    const text = "id,q\n1,two";
    expect((await preview(suite, text)).counts).toMatchObject({ update: 1 });
    const { caseId } = (await lathe.call("suites.cases", { suiteId: suite.suiteId })).cases[0] as {
      caseId: CaseId;
    };
    await lathe.call("suites.edit-cases", {
      suiteId: suite.suiteId,
      baseRevision: suite.revision,
      edits: [{ kind: "update", caseId, content: caseContent.parse({ inputs: { q: "two" } }) }],
    });
    expect((await preview(suite, text)).counts).toMatchObject({ same: 1 });
  });
});

describe("an export", () => {
  it.each(dataFormat.options)(
    "as %s says nothing new when it is imported again, also into an empty suite",
    async (format) => {
      const { suite } = await bring(
        null,
        '[{"inputs":{"q":"=1+1","n":3},"expected":{"a":[1]},"turns":["and?"],"checks":["not-contains:sorry"],"tags":["a,b"],"weight":2,"split":"test","group":"g","notes":"n\\nm","threshold":0.4,"name":"x"},{"inputs":{"q":"你好"}}]',
      );
      await lathe.call("suites.update", {
        suiteId: suite.suiteId,
        checks: [check.parse({ type: "contains", value: "x" })],
      });
      const { text, cases } = await exported(suite.suiteId, format);
      expect(cases).toBe(2);
      expect((await preview(suite, text, { format })).counts).toEqual({
        add: 0,
        update: 0,
        same: 2,
        skip: 0,
      });
      const copy = await bring(null, text, { name: "Copy", fileName: `x.${format}` });
      expect(await contents(copy.suite.suiteId)).toEqual(await contents(suite.suiteId));
      expect(copy.suite.checks).toHaveLength(format === "json" || format === "yaml" ? 1 : 0);
    },
  );

  it("is named so that no system refuses the file and it leads out of no folder", async () => {
    const { suiteId } = await lathe.call("suites.create", { name: "../a:b/客服 *" });
    expect((await exported(suiteId, "csv")).fileName).toBe("a-b-客服.csv");
  });

  it("of a suite without cases is a whole file all the same", async () => {
    const { suiteId } = await lathe.call("suites.create", { name: "Empty" });
    expect(JSON.parse((await exported(suiteId, "json")).text)).toMatchObject({ cases: [] });
    expect((await exported(suiteId, "yaml")).text).toMatch(/cases: \[\]\n$/);
  });
});

describe("going back", () => {
  it("brings cases, order, checks and threshold of a version back, and what there was can be had again", async () => {
    const { suite } = await bring(null, "id,q\n1,one\n2,two\n3,three");
    const { suiteId } = suite;
    const first = await lathe.call("suites.freeze", { suiteId });
    const { cases } = await lathe.call("suites.cases", { suiteId });
    const [one, two, three] = cases.map(({ caseId }) => caseId) as [CaseId, CaseId, CaseId];
    const { revision } = await lathe.call("suites.edit-cases", {
      suiteId,
      baseRevision: suite.revision,
      edits: [
        { kind: "remove", caseId: two },
        { kind: "move", caseId: three, after: null },
        { kind: "update", caseId: one, content: caseContent.parse({ inputs: { q: "changed" } }) },
        { kind: "add", after: one, content: caseContent.parse({ inputs: { q: "new" } }) },
      ],
    });
    await lathe.call("suites.update", { suiteId, threshold: 0.5 });
    const worked = await contents(suiteId);
    const back = await lathe.call("suites.go-back", {
      suiteId,
      suiteVersionId: first.version.suiteVersionId,
    });
    expect((await lathe.call("suites.cases", { suiteId })).cases).toEqual(cases);
    expect(back.suite.threshold).toBeNull();
    expect(back.suite.revision).toBeGreaterThan(revision);

    const versions = await lathe.call("suites.versions", { suiteId });
    expect(versions.map(({ number, message }) => [number, message])).toEqual([
      [2, "Before going back to version 1"],
      [1, ""],
    ]);
    await undo(back.suite, back.undo);
    expect(await contents(suiteId)).toEqual(worked);
    await lathe.call("suites.go-back", { suiteId, suiteVersionId: versions[0]?.suiteVersionId as never });
    expect(await contents(suiteId)).toEqual(worked);
    expect((await lathe.call("suites.read", { suiteId })).threshold).toBe(0.5);
    // With the old threshold the cases were a state that no version had.
    expect(await lathe.call("suites.versions", { suiteId })).toHaveLength(3);
  });

  it("never takes a version of another suite", async () => {
    const mine = await bring(null, "q\nx");
    const other = await bring(null, "q\ny", { name: "Other" });
    const { version } = await lathe.call("suites.freeze", { suiteId: other.suite.suiteId });
    await expect(
      lathe.call("suites.go-back", { suiteId: mine.suite.suiteId, suiteVersionId: version.suiteVersionId }),
    ).rejects.toMatchObject({ code: "suites.version-not-found" });
  });
});
