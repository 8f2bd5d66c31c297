// `npm test`: everything, from types to browser journeys, on a fresh clone. Stops at the first step that fails.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { getBrowser } from "./browser.mjs";
import { checkLock } from "./check-lock.mjs";
import { build, ensureInstalled, findNode, root } from "./setup.mjs";

ensureInstalled();
const node = findNode();
const cache = join(root, ".cache");
mkdirSync(cache, { recursive: true });
const totals = { passed: 0, failed: 0 };

step("Types", () => tool("typescript/bin/tsc", ["-b"]));
step("Lint and layer rules", () => tool("@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]));
step("Lock file", checkLock);
step("Build", () => {
  build();
  return true;
});
step("Unit, domain, contract, command-line and desktop-edge tests", () => {
  const report = freshReport("vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const ok = tool("vitest/vitest.mjs", ["run", ...reporters], {
    LATHE_PROGRAM: join(root, "out", "host", "lathe.js"),
  });
  count(report, (found) => ({ passed: found.numPassedTests, failed: found.numFailedTests }));
  return ok;
});
let browser = null;
step("Browser for the journeys", () => {
  browser = getBrowser();
  if (browser !== null) console.log(browser);
  return browser !== null;
});
step("Journeys in the browser", () => {
  const report = freshReport("playwright.json");
  const env = { LATHE_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const ok = tool("@playwright/test/cli.js", ["test", "--reporter=list,json"], env);
  count(report, ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }));
  return ok;
});
finish(0);

function step(title, work) {
  console.log(`\n── ${title}`);
  if (work()) return;
  console.log(`\n${title}: failed.`);
  totals.failed ||= 1;
  finish(1);
}

function finish(code) {
  console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
  process.exit(code);
}

/** On the Node that the database binding needs, which is also first on the path for whatever the tool starts. */
function tool(path, args, env = {}) {
  const bin = `${join(root, "node_modules", ".bin")}${delimiter}${process.env.PATH}`;
  const { status } = spawnSync(node, [join(root, "node_modules", ...path.split("/")), ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    // Hundreds of programs are started, most of them the same ones.
    env: { ...process.env, PATH: bin, NODE_COMPILE_CACHE: join(cache, "node-compile"), ...env },
  });
  return status === 0;
}

/** Without the one of an earlier run, whose counts would stand for a run that broke off. */
function freshReport(name) {
  const report = join(cache, name);
  rmSync(report, { force: true });
  return report;
}

function count(report, read) {
  if (!existsSync(report)) return;
  const { passed, failed } = read(JSON.parse(readFileSync(report, "utf8")));
  totals.passed += passed;
  totals.failed += failed;
}
