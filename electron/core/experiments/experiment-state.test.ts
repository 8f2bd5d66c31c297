import { expect, it } from "vitest";
import type { TestRunState } from "#shared/model/test-run.ts";
import { isStoppedEarly, stateOf, stoppedEarly } from "./experiment-state.ts";

/** Rounds of runs in these states; `early`: stopped because it was certain. */
const of = (...rounds: (TestRunState | "early")[][]) => ({
  rounds: rounds.map((states, round) => ({
    round,
    runs: states.map((state) =>
      state === "early"
        ? { state: "cancelled", error: { code: stoppedEarly, message: "", retryable: false } }
        : { state, error: null },
    ) as never,
  })),
});

it("is what needs somebody first, and done only when every run of every round is", () => {
  expect(stateOf(of(["done", "done"]))).toBe("done");
  expect(stateOf(of(["done", "halted"], ["running", "paused"]))).toBe("running");
  expect(stateOf(of(["done", "paused"], ["done", "done"]))).toBe("paused");
  const order = ["halted", "capped", "interrupted", "cancelled", "paused"] as const;
  for (const [index, state] of order.entries())
    expect(stateOf(of([...order.slice(index), "done" as const].reverse()))).toBe(state);
});

it("tells what was stopped early from what a person cancelled", () => {
  expect([stateOf(of(["early", "done"])), isStoppedEarly(of(["early", "done"]))]).toEqual(["done", true]);
  expect([stateOf(of(["cancelled", "done"])), isStoppedEarly(of(["cancelled", "done"]))]).toEqual([
    "cancelled",
    false,
  ]);
  expect(stateOf(of(["early", "interrupted"]))).toBe("interrupted");
});
