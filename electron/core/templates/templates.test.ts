import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PromptContent, promptContent } from "#shared/model/content.ts";
import type { PromptId, SuiteId } from "#shared/model/ids.ts";
import { promptSpec } from "#shared/model/spec.ts";
import { caseContent } from "#shared/model/suite.ts";
import { openTemplates } from "../../../tests/support/open-templates.ts";
import { sweepWorkspace } from "../store/verify.ts";
import { readShipped } from "./shipped.ts";

let open: ReturnType<typeof openTemplates>;
let lathe: ReturnType<typeof openTemplates>["lathe"];
beforeEach(() => {
  open = openTemplates();
  lathe = open.lathe;
});
afterEach(() => open.close());

const weather: PromptContent = promptContent.parse({
  messages: [
    {
      role: "system",
      template: "You write weather reports for sailors. Name wind, waves and visibility, in that order.",
    },
    { role: "human", template: "Station: {station}\n\n<reading>{reading}</reading>" },
  ],
  variables: [{ name: "station", example: "Kap Arkona" }, { name: "reading" }],
});
const written = {
  name: "Weather for sailors",
  description: "A report in three lines.",
  category: "writing" as const,
  language: "en" as const,
  tags: ["weather"],
};

/** A prompt with a suite of one case, as the user has it. */
async function ownPrompt(content = weather): Promise<{ promptId: PromptId; suiteId: SuiteId }> {
  const { promptId } = await lathe.call("prompts.create", { name: "Weather", content });
  const { suiteId, revision } = await lathe.call("suites.create", {
    name: "Weather cases",
    promptId,
    checks: [{ type: "contains", value: "wind" }],
  });
  const calm = caseContent.parse({
    name: "calm",
    inputs: { station: "Hiddensee", reading: "wind 1, waves 0.1 m" },
    checks: [{ type: "icontains", value: "waves" }],
  });
  await lathe.call("suites.edit-cases", {
    suiteId,
    baseRevision: revision,
    edits: [{ kind: "add", after: null, content: calm }],
  });
  return { promptId, suiteId };
}
const keys = async (input: Parameters<typeof lathe.call<"templates.list">>[1] = {}) =>
  (await lathe.call("templates.list", input)).templates.map(({ key }) => key);

describe("saving a prompt as a template", () => {
  it("keeps a copy of text and suite that later changes to the prompt do not reach", async () => {
    const own = await ownPrompt();
    const card = await lathe.call("templates.save", { ...own, ...written });
    expect(card).toMatchObject({
      isOwn: true,
      variables: ["station", "reading"],
      cases: 1,
      checks: 2,
      uses: 0,
    });
    await lathe.call("suites.update", { suiteId: own.suiteId, checks: [], name: "Other" });
    const { draft } = await lathe.call("prompts.open", { promptId: own.promptId });
    await lathe.call("prompts.save-draft", {
      promptId: own.promptId,
      baseRevision: draft.revision,
      content: { ...weather, messages: [] },
      session: "s",
    });
    const { template } = await lathe.call("templates.read", { key: card.key });
    expect(template.content).toEqual(weather);
    expect(template.suite).toMatchObject({ name: "Weather cases", checks: [{ type: "contains" }] });
    expect(open.events).toContainEqual({ type: "templates.changed" });
    expect((await sweepWorkspace(open.db, new AbortController().signal)).problems).toEqual([]);
  });

  it("takes the version that was asked for, and none of another prompt", async () => {
    const { promptId } = await ownPrompt();
    const { draft } = await lathe.call("prompts.open", { promptId });
    const { version } = await lathe.call("prompts.save-version", {
      promptId,
      revision: draft.revision,
      message: "",
    });
    const { versionId } = version;
    await lathe.call("prompts.save-draft", {
      promptId,
      baseRevision: draft.revision,
      content: { ...weather, messages: [] },
      session: "s",
    });
    const { key } = await lathe.call("templates.save", { promptId, versionId, ...written });
    expect((await lathe.call("templates.read", { key })).template.content).toEqual(weather);
    const other = await lathe.call("prompts.create", { name: "Other" });
    await expect(
      lathe.call("templates.save", { promptId: other.promptId, versionId, ...written, name: "B" }),
    ).rejects.toMatchObject({ code: "prompts.version-not-found" });
  });

  it("refuses a second template of one name, whatever the case, and offers one that is free", async () => {
    const { promptId } = await ownPrompt();
    await lathe.call("templates.save", { promptId, ...written });
    await expect(
      lathe.call("templates.save", { promptId, ...written, name: "WEATHER for sailors" }),
    ).rejects.toMatchObject({
      code: "templates.name-taken",
      details: { suggestion: "WEATHER for sailors (2)" },
    });
  });

  it("points out a template that says nearly the same, before and after, and forgets it with that template", async () => {
    const { promptId } = await ownPrompt();
    const { key } = await lathe.call("templates.save", { promptId, ...written });
    const [system, ...rest] = weather.messages;
    const near = {
      ...weather,
      messages: [{ ...system, template: `${(system as { template: string }).template} Be brief.` }, ...rest],
    } as PromptContent;
    expect(await lathe.call("templates.similar", { content: near })).toMatchObject([
      { key, name: written.name },
    ]);
    const other = await lathe.call("prompts.create", { name: "Near", content: near });
    const saved = await lathe.call("templates.save", { promptId: other.promptId, ...written, name: "Near" });
    expect(saved.similar).toMatchObject([{ key, name: written.name }]);
    expect(saved.similar[0]?.likeness).toBeGreaterThan(0.8);
    await lathe.call("templates.remove", { key });
    expect((await lathe.call("templates.find", { name: "near" })).similar).toEqual([]);
  });
});

describe("own templates", () => {
  it("can be changed, removed and brought back; under the next free name where theirs was given away", async () => {
    const { promptId } = await ownPrompt();
    const { key } = await lathe.call("templates.save", { promptId, ...written });
    const changed = await lathe.call("templates.update", { key, category: "data", tags: ["sea", "wind"] });
    expect(changed).toMatchObject({ name: written.name, category: "data", tags: ["sea", "wind"] });
    await lathe.call("templates.remove", { key });
    expect(await keys({ onlyOwn: true })).toEqual([]);
    await expect(lathe.call("templates.read", { key })).rejects.toMatchObject({
      code: "templates.not-found",
    });
    await lathe.call("templates.save", { promptId, ...written });
    expect(await lathe.call("templates.restore", { key })).toMatchObject({ name: "Weather for sailors (2)" });
    expect(await keys({ onlyOwn: true })).toHaveLength(2);
  });

  it("that another process changed are read anew", async () => {
    const { promptId } = await ownPrompt();
    const { key } = await lathe.call("templates.save", { promptId, ...written });
    const beside = openTemplates({ db: open.db });
    await beside.lathe.call("templates.update", { key, name: "Sea weather" });
    expect(await lathe.call("templates.find", { name: "sea WEATHER" })).toMatchObject({ key });
    await beside.lathe.call("templates.remove", { key });
    expect(await keys({ onlyOwn: true })).toEqual([]);
    await beside.close();
  });

  it("are told from those that ship with Lathe, which stay as they are", async () => {
    const [key = ""] = await keys();
    for (const call of [
      lathe.call("templates.update", { key, name: "Mine" }),
      lathe.call("templates.remove", { key }),
      lathe.call("templates.restore", { key }),
    ]) {
      await expect(call).rejects.toMatchObject({ code: "templates.read-only" });
    }
  });
});

describe("using a template", () => {
  it("makes a prompt with version, suite and values that runs at once, and counts the use", async () => {
    const own = await ownPrompt();
    const { key } = await lathe.call("templates.save", { ...own, ...written });
    const { prompt, suiteId } = await lathe.call("templates.use", { key });
    expect(prompt).toMatchObject({
      name: "Weather for sailors",
      latestVersion: "1.0.0",
      draftChanged: false,
      tags: ["weather"],
    });
    const suite = await lathe.call("suites.read", { suiteId: suiteId as SuiteId });
    expect(suite).toMatchObject({ name: "Weather cases (2)", promptId: prompt.promptId, cases: 1 });
    const { values } = await lathe.call("settings.read", {});
    // The example of the variable; where it has none, what the first case says.
    expect(values[prompt.promptId]).toEqual({ station: "Kap Arkona", reading: "wind 1, waves 0.1 m" });
    const again = await lathe.call("templates.use", { key, withSuite: false });
    expect(again).toMatchObject({ prompt: { name: "Weather for sailors (2)" }, suiteId: null });
    expect(await lathe.call("templates.find", { name: key })).toMatchObject({ uses: 2, lastScore: null });
  });

  it("leaves nothing behind, not even an event, where the name is taken", async () => {
    const own = await ownPrompt();
    const { key } = await lathe.call("templates.save", { ...own, ...written });
    const before = [open.events.length, (await lathe.call("suites.list", {})).length];
    await expect(lathe.call("templates.use", { key, name: "weather" })).rejects.toMatchObject({
      code: "prompts.name-taken",
    });
    expect([open.events.length, (await lathe.call("suites.list", {})).length]).toEqual(before);
    expect(await lathe.call("templates.find", { name: key })).toMatchObject({ uses: 0 });
  });

  it("brings the spec along, from the prompt into the template and from there into a prompt", async () => {
    const spec = promptSpec.parse({ task: "Report the weather for {station}.", role: "a meteorologist" });
    const { promptId } = await lathe.call("design.create-prompt", { name: "Weather", spec });
    const { key } = await lathe.call("templates.save", { promptId, ...written });
    expect((await lathe.call("templates.read", { key })).template.spec).toEqual(spec);
    const { prompt } = await lathe.call("templates.use", { key });
    const stored = await lathe.call("design.read-spec", { promptId: prompt.promptId });
    const { draft } = await lathe.call("prompts.open", { promptId: prompt.promptId });
    // The text is what the spec gives, so that the next change of the spec goes straight into it.
    expect(stored).toMatchObject({ revision: 1, spec, generated: draft.content });
    expect(open.events).toContainEqual({ type: "spec.changed", promptId: prompt.promptId });
  });

  it("finds a name that a prompt may have for a template that has none", async () => {
    const { promptId } = await ownPrompt();
    const { key } = await lathe.call("templates.save", { promptId, ...written, name: "--ask@home" });
    const { prompt } = await lathe.call("templates.use", { key });
    expect(prompt.name).toBe("ask home");
  });

  it("shows the score of the newest test that came to its end, on the suite that came with it and no other", async () => {
    const own = await ownPrompt();
    const { key } = await lathe.call("templates.save", { ...own, ...written });
    const { prompt, suiteId } = await lathe.call("templates.use", { key });
    const test = async (suite: SuiteId) => {
      const { promptId } = prompt;
      const { testRunId } = await lathe.call("tests.start", {
        promptId,
        source: { kind: "content", content: weather },
        suiteId: suite,
        models: ["simulator/fast"],
      });
      const frames = lathe.stream("tests.follow", { testRunId });
      while (!(await frames.next()).done);
      return lathe.call("tests.read", { testRunId });
    };
    await test(own.suiteId);
    expect(await lathe.call("templates.find", { name: key })).toMatchObject({ lastScore: null });
    const run = await test(suiteId as SuiteId);
    expect((await lathe.call("templates.find", { name: key })).lastScore).toMatchObject({
      testRunId: run.testRunId,
      score: run.averageScore,
      passed: run.counts.passed,
      cases: 1,
      model: "simulator/fast",
      simulated: true,
    });
  });
});

describe("the list", () => {
  it("is searched in names, use cases, tags and the words of the prompt, in both languages, and filtered", async () => {
    const { promptId } = await ownPrompt();
    const { key } = await lathe.call("templates.save", { promptId, ...written });
    const chinese = promptContent.parse({
      messages: [{ role: "human", template: "把天气预报改写成三句话：{text}" }],
    });
    const other = await lathe.call("prompts.create", { name: "天气", content: chinese });
    const zh = await lathe.call("templates.save", {
      promptId: other.promptId,
      ...written,
      name: "天气改写",
      language: "zh",
      category: "summarising",
      useCase: "早报",
    });
    expect(await keys({ search: "VISIBILITY waves" })).toEqual([key]);
    expect(await keys({ search: "天气预报" })).toEqual([zh.key]);
    expect(await keys({ search: "早报" })).toEqual([zh.key]);
    expect(await keys({ search: "weather", language: "zh" })).toEqual([zh.key]);
    expect(await keys({ tag: "weather", category: "writing" })).toEqual([key]);
    const all = await lathe.call("templates.list", { search: "xylophone quartz" });
    expect(all.templates).toEqual([]);
    expect(all.categories).toContainEqual({ category: "summarising", count: expect.any(Number) });
    expect(all.tags).toContainEqual({ name: "weather", count: 2 });
  });

  it("says what else there is where a name is not known", async () => {
    await expect(lathe.call("templates.find", { name: "nothing" })).rejects.toMatchObject({
      code: "templates.not-found",
      message: expect.stringContaining("Known are"),
    });
  });
});

describe("templates that ship with Lathe", () => {
  const file = { key: "one-en", ...written, content: weather };

  it("are there without the one that is damaged, which is told in the log", () => {
    const told: string[] = [];
    const log = (_level: string, message: string) => void told.push(message);
    const read = readShipped(
      [null, { ...file, key: "two-en", category: "nonsense" }, file, { ...file, name: "B" }],
      log,
    );
    expect(read.map(({ key, name }) => [key, name])).toEqual([["one-en", written.name]]);
    expect(told).toMatchObject([
      expect.stringMatching(/number 1/),
      expect.stringMatching(/two-en.*category/),
      expect.stringMatching(/Two templates.*one-en/),
    ]);
  });
});
