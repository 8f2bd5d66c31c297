import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createSystemPorts } from "#core/system-ports.ts";
import { createSessionVault } from "#core/vaults/session-vault.ts";
import { openWorkspace, type Workspace } from "#core/workspace/workspace.ts";
import { problemsOf } from "#shared/checks/problems.ts";
import { createClient } from "#shared/contract/client.ts";
import { check } from "#shared/model/check.ts";
import { promptContent } from "#shared/model/content.ts";
import { caseContent, suiteName } from "#shared/model/suite.ts";
import { storedText } from "#shared/model/text.ts";
import { missingValues, readValue } from "#shared/text/variable-value.ts";

const folder = new URL("../resources/sample/", import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), "utf8"));

const sampleSuite = z.strictObject({
  prompt: z.string(),
  name: suiteName,
  description: storedText,
  checks: z.array(check),
  cases: z.array(z.strictObject(caseContent.shape)),
});
const samplePrompt = z.object({ name: z.string(), versions: z.array(z.object({ content: promptContent })) });

const suites = readdirSync(new URL("suites/", folder)).map((file) => ({
  file,
  suite: sampleSuite.parse(read(`suites/${file}`)),
  prompt: samplePrompt.parse(read(file)),
}));

describe.each(suites)("the sample suite $file", ({ suite, prompt }) => {
  it("is for the prompt of the same file, and of a size that one looks through", () => {
    expect(suite.prompt).toBe(prompt.name);
    expect(suite.cases.length).toBeGreaterThanOrEqual(8);
    expect(suite.cases.length).toBeLessThanOrEqual(14);
    expect(new Set(suite.cases.map(({ name }) => name)).size).toBe(suite.cases.length);
  });

  it("has for every version a fitting value for each variable, and none for a name nobody knows", () => {
    for (const { content } of prompt.versions) {
      for (const { inputs, name } of suite.cases) {
        expect(missingValues(content, inputs), name).toEqual([]);
        for (const variable of content.variables) {
          const value = inputs[variable.name];
          if (value !== undefined) expect(readValue(variable, value), name).toEqual({ ok: true, value });
        }
      }
    }
    const known = new Set(
      prompt.versions.flatMap(({ content }) => [
        ...content.variables.map(({ name }) => name),
        ...content.messages.flatMap((one) => (one.role === "history" ? [one.variable] : [])),
      ]),
    );
    for (const { inputs } of suite.cases)
      expect(Object.keys(inputs).filter((name) => !known.has(name))).toEqual([]);
  });

  it("shows what a suite can do: checks of several kinds without a mistake, tags, splits and cases that belong together", () => {
    const checks = [...suite.checks, ...suite.cases.flatMap((one) => one.checks)];
    expect(checks.flatMap(problemsOf)).toEqual([]);
    expect(new Set(checks.map(({ type }) => type)).size).toBeGreaterThanOrEqual(5);
    expect(new Set(suite.cases.map(({ split }) => split))).toEqual(new Set(["train", "validation", "test"]));
    expect(suite.cases.every(({ tags }) => tags.length > 0)).toBe(true);
    const grouped = suite.cases.filter(({ group }) => group !== null);
    expect([grouped.length, new Set(grouped.map(({ group }) => group)).size]).toEqual([2, 1]);
  });
});

it("the checks of all samples together ask for JSON with a schema, a place in JSON, a length and a judge", () => {
  const types = suites
    .flatMap(({ suite }) => [...suite.checks, ...suite.cases.flatMap((one) => one.checks)])
    .map(({ type }) => type);
  expect(types).toEqual(
    expect.arrayContaining(["contains", "is-json", "json-path", "length", "llm-rubric", "regex"]),
  );
});

describe("on the simulator, in a new workspace", () => {
  let home: string;
  let workspace: Workspace;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "lathe-sample-"));
    workspace = await openWorkspace({
      folder: home,
      host: "test",
      appVersion: "0.0.0",
      capabilities: { nativeDialogs: false, nativeMenu: false },
      ports: createSystemPorts({ vault: createSessionVault(), log: () => {} }),
      sample: true,
    });
  });
  afterAll(async () => {
    await workspace.close();
    rmSync(home, { recursive: true, force: true });
  });

  /** Names of the cases that passed, for each version in its order. */
  async function passes(promptName: string): Promise<Set<string>[]> {
    const lathe = createClient<AbortSignal>(workspace.open);
    const { promptId } = await lathe.call("prompts.find", { name: promptName });
    const [suite] = (await lathe.call("suites.list", { promptId })).filter(
      (one) => one.promptId === promptId,
    );
    const { versions } = await lathe.call("prompts.versions", { promptId });
    const passed: Set<string>[] = [];
    for (const { versionId } of versions.toReversed()) {
      const { testRunId } = await lathe.call("tests.start", {
        promptId,
        source: { kind: "version", versionId },
        suiteId: suite?.suiteId as NonNullable<typeof suite>["suiteId"],
        models: ["simulator/fast"],
      });
      const frames = lathe.stream("tests.follow", { testRunId });
      while (!(await frames.next()).done);
      const run = await lathe.call("tests.read", { testRunId });
      expect([run.state, run.counts.errored, run.counts.unscored]).toEqual(["done", 0, 0]);
      const { rows } = await lathe.call("tests.results", { testRunId, limit: 100 });
      passed.push(new Set(rows.flatMap((row) => (row.verdict === "pass" ? [row.caseName] : []))));
    }
    return passed;
  }

  it("there is a comparison to look at, whose verdict is the one that its two runs have", async () => {
    const lathe = createClient<AbortSignal>(workspace.open);
    const { experiments } = await lathe.call("experiments.list", {});
    expect(experiments).toHaveLength(1);
    const [{ experimentId, suiteName }] = experiments as [(typeof experiments)[0]];
    const { suite } = suites.find(({ suite }) => suite.name === suiteName) as (typeof suites)[0];
    const { verdict, arms, rounds, state, simulated } = await lathe.call("experiments.read", {
      experimentId,
    });
    expect([state, simulated, arms.map(({ version }) => version)]).toEqual([
      "done",
      true,
      ["1.0.0", arms[1]?.version],
    ]);
    expect(arms[1]?.version).not.toBe("1.0.0");
    const [base, other] = (rounds[0]?.runs ?? []).map(({ testRunId }) => testRunId);
    if (base === undefined || other === undefined) throw new Error("it has no two runs");
    const { counts } = await lathe.call("tests.compare", { base, other });
    expect(verdict.primary).toMatchObject([
      // So few cases are never enough for a winner.
      { n: suite.cases.length, fixed: counts.fixed, broken: counts.broken, directional: true, p: null },
    ]);
    expect(counts.fixed).toBeGreaterThan(0);
    expect(experiments[0]?.verdicts).toMatchObject([{ b: 1, verdict: "cannot_tell" }]);
  });

  it.each(suites.map(({ suite }) => suite.prompt))(
    "%s gets better from version to version, and the last one breaks something that worked before",
    async (promptName) => {
      const [first, second, last] = (await passes(promptName)) as [Set<string>, Set<string>, Set<string>];
      expect(first.size).toBeLessThan(second.size);
      expect(second.size).toBeLessThan(last.size);
      expect([...second].filter((name) => !last.has(name))).toHaveLength(1);
    },
  );
});
