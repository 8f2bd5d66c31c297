import { beforeAll, describe, expect, it } from "vitest";
import { i18n, startI18n } from "../../../i18n/i18n.ts";
import { runOf } from "../test-run-scenes.ts";
import { headlineOf, remarksOf, statusOf } from "./standing.ts";

beforeAll(() => startI18n("en"));
const t = () => i18n.t;

describe("the verdict of a test in words", () => {
  it("names the rate with its interval", () => {
    expect(headlineOf(t(), runOf())).toBe("41 of 50 passed – 82% (95%: 69–90%)");
  });

  it("leaves errors out of the rate and says so: an error is no failure and no pass", () => {
    const run = runOf({
      counts: { planned: 50, passed: 30, failed: 10, errored: 10, unscored: 0 },
      passRate: 0.75,
      passInterval: null,
    });
    expect(headlineOf(t(), run)).toBe("30 of 40 passed – 75%");
    expect(remarksOf(t(), run)).toEqual(["10 attempts ended in an error and are not part of the rate."]);
  });

  it("of nothing but errors claims no rate", () => {
    const run = runOf({
      counts: { planned: 3, passed: 0, failed: 0, errored: 3, unscored: 0 },
      passRate: null,
    });
    expect(headlineOf(t(), run)).toBe("All 3 attempts ended in an error");
  });

  it("of replies that nothing was checked on claims no pass", () => {
    const run = runOf({
      counts: { planned: 3, passed: 0, failed: 0, errored: 0, unscored: 3 },
      passRate: null,
    });
    expect(headlineOf(t(), run)).toContain("Nothing was scored");
    expect(statusOf(run)).not.toBe("success");
  });

  it("of a run that was capped says that it is incomplete, where it stopped, and at what cap", () => {
    const run = runOf({
      state: "capped",
      counts: { planned: 50, passed: 20, failed: 0, errored: 0, unscored: 0 },
      plan: { ...runOf().plan, maxCostUsd: 1 },
    });
    expect(remarksOf(t(), run)[0]).toContain(
      "Incomplete: stopped after 20 of 50, before it would have cost more than $1.00",
    );
  });

  it("of a run that was halted says why, in the words of the page", () => {
    const run = runOf({
      state: "halted",
      error: { code: "store.disk-full", message: "no space", retryable: true },
    });
    expect(remarksOf(t(), run)[0]).toContain("Make room and try again.");
  });
});

it.each([
  ["all passed", { passed: 50, failed: 0, errored: 0, unscored: 0 }, "done", "success"],
  ["one failed", { passed: 49, failed: 1, errored: 0, unscored: 0 }, "done", "danger"],
  ["one error", { passed: 49, failed: 0, errored: 1, unscored: 0 }, "done", "warning"],
  [
    "all that was called passed, and it was cancelled",
    { passed: 20, failed: 0, errored: 0, unscored: 0 },
    "cancelled",
    "warning",
  ],
  ["some unscored", { passed: 40, failed: 0, errored: 0, unscored: 10 }, "done", "info"],
] as const)(
  "a test is green only when it is complete and everything passed: %s",
  (_what, counts, state, status) => {
    expect(statusOf({ state, counts: { planned: 50, ...counts } })).toBe(status);
  },
);
