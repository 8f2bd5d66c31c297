import { expect, it } from "vitest";
import { experimentWith } from "../rows/row-scenes.ts";
import { neededCases, refuseExtension, standingOf } from "./standing.ts";

const counts = { planned: 20, passed: 3, failed: 1, errored: 1, unscored: 0 };

it("what is being answered now is shown, not the older reading", () => {
  const experiment = experimentWith({ state: "running", ended: 2, planned: 40 });
  const progress = {
    state: "running" as const,
    counts: [counts, counts],
    costUsd: 0.5,
    remainingMs: 9_000,
    partials: [],
    live: [],
  };
  expect(standingOf(experiment, progress)).toMatchObject({
    ended: 10,
    planned: 40,
    errored: 2,
    costUsd: 0.5,
  });
  expect(standingOf(experiment, null)).toMatchObject({ ended: 2, remainingMs: null });
});

it("cases are offered only where the plan allowed it from the start and some are left", () => {
  const planned = experimentWith().plan;
  const open = experimentWith({ plan: { ...planned, mayExtend: true }, casesLeft: 3 });
  expect(refuseExtension(open)).toBeNull();
  expect(refuseExtension({ ...open, casesLeft: 0 })).toBe("noneLeft");
  expect(refuseExtension({ ...open, plan: { ...planned, mayExtend: false } })).toBe("notPlanned");
  expect(refuseExtension({ ...open, origin: "runs" })).toBe("fromRuns");
  expect(refuseExtension({ ...open, isTyped: true })).toBe("typed");
});

it("of several comparisons the one that needs most says how many more", () => {
  const verdict = { verdict: "cannot_tell" as const, directional: false };
  const verdicts = [
    { ...verdict, b: 1, neededCases: 120 },
    { ...verdict, b: 2, neededCases: 310 },
    { ...verdict, b: 3, neededCases: null },
  ];
  expect(neededCases({ verdicts })).toBe(310);
  expect(neededCases({ verdicts: [] })).toBeNull();
});
