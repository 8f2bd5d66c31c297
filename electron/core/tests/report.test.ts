import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { SaxesParser } from "saxes";
import { beforeEach, describe, expect, it } from "vitest";
import type { TestRunId } from "#shared/model/ids.ts";
import type { ReportFormat } from "#shared/model/test-run.ts";
import { jsonReport } from "#shared/reports/json-report.ts";
import { plain } from "#shared/reports/markdown-report.ts";
import { addHostileRun, type HostileRun } from "../../../tests/support/hostile-run.ts";
import { hostileTexts } from "../../../tests/support/hostile-texts.ts";
import { hasTool } from "../../../tests/support/needs-tool.ts";
import { openResults, readReport } from "../../../tests/support/open-results.ts";
import { addFixtureSuite } from "../../../tests/support/suite-fixture.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import { addFixtureRun, answerCells } from "../../../tests/support/test-run-fixture.ts";
import type { Database } from "../store/database.ts";
import { openTestDatabase } from "../store/open-database.ts";

let db: Database;
let lathe: HostileRun["lathe"];
let testRunId: TestRunId;
const hostile = Object.values(hostileTexts);
const report = (format: ReportFormat) => readReport(lathe, { testRunId, format });

beforeEach(async () => {
  db = openTestDatabase();
  ({ lathe, testRunId } = await addHostileRun(db));
});

const total = hostile.length;

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

function parseXml(xml: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const last = open.at(-1);
    if (last !== undefined) last.text += text;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(xml).close();
  return root.children[0] as Element;
}

describe("the JUnit report", () => {
  it("is XML that a strict reader takes, whatever is in it, and loses none of what XML can hold", async () => {
    const { text, fileName } = await report("junit");
    expect(fileName).toMatch(/\.xml$/);
    const suites = parseXml(text);
    const suite = suites.children[0] as Element;
    const cases = suite.children.filter(({ name }) => name === "testcase");
    expect(cases).toHaveLength(total);
    const of = (kind: string) =>
      cases.filter(({ children }) => children.some(({ name }) => name === kind)).length;
    const run = await lathe.call("tests.read", { testRunId });
    expect([of("failure"), of("error"), of("skipped")]).toEqual([
      run.counts.failed,
      run.counts.errored,
      run.counts.unscored,
    ]);
    for (const element of [suites, suite]) {
      expect(element.attributes).toMatchObject({
        tests: String(total),
        failures: String(run.counts.failed),
        errors: String(run.counts.errored),
        skipped: String(run.counts.unscored),
      });
    }
    const first = cases[0] as Element;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold
    const holds = (reply: string) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(reply);
    expect(first.children.find(({ name }) => name === "system-out")?.text).toBe(hostile[1]);
    for (const [index, element] of cases.entries()) {
      const reply = hostile[(index + 1) % total] as string;
      const shown = element.children.find(({ name }) => name === "system-out");
      // Of the four kinds of answer two have a hostile reply.
      if (index % 4 < 2 && holds(reply)) expect(shown?.text).toBe(reply);
    }
    expect(text).toContain("⟨U+0007⟩");
    expect(first.children[0]?.children[0]?.attributes).toEqual({
      name: "mark.=ann",
      value: "label <b>good</b> | =1+1 ]]> @all",
    });
  });

  it.skipIf(!hasTool("xmllint"))("is taken by xmllint", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lathe-"));
    try {
      const file = join(folder, "report.xml");
      writeFileSync(file, (await report("junit")).text);
      execFileSync("xmllint", ["--noout", "--nonet", file]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("the CSV report", () => {
  it("reads back as it was written, with nothing in it that a spreadsheet would run", async () => {
    const { text } = await report("csv");
    expect(text.startsWith("\uFEFF")).toBe(true);
    const { data, errors } = Papa.parse<Record<string, string>>(text.slice(1), {
      header: true,
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    expect(data).toHaveLength(total);
    const isNumber = /^-?\d+(\.\d+)?(e-?\d+)?$/;
    for (const row of data) {
      for (const [name, value] of Object.entries(row)) {
        if (!isNumber.test(value)) expect(value, name).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      }
    }
    const shielded = (reply: string) => (/^\s*[=+\-@]/.test(reply) ? `'${reply}` : reply);
    expect(data.map(({ case_name }) => case_name)).toEqual(hostile.map(shielded));
    expect(data.map((row) => row["input.question"])).toEqual(hostile.map(shielded));
    expect(data[0]).toMatchObject({
      verdict: "fail",
      score: "0.25",
      change: "regressed",
      reply: shielded(hostile[1] as string),
      "check.polite | <u>": "fail",
      "run.seed": "77",
      "run.judge": "acme/judge",
      marks: "'=ann: label <b>good</b> | =1+1 ]]> @all",
    });
    expect(data[3]).toMatchObject({ verdict: "unscored", cost_usd: "", latency_ms: "" });
  });
});

describe("the JSON report", () => {
  it("has the shape that is documented, with every attempt whole", async () => {
    const { text } = await report("json");
    const read = jsonReport.parse(JSON.parse(text));
    expect(read.attempts.map(({ content }) => content.inputs.question)).toEqual(hostile);
    expect(read.run).toEqual(await lathe.call("tests.read", { testRunId }));
    expect(read.attempts[0]?.marks).toMatchObject([{ rater: "=ann", note: "]]> @all" }]);
    expect(read.attempts[2]?.error?.details).toEqual({ said: hostile[3] });
    expect(read.baseline).toMatchObject({ regressed: read.run.counts.failed, fixed: 0, passRate: 1 });
  });
});

describe("the Markdown report", () => {
  it("keeps its tables whole, and foreign text plain", async () => {
    const { text } = await report("markdown");
    const rows = text.split("\n").filter((line) => line.startsWith("|"));
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) {
      const bars = row.replaceAll("\\|", "").match(/\|/g)?.length ?? 0;
      expect([3, 5], row).toContain(bars);
    }
    const bare = text.replace(/\\./g, "");
    expect(bare).not.toMatch(/!\[|\]\(|<img|<script|<!--|^# Title/m);
    expect(text).not.toMatch(/@(all|octocat)\b/);
    expect(text).not.toMatch(/#12\b|GH-34/);
  });

  it("has what failed in it and not what passed, up to what somebody reads", async () => {
    const suite = addFixtureSuite(db, { cases: 60 });
    const run = addFixtureRun(suite, {
      answer: ({ caseIndex }) => ({ verdict: caseIndex % 2 === 0 ? "fail" : "pass" }),
    });
    const { text } = await readReport(lathe, {
      testRunId: run.testRunId,
      format: "markdown",
      language: "zh",
    });
    expect(text.match(/❌/g)).toHaveLength(25);
    expect(text).toContain("… 另有 5 条");
    const passed = addFixtureRun(suite, {});
    expect((await readReport(lathe, { testRunId: passed.testRunId, format: "markdown" })).text).toContain(
      "Nothing needs attention.",
    );
  });

  it("breaks up what a forge would link, after it was escaped", () => {
    expect(plain("@a #1 GH-2 www.x.y <b>*c*</b> `d` |")).toBe(
      "@\u2060a \\#\u20601 GH-\u20602 www\\.x.y \\<b\\>\\*c\\*\\<\\/b\\> \\`d\\` \\|",
    );
  });
});

describe("every report", () => {
  it.each(["html", "json", "csv", "junit", "markdown"] as const)(
    "%s says what it takes to make the run again",
    async (format) => {
      const { text } = await report(format);
      const { hashes } = await lathe.call("tests.read", { testRunId });
      const wanted = [hashes.prompt, hashes.suite, hashes.checks, hashes.judge, hashes.settings];
      for (const hash of wanted) expect(text).toContain(hash);
      const unescaped = text.replaceAll("\\", "");
      for (const fact of [
        testRunId,
        "acme/judge",
        "simulator/default",
        "77",
        "0.1.0",
        "2026-11-24T12:00:00.000Z",
      ])
        expect(unescaped).toContain(fact);
    },
  );

  it("is made in pieces, holds no more than some hundred attempts, and stops when nobody reads on", async () => {
    const suite = addFixtureSuite(db, { cases: 1_200 });
    const run = addFixtureRun(suite, { answer: () => ({ verdict: "fail", reply: "x".repeat(2_000) }) });
    const { pieces } = await readReport(lathe, { testRunId: run.testRunId, format: "json" });
    expect(pieces.length).toBeGreaterThan(4);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(2 * 1024 * 1024);
    const controller = new AbortController();
    const frames = lathe.stream(
      "tests.report",
      { testRunId: run.testRunId, format: "json" },
      controller.signal,
    );
    await frames.next();
    controller.abort();
    await expect(
      (async () => {
        for (;;) if ((await frames.next()).done) return;
      })(),
    ).rejects.toMatchObject({ code: "host.cancelled" });
  });

  it("of a run without a single attempt says so", async () => {
    const suite = addFixtureSuite(db, { cases: 2 });
    const run = addFixtureRun(suite, { state: "cancelled", answer: () => null });
    for (const format of ["html", "json", "csv", "junit", "markdown"] as const) {
      const { text } = await readReport(lathe, { testRunId: run.testRunId, format });
      expect(text.length).toBeGreaterThan(100);
      if (format === "json") expect(jsonReport.parse(JSON.parse(text)).attempts).toEqual([]);
      if (format === "junit") expect(parseXml(text).attributes).toMatchObject({ tests: "1", errors: "1" });
      if (format === "markdown") expect(text).not.toContain("Nothing needs attention");
    }
  });

  it("of a run that stopped half way lets no pipeline take it for a success", async () => {
    const suite = addFixtureSuite(db, { cases: 1_000 });
    const run = addFixtureRun(suite, {
      state: "capped",
      answer: ({ caseIndex }) => (caseIndex < 10 ? { verdict: "pass" } : null),
    });
    const read = async (format: ReportFormat) =>
      (await readReport(lathe, { testRunId: run.testRunId, format })).text;
    const suites = parseXml(await read("junit"));
    expect(suites.attributes).toMatchObject({ tests: "11", failures: "0", errors: "1" });
    const last = suites.children[0]?.children.at(-1);
    expect(last?.children[0]).toMatchObject({ name: "error", attributes: { type: "incomplete" } });
    const page = await read("html");
    // Three in ten, and not three in the thousand that were planned.
    expect(page).toContain("up to 30.0 % of all may still fail");
  });

  it("calls a negated check what it is called everywhere else, and keeps it apart from the plain one", async () => {
    const suite = addFixtureSuite(db, {
      cases: 1,
      checks: [
        { type: "contains", value: "x" },
        { type: "contains", not: true, value: "y" },
        { type: "contains", not: true, value: "z", metric: "no z" },
      ],
    });
    const run = addFixtureRun(suite, {
      answer: () => ({ verdict: "fail", scores: [{ state: "pass" }, { state: "fail" }, { state: "fail" }] }),
    });
    const read = async (format: ReportFormat) =>
      (await readReport(lathe, { testRunId: run.testRunId, format })).text;
    const [row] = Papa.parse<Record<string, string>>((await read("csv")).slice(1), { header: true }).data;
    expect(row).toMatchObject({
      "check.contains": "pass",
      "check.not-contains": "fail",
      "check.no z": "fail",
    });
    expect(await read("junit")).toContain("not-contains: ");
    const page = await read("html");
    expect(page).toContain("<bdi>not-contains</bdi>");
    expect(page).not.toContain("not-<bdi>no z");
  });

  it("of a run under way holds what it counts, whatever has come since somebody looked at it", async () => {
    const own = openTestDatabase();
    let now = 0;
    const slow = () => {
      now += 100;
      return now;
    };
    const { lathe } = openResults(own, { clock: { ...createTestPorts().clock, monotonic: slow } });
    const suite = addFixtureSuite(own, { cases: 6 });
    const run = addFixtureRun(suite, {
      state: "running",
      answer: ({ caseIndex }) => (caseIndex < 2 ? { verdict: "pass" } : null),
    });
    await lathe.call("tests.results", { testRunId: run.testRunId, sort: "case" });
    await lathe.call("tests.read", { testRunId: run.testRunId });
    answerCells(suite, run, {
      answer: ({ caseIndex }) => (caseIndex >= 2 ? { verdict: "fail" } : null),
    });
    const { text } = await readReport(lathe, { testRunId: run.testRunId, format: "json" });
    const read = jsonReport.parse(JSON.parse(text));
    expect(read.run.counts).toMatchObject({ passed: 2, failed: 4 });
    expect(read.attempts).toHaveLength(6);
    expect(read.run.perModel[0]?.counts).toMatchObject({ passed: 2, failed: 4 });
  });
});
