import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OperationName } from "#shared/contract/operations.ts";
import { operations } from "#shared/contract/operations.ts";
import type { Frame } from "#shared/contract/wire.ts";
import type { PromptId, VersionId } from "#shared/model/ids.ts";
import { contentOf, type OpenWorkbench, openWorkbench } from "../support/open-workbench.ts";
import { exampleInput, hostileValues, type KnownIds, placesOf, withValueAt } from "./hostile-values.ts";

const folder = mkdtempSync(join(tmpdir(), "lathe-hostile-"));
const logged: string[] = [];
let workbench: OpenWorkbench;
let ids: KnownIds = {};
beforeAll(async () => {
  workbench = await openWorkbench(folder, {
    fetch: () => Promise.reject(new TypeError("blocked in this test")),
    log: (_level, message) => void logged.push(message),
  });
  ids = await fillWorkspace();
});
afterAll(async () => {
  await workbench.close();
  rmSync(folder, { recursive: true, force: true });
});

async function fillWorkspace(): Promise<KnownIds> {
  const { lathe } = workbench;
  const { promptId } = await lathe.call("prompts.create", {
    name: "Victim",
    content: contentOf("Say {word}."),
  });
  const { draft } = await lathe.call("prompts.open", { promptId });
  const revision = draft.revision;
  const { version } = await lathe.call("prompts.save-version", { promptId, revision, message: "one" });
  const { providerId } = await lathe.call("providers.add", {
    name: "local",
    baseUrl: "http://127.0.0.1:9/v1",
    key: { kind: "none" },
  });
  const { runId } = await lathe.call("runs.start", {
    promptId,
    source: { kind: "version", versionId: version.versionId },
    values: { word: "hello" },
    model: "simulator/default",
  });
  const frames = lathe.stream("runs.follow", { runId });
  while (!(await frames.next()).done);
  return {
    prm: promptId,
    ver: version.versionId,
    run: runId,
    prv: providerId,
    ...(await testPrompt(promptId, version.versionId)),
  };
}

/** A suite with one case, which an example's filter lets through, and a test run of it. */
async function testPrompt(promptId: PromptId, versionId: VersionId): Promise<KnownIds> {
  const { lathe } = workbench;
  const { suiteId, revision } = await lathe.call("suites.create", { name: "Victims", promptId });
  const { cases } = await lathe.call("suites.edit-cases", {
    suiteId,
    baseRevision: revision,
    edits: [
      { kind: "add", after: null, content: { inputs: { word: "hello" }, tags: ["abcd"], split: "train" } },
    ],
  });
  const { version } = await lathe.call("suites.freeze", { suiteId });
  const { testRunId } = await lathe.call("tests.start", {
    promptId,
    source: { kind: "version", versionId },
    suiteId,
  });
  const frames = lathe.stream("tests.follow", { testRunId });
  while (!(await frames.next()).done);
  const arm = { promptId, source: { kind: "version" as const, versionId } };
  const { experimentId } = await lathe.call("experiments.start", {
    arms: [arm, { ...arm, settings: { temperature: 0 } }],
    on: { kind: "suite", suiteId },
  });
  const moves = lathe.stream("experiments.follow", { experimentId });
  while (!(await moves.next()).done);
  return {
    exp: experimentId,
    sui: suiteId,
    suv: version.suiteVersionId,
    cas: cases[0]?.caseId ?? "none was added",
    tst: testRunId,
  };
}

/** The first frame: a stream that nobody ends would never come to its last. */
async function answer(operation: string, input: unknown): Promise<Frame> {
  for await (const frame of workbench.open({ operation, input })) return frame;
  throw new Error(`${operation} gave no answer`);
}

/** Those that end or replace the file under the other operations are tried last. */
const replacesFile = (name: string) => /^workspace\.(restore|salvage|keep-salvaged|reopen)$/.test(name);
const names = (Object.keys(operations) as OperationName[]).sort(
  (a, b) => Number(replacesFile(a)) - Number(replacesFile(b)),
);

describe.each(names)("%s", (name) => {
  test("A-24 A-26 takes any value in any place as bad input or as plain data, and never as a fault of its own", async () => {
    const good = exampleInput(operations[name].input, ids);
    for (const { path, value } of placesOf(good)) {
      const isId = typeof value === "string" && Object.values(ids).includes(value);
      for (const hostile of hostileValues) {
        const input = withValueAt(good, path, hostile);
        const frame = await answer(name, input);
        const code = frame.kind === "failed" ? frame.error.code : "done";
        const what = `${path.join(".")} = ${JSON.stringify(hostile)?.slice(0, 80)}`;
        expect(code, `${what}: ${logged.slice(-1)}`).not.toBe("host.internal");
        if (isId && typeof hostile === "string") expect(code, what).toBe("host.bad-input");
      }
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

test("A-24 A-28 the workspace is whole after all that", async () => {
  const report = await workbench.lathe.call("workspace.verify", { deep: true });
  expect(report).toMatchObject({ ok: true, problems: [] });
});

test("the examples that hostile values are put into are good ones: a refused one would hide what lies behind", async () => {
  const refused: string[] = [];
  for (const name of names.filter((name) => !replacesFile(name))) {
    const frame = await answer(name, exampleInput(operations[name].input, ids));
    if (frame.kind === "failed" && frame.error.code === "host.bad-input")
      refused.push(`${name}: ${frame.error.message}`);
  }
  expect(refused).toEqual([]);
});

describe("text that SQL or a search would read as its own", () => {
  const odd = [
    "it's",
    "a--b",
    'q"uote',
    "star*",
    "NEAR(x)",
    "100%",
    "under_score",
    "back\\slash",
    "semi;colon",
    "[x]",
  ];

  test("A-28 in names, tags and a search is literal: each finds itself and nothing else", async () => {
    const { lathe } = workbench;
    for (const text of odd) {
      const { promptId } = await lathe.call("prompts.create", {
        name: `odd ${text}`,
        tags: [text],
        folder: text,
      });
      expect((await lathe.call("prompts.find", { name: `odd ${text}` })).promptId).toBe(promptId);
    }
    for (const text of odd) {
      for (const input of [{ search: text }, { tag: text }, { folder: text }]) {
        const { prompts } = await lathe.call("prompts.list", input);
        const found = prompts.map(({ name }) => name).filter((name) => name.startsWith("odd "));
        expect(found, JSON.stringify(input)).toEqual([`odd ${text}`]);
      }
    }
    for (const search of ["%", "_", "*", '"', "\\"]) {
      const { prompts } = await lathe.call("prompts.list", { search });
      const found = prompts.map(({ name }) => name).filter((name) => name.startsWith("odd "));
      expect(found, search).toEqual(odd.filter((text) => text.includes(search)).map((text) => `odd ${text}`));
    }
  });
});

describe("a template", () => {
  const format = (template: string, values: Record<string, string>) =>
    workbench.lathe.call("prompts.format", { content: contentOf(template), values });

  test.each(["{__proto__}", "{constructor}", "{a.b}", "{a[0]}", "{toString}"])(
    "A-48 that reaches for %s reaches nothing",
    async (template) => {
      await expect(format(template, { a: "x" })).rejects.toMatchObject({
        code: expect.stringMatching(/^prompts\./),
      });
    },
  );

  test.each([
    "{{constructor.constructor('return process')()}}",
    "{% include 'x' %}",
    "<%= process.env.HOME %>",
  ])("A-48 %s is text, or refused, and never run", async (template) => {
    const said = await format(template, {}).then(
      ({ messages }) => JSON.stringify(messages),
      ({ code }: { code: string }) => code,
    );
    expect(said).toMatch(/constructor|include|process\.env|^prompts\./);
    expect(said).not.toContain(process.env.HOME ?? "/root");
  });

  test("A-49 does not read a variable's value as a template", async () => {
    const value = "{other} {{other}} {__proto__} {% x %} {";
    const { messages } = await format("<{text}> {other}", { text: value, other: "2" });
    expect(messages).toEqual([{ role: "human", content: `<${value}> 2` }]);
  });

  test("A-50 that would grow beyond all bounds is refused before it does", async () => {
    const big = "x".repeat(1_000_000);
    await expect(format("{a}".repeat(100), { a: big })).rejects.toMatchObject({
      code: expect.stringMatching(/^prompts\./),
    });
  });
});
