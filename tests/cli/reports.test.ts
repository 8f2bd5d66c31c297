import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDatabase } from "#core/store/open-database.ts";
import { jsonReport } from "#shared/reports/json-report.ts";
import { fillWithRuns } from "../support/fill-workspace.ts";
import { runCli, temporaryFolder } from "../support/run-cli.ts";

function withRuns() {
  const home = temporaryFolder();
  const db = openDatabase(join(home, "workspace.db"), { log: () => {} });
  const { testRunId, base, suite } = fillWithRuns(db, { cases: 30 });
  db.close();
  return { home, testRunId, base, suite };
}

describe("runs", () => {
  it("lists the test runs newest first, with what a person asks of them", async () => {
    const { home, testRunId, base, suite } = withRuns();
    const shown = await runCli(["runs"], { home });
    expect(shown.code).toBe(0);
    const [head, ...rows] = shown.stdout.trim().split("\n");
    expect(head).toMatch(/^RUN +STARTED +PROMPT +SUITE +STATE +PASSED +RATE +COST/);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(new RegExp(`^${testRunId} .*@draft .* done .*%.*\\$`));
    expect(rows[1]).toMatch(new RegExp(`^${base} .*baseline$`));
    const { json } = await runCli(["runs", "--json", "--prompt", suite.promptName, "--limit", "1"], { home });
    expect(json.runs).toMatchObject([{ testRunId, counts: { planned: 30 } }]);
  });

  it("answers a prompt and a suite that are not there, and a bad limit, with 2", async () => {
    const { home } = withRuns();
    for (const args of [
      ["--prompt", "Nobody"],
      ["--suite", "Nothing"],
      ["--limit", "0"],
      ["--limit", "many"],
    ])
      expect((await runCli(["runs", ...args, "--json"], { home })).code, args.join(" ")).toBe(2);
  });

  it("says that there is none in a new workspace", async () => {
    const home = temporaryFolder();
    expect(await runCli(["runs"], { home })).toMatchObject({
      code: 0,
      stdout: "",
      stderr: "No test runs.\n",
    });
    expect((await runCli(["report", "latest", "--out", join(home, "a.html")], { home })).code).toBe(2);
  });
});

describe("report", () => {
  it("writes every form by its extension, and nothing else in the folder", async () => {
    const { home, testRunId } = withRuns();
    const folder = join(home, "out");
    mkdirSync(folder);
    const names = ["a.html", "b.json", "c.csv", "d.xml", "e.MD"];
    const files = names.map((name) => join(folder, name));
    const { code, json } = await runCli(["report", "latest", "--json", "--out", ...files], { home });
    expect(code).toBe(0);
    expect(json).toEqual({ run: testRunId, files });
    expect(readdirSync(folder).sort()).toEqual(names);
    const [html, asJson, csv, xml, markdown] = files.map((file) => readFileSync(file, "utf8"));
    expect(html).toMatch(/^<!doctype html>/);
    expect(jsonReport.parse(JSON.parse(asJson ?? "")).attempts).toHaveLength(30);
    expect(csv?.trim().split("\r\n")).toHaveLength(31);
    expect(xml).toMatch(/<testsuites [^>]*tests="30"/);
    expect(markdown).toMatch(/^## Prompt of /);
  });

  it("speaks Chinese when asked", async () => {
    const { home, base } = withRuns();
    const file = join(home, "zh.html");
    await runCli(["report", base, "--language", "zh", "--out", file], { home });
    expect(readFileSync(file, "utf8")).toMatch(/<html lang="zh">[\s\S]*通过率/);
  });

  it("refuses a form it does not know before it writes the first file", async () => {
    const { home } = withRuns();
    const good = join(home, "a.html");
    const refused = await runCli(["report", "latest", "--out", good, join(home, "b.pdf")], { home });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("b.pdf");
    expect(existsSync(good)).toBe(false);
  });

  it("leaves the report that was there when the new one cannot be written, and no half file", async () => {
    const { home, testRunId } = withRuns();
    const folder = join(home, "out");
    mkdirSync(join(folder, "a.html"), { recursive: true });
    writeFileSync(join(folder, "b.html"), "before");
    expect((await runCli(["report", testRunId, "--out", join(folder, "a.html")], { home })).code).toBe(3);
    expect((await runCli(["report", testRunId, "--out", join(folder, "no", "a.html")], { home })).code).toBe(
      3,
    );
    const missing = await runCli(["report", "tst_nobody01", "--out", join(folder, "b.html")], { home });
    expect(missing.code).toBe(2);
    expect(readFileSync(join(folder, "b.html"), "utf8")).toBe("before");
    expect(readdirSync(folder).sort()).toEqual(["a.html", "b.html"]);
    expect((await runCli(["report", "yesterday", "--out", join(folder, "b.html")], { home })).code).toBe(2);
  });
});
