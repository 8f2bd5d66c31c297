import { defineConfig } from "@playwright/test";
import { electronBinary } from "./scripts/electron-binary.mjs";

// Read by each worker again; said once.
if (electronBinary() === null && process.env.TEST_WORKER_INDEX === undefined) {
  console.log(
    "There is no Electron binary here, so these journeys are left out. `npx install-electron` downloads one.",
  );
}

/** The desktop window on a real Electron binary. Apart from `npm test`, because the binary cannot be had everywhere. */
export default defineConfig({
  testDir: "tests/electron",
  outputDir: ".cache/electron",
  globalSetup: "./tests/support/built-for-e2e.ts",
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: "list",
});
