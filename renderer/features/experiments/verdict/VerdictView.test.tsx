import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Comparison, Experiment } from "#shared/model/experiment.ts";
import type { CaseId } from "#shared/model/ids.ts";
import { speak, startI18n } from "../../../i18n/i18n.ts";
import { renderInPage } from "../../../ui/render-in-page.tsx";
import {
  armOf,
  comparisonOf,
  experimentOf,
  notComparable,
  tallyOf,
  verdictScenes,
} from "./verdict-scenes.ts";

const { host, script } = await vi.hoisted(async () =>
  (await import("../../settings/scripted-host.ts")).scriptedHost(),
);
vi.mock("../../../host/host.ts", () => ({ host, session: "test" }));
// It needs a size to draw anything, which jsdom has none of; its figures are tested in trade-off.test.ts.
vi.mock("../../../ui/TradeOffChart.tsx", () => ({ TradeOffChart: () => null }));
const { useExperimentsView } = await import("../experiments-view-store.ts");
const { VerdictView } = await import("./VerdictView.tsx");

let judge = tallyOf({ winsA: 20, winsB: 45, p: 0.0021, flipRate: 0.15, costUsd: 0.1 });
beforeEach(async () => {
  await startI18n("en");
  // Parts of the kit ask for sizes, which jsdom has none of.
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  judge = tallyOf({ winsA: 20, winsB: 45, p: 0.0021, flipRate: 0.15, costUsd: 0.1 });
  script["experiments.preferences"] = () => ({ people: tallyOf(), judge });
  script["experiments.rows"] = () => ({
    rows: [],
    total: 0,
    counts: { fixed: 0, broken: 0, same: 0, unknown: 0 },
  });
});
afterEach(async () => {
  cleanup();
  vi.unstubAllGlobals();
  await speak("en");
});

const show = (experiment: Experiment) =>
  renderInPage(<VerdictView experiment={experiment} progress={null} />);
// Not by role: to work out every role of a whole page takes jsdom a second.
const words = () => document.body.textContent ?? "";
const button = (name: RegExp) =>
  [...document.querySelectorAll("button")].find((each) => name.test(each.textContent ?? ""));
const settled = () => waitFor(() => expect(words()).toMatch(/20.*65|65.*20/s));
/** What a p-value looks like, in any place and either language. */
const pValue = /\bp(（Holm）|, Holm| ?值)? ?[=<]|0\.0021|0\.012\b/;

const others = (change: Partial<Comparison> = {}): Comparison[] => [
  comparisonOf({ metric: { kind: "score" }, method: "paired-t", p: 0.012, ...change }),
  { ...verdictScenes.costRatio, ...change },
];

describe.each(["en", "zh"] as const)("the page of a verdict in %s", (language) => {
  beforeEach(() => speak(language));

  it.each([
    ["B better", verdictScenes.bBetter],
    ["A better", verdictScenes.aBetter],
    ["no difference", verdictScenes.noDifference],
    ["cannot tell", verdictScenes.cannotTell],
    ["directional", verdictScenes.directional],
    ["a ratio", verdictScenes.costRatio],
    ["not comparable", notComparable(["suite", "errors"], { errorRate: 0.1 })],
  ])(
    "%s has words for everything: no key of the catalogue, no hole, no broken number",
    async (_what, comparison) => {
      const experiment = experimentOf([comparison], { simulated: true });
      experiment.verdict.others = others();
      show(experiment);
      await settled();
      expect(words()).not.toMatch(/compare\.[a-z]|\{\{|undefined|NaN|null/);
    },
  );

  it("under 20 cases there is no p-value anywhere, also where the host tells one", async () => {
    const experiment = experimentOf([{ ...verdictScenes.directional, p: 0.0021 }]);
    experiment.verdict.others = others({ directional: true, verdict: "cannot_tell", n: 12 });
    show(experiment);
    await settled();
    expect(words()).toMatch(/12/);
    expect(words()).not.toMatch(pValue);
  });
});

it("with enough cases the p-values are there, for those who have statistics", async () => {
  const experiment = experimentOf([verdictScenes.bBetter]);
  experiment.verdict.others = others();
  show(experiment);
  await screen.findByText("Sign test: p = 0.0021");
  expect(words()).toContain("0.00213");
  expect(words()).toContain("p, Holm");
});

it.each(["running", "paused"] as const)(
  "while it is %s there is no verdict, no interval and no p-value",
  (state) => {
    const experiment = experimentOf([verdictScenes.bBetter], { state, ended: 100 });
    experiment.verdict.others = others();
    show(experiment);
    expect(words()).toContain("100 of 240 replies");
    expect(words()).not.toContain("B is better");
    expect(words()).not.toMatch(/between/);
    expect(words()).not.toMatch(/0\.00213|0\.012\b/);
    expect(words()).toContain("broken 5");
    expect(words()).toContain("41 of 20");
  },
);

it("a certainty under 20 names no leader", () => {
  show(experimentOf([{ ...verdictScenes.bBetter, eValue: 19.99 }], { state: "running" }));
  expect(words()).toContain("19.9 of 20");
  expect(words()).not.toContain("leads");
});

it("a case that differs and is not in its turn yet is not called no case", () => {
  show(experimentOf([{ ...verdictScenes.bBetter, fixed: 1, broken: 0, eValue: null }], { state: "running" }));
  expect(words()).toContain("fixed 1");
  expect(words()).not.toContain("No case differs yet");
});

it("the number of broken cases leads to exactly these, held against A", async () => {
  const arms = [armOf(), armOf({ version: "1.0.1" }), armOf({ version: "1.0.2" })];
  show(experimentOf([comparisonOf({ b: 2 })], { arms }));
  fireEvent.click(button(/C breaks/) as HTMLElement);
  expect(useExperimentsView.getState()).toMatchObject({
    page: "rows",
    rows: { change: "broken", versus: 2 },
  });
});

it("the first broken cases are named, a name from a file as text and one without a name by its input", async () => {
  const row = {
    round: 0,
    caseId: "cas_a" as CaseId,
    tags: [],
    expected: "",
    arms: [],
    change: "broken" as const,
  };
  script["experiments.rows"] = () => ({
    rows: [
      { ...row, row: 3, caseIndex: 3, caseName: "<img src=x onerror=alert(1)>", inputs: "" },
      { ...row, row: 4, caseIndex: 4, caseName: "", inputs: "Where is my parcel?" },
    ],
    total: 5,
    counts: { fixed: 22, broken: 5, same: 93, unknown: 0 },
  });
  show(experimentOf([verdictScenes.bBetter]));
  await screen.findByText("<img src=x onerror=alert(1)>");
  screen.getByText("Where is my parcel?");
  screen.getByText("and 3 more");
  expect(document.querySelector("img")).toBeNull();
});

it("several arms are told one by one, the best first, each against A", () => {
  const arms = [
    armOf(),
    armOf({ version: "1.0.1" }),
    armOf({ version: "1.0.2" }),
    armOf({ version: "1.0.3" }),
  ];
  const primary = [
    { ...verdictScenes.aBetter, b: 1 },
    { ...verdictScenes.cannotTell, b: 2 },
    { ...verdictScenes.bBetter, b: 3 },
  ];
  show(experimentOf(primary, { arms }));
  expect([...document.querySelectorAll("article h3")].map(({ textContent }) => textContent)).toEqual([
    "D is better than A",
    "Cannot tell A and C apart yet: about 566 more cases",
    "A is better than B",
  ]);
});

it("a judge at work can be stopped, and one that halted says why", async () => {
  const stopped: unknown[] = [];
  script["experiments.stop-judge"] = (input) => {
    stopped.push(input);
    return null;
  };
  show(experimentOf([verdictScenes.bBetter], { judging: { done: 3, planned: 24, error: null } }));
  fireEvent.click(button(/^Stop$/) as HTMLElement);
  expect(stopped).toEqual([{ experimentId: "exp_aaaa" }]);
  cleanup();
  const error = { code: "providers.key-rejected", message: "No.", retryable: false };
  show(experimentOf([verdictScenes.bBetter], { judging: { done: 3, planned: 24, error } }));
  expect(document.querySelector("[role=alert]")?.textContent).toContain("The judge stopped");
});
