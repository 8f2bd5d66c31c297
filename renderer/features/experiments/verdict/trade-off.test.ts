import { expect, it } from "vitest";
import { tradeOffOf } from "./trade-off.ts";
import { armFiguresOf, armOf, experimentOf, verdictScenes } from "./verdict-scenes.ts";

const withArms = (...arms: Parameters<typeof armFiguresOf>[0][]) => {
  const experiment = experimentOf([verdictScenes.bBetter], { arms: arms.map(() => armOf()) });
  experiment.verdict.arms = arms.map((change) => armFiguresOf(change));
  return experiment;
};

it("an arm is dominated by one that is at least as good and costs no more, never by its equal", () => {
  const reading = tradeOffOf(
    withArms(
      { passRate: 0.7, costPerCall: 0.002 },
      { passRate: 0.8, costPerCall: 0.002 },
      { passRate: 0.9, costPerCall: 0.004 },
      { passRate: 0.9, costPerCall: 0.004 },
    ),
  );
  expect(reading.kind === "drawn" && reading.arms.map(({ dominatedBy }) => dominatedBy)).toEqual([
    1,
    null,
    null,
    null,
  ]);
});

it("where nobody pays latency stands in place of cost, and it is said why", () => {
  const free = tradeOffOf(withArms({ costPerCall: 0 }, { costPerCall: 0, latency: { p50: 400, p95: 900 } }));
  expect(free).toMatchObject({ price: "latency", instead: "simulated" });
  const unknown = tradeOffOf(withArms({ costPerCall: null }, { costPerCall: 0.1 }));
  expect(unknown).toMatchObject({ price: "latency", instead: "unpriced" });
});

it("an unknown cost is not drawn as nothing", () => {
  expect(tradeOffOf(withArms({ costPerCall: null, latency: null }, {}))).toEqual({
    kind: "nothing",
    why: "noPrice",
  });
  expect(tradeOffOf(withArms({ passRate: null, averageScore: null }, {}))).toEqual({
    kind: "nothing",
    why: "noQuality",
  });
});

it("the bar of a cost is the interval of its ratio to A, around what was measured", () => {
  const experiment = withArms({ costPerCall: 0.002 }, { costPerCall: 0.00164 });
  experiment.verdict.others = [verdictScenes.costRatio];
  const reading = tradeOffOf(experiment);
  const [a, b] = reading.kind === "drawn" ? reading.arms : [];
  expect(a?.priceInterval).toBeNull();
  expect(b?.priceInterval?.[0]).toBeCloseTo(1.5, 6);
  expect(b?.priceInterval?.[1]).toBeCloseTo(1.8, 6);
});
