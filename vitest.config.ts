import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: "tests/support/require-node-24.ts",
    // A limit for what hangs; a slow machine must not turn a test red.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Left to itself it keeps one processor free: of two, half of the time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          name: "logic",
          include: ["shared/**/*.test.ts", "electron/core/**/*.test.ts"],
          // Nothing in there remembers anything outside of what a test makes for itself, and to load it all for each file
          // anew takes as long as the tests.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "node",
          include: ["electron/**/*.test.ts", "tests/**/*.test.ts"],
          exclude: ["electron/core/**", "tests/e2e/**", "tests/electron/**"],
        },
      },
      {
        extends: true,
        // Of the page what draws nothing: to make a document takes longer than most of these tests. One that needs it says
        // so in its first line.
        test: { name: "page logic", include: ["renderer/**/*.test.ts"] },
      },
      {
        extends: true,
        test: { name: "page", environment: "jsdom", include: ["renderer/**/*.test.tsx"] },
      },
    ],
  },
});
