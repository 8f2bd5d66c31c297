import { setFlagsFromString } from "node:v8";
import { expect, it } from "vitest";

it("a program that runs for long, whose patterns V8 no longer optimises, still counts the words of five megabytes", async () => {
  // As it is by itself after a megabyte of compiled patterns; a greedy pattern then needs more room for each character.
  setFlagsFromString("--no-regexp-optimization");
  const { countUnits, maxSegmented } = await import("#shared/checks/measures/words.ts");
  expect(countUnits("x".repeat(5_000_000), "words")).toBe(1);
  expect(countUnits("中".repeat(5_000_000), "words")).toBeNull();
  expect(countUnits(`${"中".repeat(10)} x`.repeat(1_000), "words")).toBeGreaterThan(1_000);
  expect(maxSegmented).toBeLessThan(5_000_000);
});
