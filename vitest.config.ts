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
          name: "node",
          include: ["shared/**/*.test.ts", "electron/**/*.test.ts", "tests/**/*.test.ts"],
          exclude: ["tests/e2e/**", "tests/electron/**"],
        },
      },
      {
        extends: true,
        test: { name: "page", environment: "jsdom", include: ["renderer/**/*.test.{ts,tsx}"] },
      },
    ],
  },
});
