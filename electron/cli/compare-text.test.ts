import { describe, expect, it } from "vitest";
import type { Comparison, Experiment, VerdictWord } from "#shared/model/experiment.ts";
import type { TestRunState } from "#shared/model/test-run.ts";
import {
  changesLine,
  comparisonJson,
  exitCodeOfExperiment,
  experimentJson,
  figuresLine,
  headline,
  noteLines,
} from "./compare-text.ts";
import { metricText, readDelta, readMetric } from "./compare-wish.ts";

const comparison = (more: Partial<Comparison> = {}): Comparison => ({
  a: 0,
  b: 1,
  metric: { kind: "pass" },
  scale: "difference",
  verdict: "b_better",
  reasons: [],
  n: 42,
  valueA: 0.714,
  valueB: 0.857,
  medianA: null,
  medianB: null,
  difference: 0.143,
  interval: [0.031, 0.249],
  confidence: 0.95,
  p: 0.0123,
  method: "newcombe-mcnemar",
  fixed: 9,
  broken: 3,
  neededCases: null,
  leftOut: { errors: 1, unscored: 0, missing: 2, unpriced: 0, recorded: 0 },
  errorRate: 0.01,
  directional: false,
  leaning: "b",
  eValue: 3,
  clusters: null,
  notes: [],
  ...more,
});

const experiment = (
  primary: Partial<Comparison>[],
  more: { state?: TestRunState; code?: string; assign?: "paired" | "random" } = {},
): Experiment => {
  const { state = "done", code, assign = "paired" } = more;
  const error = code === undefined ? null : { code, message: "No.", retryable: false };
  return {
    experimentId: "exp_test1",
    state,
    plan: { assign, metric: { kind: "pass" } },
    rounds: [
      {
        round: 0,
        runs: [
          { testRunId: "tst_a", state, error },
          { testRunId: "tst_b", state, error: null },
        ],
      },
    ],
    verdict: {
      primary: primary.map((one, index) => comparison({ b: index + 1, ...one })),
      others: [],
      arms: [],
    },
  } as unknown as Experiment;
};

describe("the exit code of a comparison", () => {
  it.each<[VerdictWord[], number]>([
    [["b_better"], 0],
    [["no_difference"], 0],
    [["cannot_tell"], 0],
    [["a_better"], 1],
    [["b_better", "a_better"], 1],
    [["a_better", "b_better", "cannot_tell"], 1],
  ])("is 1 only where an arm is worse than the first: %j", (verdicts, code) => {
    expect(exitCodeOfExperiment(experiment(verdicts.map((verdict) => ({ verdict }))))).toBe(code);
  });

  it.each([
    [["suite"], 2],
    [["judge", "errors"], 2],
    [["no-values"], 2],
    [["errors"], 3],
    [["errors", "no-values"], 3],
  ] as const)("is never a success where nothing can be compared: %j", (reasons, code) => {
    const one = { verdict: "not_comparable" as const, reasons: [...reasons] };
    expect(exitCodeOfExperiment(experiment([one]))).toBe(code);
    expect(exitCodeOfExperiment(experiment([{ verdict: "b_better" }, one]))).toBe(code);
  });

  it("is never a success where it stopped before its end, unless it has found somebody worse by then", () => {
    const better = [{ verdict: "b_better" as const }];
    for (const state of ["capped", "interrupted", "paused"] as const)
      expect(exitCodeOfExperiment(experiment(better, { state })), state).toBe(3);
    expect(exitCodeOfExperiment(experiment(better, { state: "cancelled" }))).toBe(130);
    const halted = (code: string) => exitCodeOfExperiment(experiment(better, { state: "halted", code }));
    expect(halted("providers.key-rejected")).toBe(3);
    expect(halted("providers.no-recording")).toBe(2);
    expect(exitCodeOfExperiment(experiment([{ verdict: "a_better" }], { state: "capped" }))).toBe(1);
  });
});

describe("the JSON of a comparison", () => {
  const fields =
    "verdict metric n a b difference interval p method fixed broken neededCases leftOut directional".split(
      " ",
    );

  it("begins with the fields that scripts rely on, and counts what was left out", () => {
    const json = experimentJson(experiment([{}]));
    expect(Object.keys(json).slice(0, fields.length)).toEqual(fields);
    expect(json).toMatchObject({ a: 0.714, b: 0.857, leftOut: 3, leftOutBy: { errors: 1, missing: 2 } });
    expect(json).not.toHaveProperty("comparisons");
    expect(json).not.toHaveProperty("error");
  });

  it("has the same fields for each of several arms, the first of them at the top too", () => {
    const json = experimentJson(experiment([{ n: 1 }, { n: 2, verdict: "a_better" }]));
    const list = json.comparisons as Record<string, unknown>[];
    expect(list.map((one) => Object.keys(one).slice(0, fields.length))).toEqual([fields, fields]);
    expect(list.map(({ n, verdict }) => [n, verdict])).toEqual([
      [1, "b_better"],
      [2, "a_better"],
    ]);
    expect(json.n).toBe(1);
  });
});

describe("what a comparison says", () => {
  it("is one of five sentences, and names the arm that is better, not always B", () => {
    const said = (more: Partial<Comparison>, assign: "paired" | "random" = "paired") => {
      const whole = experiment([more], { assign });
      return headline(whole.verdict.primary[0] as Comparison, whole);
    };
    expect(said({})).toBe("B is better");
    expect(said({ verdict: "a_better" })).toBe("A is better");
    expect(said({ verdict: "no_difference" })).toBe("No difference that matters");
    expect(said({ verdict: "cannot_tell", neededCases: 1 })).toBe("Cannot tell yet: about 1 more case");
    expect(said({ verdict: "cannot_tell", neededCases: 1_204 }, "random")).toBe(
      "Cannot tell yet: about 1,204 more calls per arm",
    );
    expect(said({ verdict: "cannot_tell", neededCases: 30, n: 8, directional: true })).toBe(
      "Cannot tell yet: about 30 more cases (Directional only: 8 cases)",
    );
    expect(said({ verdict: "not_comparable", reasons: ["suite", "judge"] })).toBe(
      "Not comparable: the arms were put to different cases; the replies were judged by different judges",
    );
    const three = experiment([{}, {}]);
    expect(headline(three.verdict.primary[1] as Comparison, three)).toBe("C against A: C is better");
  });

  it("has the figures in the unit of the metric, with the sign of B against A", () => {
    expect(figuresLine(comparison())).toBe(
      "Pass rate: A 71.4 %, B 85.7 % · +14.3 points · 95 % interval +3.1 to +24.9 · p 0.012",
    );
    const latency = {
      metric: { kind: "latency" as const },
      scale: "ratio" as const,
      valueA: 2_000,
      valueB: 1_640,
    };
    expect(figuresLine(comparison({ ...latency, difference: -0.18, interval: [-0.25, -0.1], p: null }))).toBe(
      "Latency: A 2.00 s, B 1.64 s · ×0.82 (18.0 % less) · 95 % interval ×0.75 to ×0.90",
    );
    const cost = { ...latency, metric: { kind: "cost" as const }, valueA: 0.0002, valueB: 0.0003 };
    expect(figuresLine(comparison({ ...cost, difference: 0.5, interval: null, confidence: 0.975 }))).toBe(
      "Cost per 1,000 calls: A $0.20, B $0.30 · ×1.50 (50.0 % more) · no interval: it would not be meaningful · p 0.012",
    );
    expect(
      figuresLine(comparison({ valueA: null, valueB: null, difference: null, interval: null, p: null })),
    ).toBe("Pass rate: A –, B –");
    const whole = experiment([{ clusters: 7 }]);
    expect(changesLine(whole.verdict.primary[0] as Comparison, whole)).toBe(
      "42 cases in 7 groups · 3 broken · 9 fixed",
    );
  });
});

describe("what there is to know about a comparison", () => {
  it("that was stopped early by its plan is not told a second time as something missing", () => {
    expect(noteLines(comparison({ notes: ["stopped-early", "incomplete"] }))).toHaveLength(1);
    expect(noteLines(comparison({ notes: ["incomplete"] }))).toHaveLength(1);
  });
});

describe("the options of compare", () => {
  it("reads a check that is called like a metric only with its prefix, and writes every metric so that it is read again", () => {
    expect(readMetric("cost")).toEqual({ kind: "cost" });
    expect(readMetric("check:cost")).toEqual({ kind: "check", name: "cost" });
    expect(readMetric("polite: very")).toEqual({ kind: "check", name: "polite: very" });
    for (const text of ["pass", "cost", "check:cost", "polite", "check:check:x"])
      expect(metricText(readMetric(text))).toBe(text);
    expect(comparisonJson(comparison({ metric: { kind: "check", name: "pass" } })).metric).toBe("check:pass");
    expect(() => readMetric("check:")).toThrow(/pass, score, latency, cost/);
  });

  it("takes no percent for a difference", () => {
    expect(readDelta("0.05")).toBe(0.05);
    for (const text of ["5", "0", "", "5 %", "-0.1"])
      expect(() => readDelta(text)).toThrow(/0\.05 is five points/);
  });
});
