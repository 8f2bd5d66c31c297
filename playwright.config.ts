import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/browser.mjs";

const executablePath = findBrowser();
if (executablePath === null)
  throw new Error("No browser found: run `npm test`, which gets one, or set LATHE_BROWSER.");

/** The journeys: real Chromium over the loopback host, each test with a workbench and a workspace of its own. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: ".cache/e2e",
  globalSetup: "./tests/support/built-for-e2e.ts",
  fullyParallel: true,
  workers: 2,
  // A machine that is busy with other work as well takes half a minute for the longest of them.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  // Under .ci/run the machine is shared: a journey that was too slow once is walked once more, and told as flaky by name.
  retries: process.env.LATHE_ALL_TOOLS === "1" ? 1 : 0,
  reporter: "list",
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    colorScheme: "light",
    // To record every journey takes half as much again as walking them; `--trace on` where one is looked into.
    trace: "on-first-retry",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath,
      args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
