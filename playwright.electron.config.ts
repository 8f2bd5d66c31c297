import { defineConfig } from "@playwright/test";

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
