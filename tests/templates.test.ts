import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { templateFiles } from "#core/template-files.ts";
import { problemsOf } from "#shared/checks/problems.ts";
import { template, templateCategories } from "#shared/model/template.ts";
import { lintContent } from "#shared/text/lint/lint.ts";
import { missingValues, readValue } from "#shared/text/variable-value.ts";
import { openTemplates } from "./support/open-templates.ts";

const folder = new URL("../resources/templates/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
// What no field of a template is, a typing mistake say, would be lost without a word.
const strict = template.strict();
const read = files.map((file) => ({
  file,
  shipped: strict.parse(JSON.parse(readFileSync(new URL(file, folder), "utf8"))),
}));

it("the library has what it promises: two dozen and more, in both languages and in every category, all of them listed", () => {
  expect(read.length).toBeGreaterThanOrEqual(24);
  const keys = read.map(({ shipped }) => shipped.key);
  expect(files).toEqual(keys.map((key) => `${key}.json`));
  expect(templateFiles.map((file) => template.parse(file).key)).toEqual(keys);
  const names = new Set(read.map(({ shipped }) => shipped.name));
  expect(names.size).toBe(read.length);
  for (const language of ["en", "zh"] as const)
    expect(read.filter(({ shipped }) => shipped.language === language).length).toBeGreaterThanOrEqual(10);
  const categories = new Set(read.map(({ shipped }) => shipped.category));
  expect(templateCategories.filter((one) => one !== "other" && !categories.has(one))).toEqual([]);
});

describe.each(read)("the template $file", ({ shipped: { content, suite, ...words } }) => {
  it("says what it is for and when, and its prompt has nothing that the linter warns of", () => {
    expect(words.description.length).toBeGreaterThan(20);
    expect(words.useCase).not.toBe("");
    expect(words.tags.length).toBeGreaterThan(0);
    expect(lintContent(content).filter(({ level }) => level !== "hint")).toEqual([]);
  });

  it("has eight cases and more, each with a fitting value for every variable, and checks without a mistake", () => {
    expect(suite?.cases.length).toBeGreaterThanOrEqual(8);
    const known = new Set([
      ...content.variables.map(({ name }) => name),
      ...content.messages.flatMap((one) => (one.role === "history" ? [one.variable] : [])),
    ]);
    for (const { name, inputs, checks } of suite?.cases ?? []) {
      expect(missingValues(content, inputs), name).toEqual([]);
      expect(
        Object.keys(inputs).filter((input) => !known.has(input)),
        name,
      ).toEqual([]);
      for (const variable of content.variables) {
        const value = inputs[variable.name];
        if (value !== undefined) expect(readValue(variable, value), name).toEqual({ ok: true, value });
      }
      expect(checks.length + (suite?.checks.length ?? 0), name).toBeGreaterThan(0);
    }
    const checks = [...(suite?.checks ?? []), ...(suite?.cases ?? []).flatMap((one) => one.checks)];
    expect(checks.flatMap(problemsOf)).toEqual([]);
    expect(checks.filter(({ type }) => type === "unsupported")).toEqual([]);
  });
});

describe("in a workspace", () => {
  let library: ReturnType<typeof openTemplates>;
  beforeAll(() => {
    library = openTemplates();
  });
  afterAll(() => library.close());

  it("no two of them are nearly the same", async () => {
    const { templates } = await library.lathe.call("templates.list", {});
    expect(templates.flatMap(({ key, similar }) => similar.map((other) => [key, other.key]))).toEqual([]);
  });

  it("each is used and tried on the simulator without an error, and passes something", async () => {
    const { lathe } = library;
    for (const { shipped } of read) {
      const { prompt, suiteId } = await lathe.call("templates.use", { key: shipped.key });
      if (suiteId === null) throw new Error(`${shipped.key} came without its suite`);
      const { promptId } = prompt;
      const { latest } = await lathe.call("prompts.open", { promptId });
      if (latest === null) throw new Error(`${shipped.key} came without a version`);
      const { testRunId } = await lathe.call("tests.start", {
        promptId,
        source: { kind: "version", versionId: latest.versionId },
        suiteId,
        models: ["simulator/fast"],
        judgeModel: "simulator/default",
      });
      const frames = lathe.stream("tests.follow", { testRunId });
      while (!(await frames.next()).done);
      const { state, counts } = await lathe.call("tests.read", { testRunId });
      expect([shipped.key, state, counts.errored, counts.unscored]).toEqual([shipped.key, "done", 0, 0]);
      expect(counts.passed, shipped.key).toBeGreaterThan(0);
    }
    const { templates } = await lathe.call("templates.list", {});
    expect(templates.filter(({ uses, lastScore }) => uses !== 1 || lastScore?.simulated !== true)).toEqual(
      [],
    );
  });
});
