import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { check } from "#shared/model/check.ts";
import { type PromptContent, promptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { caseContent } from "#shared/model/suite.ts";
import { experimentReport } from "#shared/reports/experiment-json.ts";
import { type FakeOptions, startFakeOpenAi } from "../support/fake-openai.ts";
import { inPage, type OpenWorkbench } from "../support/open-workbench.ts";
import { runCli, startCli, temporaryFolder } from "../support/run-cli.ts";

type Lathe = OpenWorkbench["lathe"];

const signed = 'Answer the customer in at most 30 words. Sign as "The Harbour team".';
const unsigned = "Answer the customer in at most 30 words.";

const contentOf = (instructions: string): PromptContent =>
  promptContent.parse({
    messages: [
      { role: "system", template: instructions },
      { role: "human", template: "Where is my order {word}?" },
    ],
    variables: [{ name: "word" }],
  });

/** The prompt `Reply`: 1.0.0 asks for a signature, 1.0.1 does not, and its draft does again. */
async function addReply(lathe: Lathe): Promise<PromptId> {
  const { promptId } = await lathe.call("prompts.create", { name: "Reply", content: contentOf(signed) });
  const { draft } = await lathe.call("prompts.open", { promptId });
  let { revision } = draft;
  const write = async (template: string) => {
    const content = contentOf(template);
    ({ revision } = await lathe.call("prompts.save-draft", { promptId, content, baseRevision: revision }));
  };
  await lathe.call("prompts.save-version", { promptId, message: "", revision });
  await write(unsigned);
  await lathe.call("prompts.save-version", { promptId, message: "", revision });
  await write(signed.replace("30", "25"));
  return promptId;
}

async function addSuite(
  lathe: Lathe,
  wish: { promptId: PromptId; name: string; cases: number; value?: string },
) {
  const { suiteId, revision } = await lathe.call("suites.create", {
    name: wish.name,
    promptId: wish.promptId,
    checks: [check.parse({ type: "contains", value: wish.value ?? "The Harbour team", metric: "signature" })],
  });
  const edits = Array.from({ length: wish.cases }, (_, index) => ({
    kind: "add" as const,
    after: null,
    content: caseContent.parse({ name: `case ${index}`, inputs: { word: `w${index}` } }),
  }));
  await lathe.call("suites.edit-cases", { suiteId, baseRevision: revision, edits });
  return suiteId;
}

/** Made once, and copied for each test. `Replies` has enough cases for a verdict, `Few` has not. */
const made = mkdtempSync(join(tmpdir(), "lathe-comparing-"));
beforeAll(() =>
  inPage(made, async (lathe) => {
    const promptId = await addReply(lathe);
    await addSuite(lathe, { promptId, name: "Replies", cases: 24 });
    await addSuite(lathe, { promptId, name: "Few", cases: 6 });
  }),
);
afterAll(() => rmSync(made, { recursive: true, force: true }));

function withReply(): string {
  const home = temporaryFolder();
  cpSync(made, home, { recursive: true });
  return home;
}

const simulator = ["--model", "simulator/fast"];

describe("compare", () => {
  it("ends with 1 where B is worse, says so in one JSON document, and keeps what it was read from", async () => {
    const home = withReply();
    const [html, json] = [join(home, "a.html"), join(home, "a.json")];
    const worse = await runCli(
      [
        "compare",
        "Reply@1.0.0",
        "Reply@1.0.1",
        "--suite",
        "Replies",
        ...simulator,
        "--json",
        "--out",
        html,
        json,
      ],
      { home },
    );
    expect(worse.code, worse.stderr).toBe(1);
    expect(Object.keys(worse.json)).toEqual(
      "verdict metric n a b difference interval p method fixed broken neededCases leftOut directional reasons experimentId runs leftOutBy state".split(
        " ",
      ),
    );
    expect(worse.json).toMatchObject({
      verdict: "a_better",
      metric: "pass",
      n: 24,
      a: 1,
      b: 0,
      difference: -1,
      interval: [-1, expect.any(Number)],
      method: "newcombe-mcnemar",
      fixed: 0,
      broken: 24,
      neededCases: null,
      leftOut: 0,
      directional: false,
      reasons: [],
      experimentId: expect.stringMatching(/^exp_/),
      leftOutBy: { errors: 0, unscored: 0, missing: 0, unpriced: 0, recorded: 0 },
      state: "done",
    });
    expect(worse.json.interval[1]).toBeLessThan(0);
    expect(worse.json.p).toBeLessThan(0.001);
    expect(readFileSync(html, "utf8")).toContain("A is better");
    const report = experimentReport.parse(JSON.parse(readFileSync(json, "utf8")));
    expect(report.experiment.experimentId).toBe(worse.json.experimentId);
    expect(report.cases).toHaveLength(24);

    // The same runs the other way round: nothing is called.
    const [a, b] = worse.json.runs;
    const better = await runCli(["compare", "--runs", b, a], { home });
    expect(better.code).toBe(0);
    const lines = better.stdout.split("\n");
    expect(lines[0]).toBe("B is better");
    expect(lines[1]).toMatch(/^A {2}Reply@1\.0\.1 · simulator\/fast · 0 of 24 passed/);
    expect(lines[3]).toMatch(
      /^Pass rate: A 0 %, B 100 % · \+100\.0 points · 95 % interval \+.* · p < 0\.0001$/,
    );
    expect(lines[4]).toBe("24 cases · 0 broken · 24 fixed");
    expect(
      better.stdout.match(/^ {2}FIXED {2}case \d+: signature: |^ {2}FIXED {2}case \d+: /gm),
    ).toHaveLength(10);
    expect(better.stdout).toContain("  … and 14 more");
    expect(better.stderr).toContain("Newcombe");

    const shown = await runCli(["compare", "--show", worse.json.experimentId, "--json"], { home });
    expect(shown).toMatchObject({ code: 1, json: worse.json });
    const latest = await inPage(home, (lathe) => lathe.call("tests.list", {}));
    expect(latest.runs).toHaveLength(2);
  });

  it("takes too little for no verdict and no p, and does not fail for it; the draft stands against the last version", async () => {
    const home = withReply();
    const few = await runCli(["compare", "Reply", "--suite", "Few", ...simulator, "--json"], { home });
    expect(few.code, few.stderr).toBe(0);
    expect(few.json).toMatchObject({ verdict: "cannot_tell", n: 6, a: 0, b: 1, p: null, directional: true });
    expect(few.json.neededCases).toBeGreaterThanOrEqual(14);
    const three = await runCli(
      [
        "compare",
        "Reply@1.0.0",
        "Reply@draft",
        "Reply@1.0.1",
        "--suite",
        "Few",
        ...simulator,
        "--metric",
        "check:signature",
        "--json",
      ],
      { home },
    );
    expect(three.code).toBe(0);
    expect(three.json.metric).toBe("signature");
    expect(three.json.runs).toHaveLength(3);
    expect(three.json.comparisons).toHaveLength(2);
    expect(three.json.comparisons[0]).toMatchObject({ verdict: three.json.verdict, n: 6, broken: 0 });
    expect(three.json.comparisons[1]).toMatchObject({ n: 6, broken: 6, difference: -1 });
  });

  it("takes neither errors nor unlike suites for a verdict, and no pipeline takes them for a success", async () => {
    const { home } = await withFake({
      reply: ({ messages }) =>
        /w[012]\b/.test(messages.at(-1)?.content ?? "") ? { fault: "400" } : { text: "The Harbour team" },
    });
    const errors = await runCli([...compareFake, "--json"], { home });
    expect(errors).toMatchObject({
      code: 3,
      json: { verdict: "not_comparable", reasons: ["errors"], leftOut: 3, leftOutBy: { errors: 3 } },
    });
    const other = await inPage(home, async (lathe) => {
      const { promptId } = await lathe.call("prompts.find", { name: "Reply" });
      const suiteId = await addSuite(lathe, { promptId, name: "Others", cases: 24, value: "else" });
      const source = { kind: "content" as const, content: contentOf(signed) };
      const models = ["simulator/fast"];
      const { testRunId } = await lathe.call("tests.start", { promptId, source, suiteId, models });
      const frames = lathe.stream("tests.follow", { testRunId });
      while (!(await frames.next()).done);
      return testRunId;
    });
    const unlike = await runCli(["compare", "--runs", errors.json.runs[0], other], { home });
    expect(unlike.code).toBe(2);
    expect(unlike.stdout).toMatch(/^Not comparable: the arms were put to different cases/);
  });

  it("is cut by Ctrl-C with 130, and says how to go on; the rest alone is called then", async () => {
    let calls = 0;
    const { home, fake } = await withFake({
      reply: () => {
        calls += 1;
        return calls > 8 && calls <= 12 ? { fault: "hang" } : { text: "The Harbour team" };
      },
    });
    const { child, end } = startCli(compareFake, { home });
    await fake.untilPending(4);
    child.kill("SIGINT");
    const { code, stdout, stderr } = await end;
    expect(code).toBe(130);
    expect(stdout).toContain("not called");
    await fake.untilPending(0);
    const [, id] = stderr.match(/lathe compare --resume (exp_\w+)/) ?? [];
    const resumed = await runCli(["compare", "--resume", id ?? "", "--json"], { home });
    expect(resumed).toMatchObject({ code: 0, json: { experimentId: id, n: 24, leftOut: 0, state: "done" } });
    expect(calls).toBe(8 + 4 + 40);
  });

  it("refuses bad usage with 2 before anything is called", async () => {
    const home = withReply();
    const both = ["Reply@1.0.0", "Reply@1.0.1", "--suite", "Replies"];
    const cases: [args: string[], code: string][] = [
      [["Reply@1.0.0", "--suite", "Replies"], "cli.bad-input"],
      [["--runs", "tst_nothere1", "tst_nothere2"], "tests.not-found"],
      [[...both, "--metric", "nobody"], "experiments.no-such-check"],
      [[...both, "--out", "report.csv"], "cli.bad-input"],
    ];
    await Promise.all(
      cases.map(async ([args, code]) =>
        expect(await runCli(["compare", ...args, "--json"], { home }), args.join(" ")).toMatchObject({
          code: 2,
          json: { error: { code } },
        }),
      ),
    );
    expect((await inPage(home, (lathe) => lathe.call("tests.list", {}))).runs).toEqual([]);
  });
});

const compareFake = ["compare", "Reply@1.0.0", "Reply@1.0.1", "--suite", "Replies", "--model", "fake/m"];

/** The same workspace with a provider that is a real HTTP server. */
async function withFake(options: FakeOptions) {
  const fake = await startFakeOpenAi(options);
  onTestFinished(() => fake.close());
  const home = withReply();
  const key = { kind: "none" as const };
  await inPage(home, (lathe) => lathe.call("providers.add", { name: "fake", baseUrl: fake.baseUrl, key }));
  return { home, fake };
}
