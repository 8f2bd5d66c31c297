// `npm test`: everything, from types to browser journeys, on a fresh clone. Stops at the first step that fails.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { getBrowser } from "./browser.mjs.mts";
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
step("Unit, domain, contract and desktop-edge tests", () => {
  const report = join(cache, "vitest.json");
  const ok = tool("vitest/vitest.mjs", [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  count(report, (found) => ({ passed: found.numPassedTests, failed: found.numFailedTests }));
  return ok;
});
step("Build", () => {
  build();
  return true;
});
let browser = null;
step("Browser for the journeys", () => {
  browser = getBrowser();
  if (browser !== null) console.log(browser);
  return browser !== null;
});
step("Journeys in the browser", () => {
  const report = join(cache, "playwright.json");
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

function tool(path, args, env = {}) {
  return run([join(root, "node_modules", ...path.split("/")), ...args], env);
}

/** On the Node that the database binding needs, first on the path for whatever the tool starts. */
function run(args, env = {}) {
  const path = `${join(root, "node_modules", ".bin")}${delimiter}${process.env.PATH}`;
  const { status } = spawnSync(node, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, PATH: path, ...env },
  });
  return status === 0;
}

function count(report, read) {
  if (!existsSync(report)) return;
  const { passed, failed } = read(JSON.parse(readFileSync(report, "utf8")));
  totals.passed += passed;
  totals.failed += failed;
}
