import { describe, expect, it } from "vitest";
import type { RunSummary } from "#shared/model/run.ts";
import { listed } from "./run-scenes.ts";
import { groupRuns, trendOf, unitFor } from "./run-trend.ts";

let made = 0;
const run = (facts: Partial<RunSummary> = {}): RunSummary => {
  made += 1;
  return { ...listed(`run_${String(made).padStart(8, "0")}`), ...facts };
};
const usage = (outputTokens: number) => ({
  inputTokens: 1,
  cachedInputTokens: 0,
  outputTokens,
  reasoningTokens: 0,
});

describe("the trend of a prompt's runs", () => {
  it("goes from the oldest to the newest, while the list starts with the newest", () => {
    const trend = trendOf([run({ latencyMs: 30 }), run({ latencyMs: 20 }), run({ latencyMs: 10 })], "time");
    expect(trend.points.map(({ value }) => value)).toEqual([10, 20, 30]);
  });

  it("never lets the time of a recorded reply into the latency series", () => {
    const trend = trendOf([run({ latencyMs: 9_000, recorded: true }), run({ latencyMs: 10 })], "time");
    expect(trend.points.map(({ value }) => value)).toEqual([10]);
    expect(trend.median).toBe(10);
    expect(trend.leftOut).toEqual([{ reason: "recorded", count: 1 }]);
  });

  it("does not take the 0 dollars of a recorded or a refused call for a price", () => {
    const trend = trendOf(
      [run({ costUsd: 0, recorded: true }), run({ costUsd: 0, state: "failed" }), run({ costUsd: 0.5 })],
      "cost",
    );
    expect(trend.points.map(({ value }) => value)).toEqual([0.5]);
  });

  it.each(["failed", "cancelled", "interrupted", "running"] as const)(
    "leaves out what is %s: its figures are those of a part",
    (state) => {
      const trend = trendOf([run({ state, latencyMs: 5, usage: usage(5), costUsd: 5 })], "tokens");
      expect(trend).toEqual({ points: [], known: 0, median: null, leftOut: [{ reason: state, count: 1 }] });
    },
  );

  it("keeps the place of a run whose cost is unknown as a gap, never as 0", () => {
    const trend = trendOf([run({ costUsd: 3 }), run({ costUsd: null }), run({ costUsd: 1 })], "cost");
    expect(trend.points.map(({ value }) => value)).toEqual([1, null, 3]);
    expect(trend).toMatchObject({ known: 2, median: 2, leftOut: [{ reason: "unknown", count: 1 }] });
  });

  it("shows a real 0 as 0", () => {
    expect(trendOf([run({ costUsd: 0 })], "cost")).toMatchObject({ known: 1, median: 0, leftOut: [] });
  });

  it("counts a reply without usage as unknown tokens", () => {
    const trend = trendOf([run({ usage: usage(7) }), run({ usage: null })], "tokens");
    expect(trend.points.map(({ value }) => value)).toEqual([null, 7]);
  });

  it("names the most frequent reason first", () => {
    const trend = trendOf(
      [run({ state: "failed" }), run({ recorded: true }), run({ recorded: true })],
      "time",
    );
    expect(trend.leftOut.map(({ reason, count }) => `${count} ${reason}`)).toEqual([
      "2 recorded",
      "1 failed",
    ]);
  });

  it.each([
    [[], null],
    [[7], 7],
    [[1, 100], 50.5],
    [[100, 2, 9], 9],
    [[10, 9, 100, 1], 9.5],
  ])("has the median of %j at %j, compared as numbers", (values, median) => {
    const trend = trendOf(
      values.map((latencyMs) => run({ latencyMs })),
      "time",
    );
    expect(trend.median).toBe(median);
  });
});

describe("the unit of an axis", () => {
  it.each([
    [[], "milliseconds"],
    [[null, 999], "milliseconds"],
    [[12, 1_000], "seconds"],
    [[119_999], "seconds"],
    [[5, null, 120_000], "minutes"],
  ])("of times up to the longest of %j is %s", (values, name) => {
    expect(unitFor("time", values).name).toBe(name);
  });
});

describe("the groups of the runs", () => {
  const names = { draft: "draft", earlier: "earlier" };
  const of = (versions: (string | null)[]) => versions.map((version) => run({ version }));

  it("begin with the draft, then follow the versions as they came into use", () => {
    const { groups } = groupRuns(of(["1.0.0", null, "1.1.0", "1.0.0"]), names);
    expect(groups).toEqual(["draft", "1.0.0", "1.1.0"]);
  });

  it("of many versions keep those used last, and put the rest together", () => {
    const runs = of(["1.0.0", "1.0.6", "1.0.5", "1.0.4", "1.0.3", "1.0.2", "1.0.1", "1.0.0"]);
    const { groups, groupOf } = groupRuns(runs, names);
    expect(groups).toEqual(["earlier", "1.0.0", "1.0.3", "1.0.4", "1.0.5", "1.0.6"]);
    expect(runs.map(groupOf).filter((group) => !groups.includes(group))).toEqual([]);
    expect(runs.filter((run) => groupOf(run) === "earlier")).toHaveLength(2);
  });
});
