import { beforeAll, expect, it } from "vitest";
import { emptyContent } from "#shared/model/content.ts";
import { promptId, suiteId, testRunId, versionId } from "#shared/model/ids.ts";
import { i18n, startI18n } from "../../../i18n/i18n.ts";
import { experimentWith } from "../rows/row-scenes.ts";
import { type Estimate, type ExperimentFields, fieldsOf, newArm, wishOf } from "./experiment-wish.ts";
import { refusalOf } from "./refusal.ts";
import { pasted } from "./TypedInputs.tsx";

beforeAll(() => startI18n("en"));

const prompt = promptId.parse("prm_aaaa");
const version = versionId.parse("ver_aaaa");
const suite = suiteId.parse("sui_aaaa");
const offer = { arms: [{ promptId: prompt, versionId: version }, { promptId: prompt }], suiteId: suite };
const fields = (change: Partial<ExperimentFields> = {}): ExperimentFields => ({
  ...fieldsOf(offer, "live"),
  ...change,
});
const known = { drafts: new Map([[prompt, emptyContent()]]), variables: [], checks: [] };

it("an arm is the version that is chosen and else the draft; without its text there is nothing to ask for", () => {
  expect(wishOf(fields(), known)?.arms.map(({ source }) => source)).toEqual([
    { kind: "version", versionId: version },
    { kind: "content", content: emptyContent() },
  ]);
  expect(wishOf(fields(), { ...known, drafts: new Map() })).toBeNull();
});

it("five points are 0.05, and an empty field is the usual five", () => {
  expect(wishOf(fields(), known)?.delta).toBe(0.05);
  expect(wishOf(fields({ delta: 2.5 }), known)?.delta).toBe(0.025);
  expect(wishOf(fields({ delta: "" }), known)?.delta).toBe(0.05);
});

it("the first key of 0.5 and of 120 is no wish that is refused", () => {
  expect(wishOf(fields({ delta: 0 }), known)?.delta).toBe(0.001);
  expect(wishOf(fields({ samples: 1, assign: "random" }), known)?.samples).toBe(2);
});

it("what a plan cannot have is not asked for, although it is still ticked: stopping early and calls per arm", () => {
  expect(wishOf(fields({ stopEarly: true }), known)?.stopEarly).toBe(true);
  expect(wishOf(fields({ stopEarly: true, repeats: 3 }), known)?.stopEarly).toBe(false);
  expect(wishOf(fields({ stopEarly: true, assign: "random" }), known)?.stopEarly).toBe(false);
  expect(wishOf(fields({ samples: 40 }), known)?.samples).toBeNull();
  expect(wishOf(fields({ samples: 40, assign: "random" }), known)?.samples).toBe(40);
});

it("typed-in inputs are of the type of their variable, and empty rows and cells are none", () => {
  const variables = [
    { name: "question", type: "text" as const },
    { name: "words", type: "number" as const },
  ];
  const rows: Record<string, string>[] = [
    { question: "007", words: "12" },
    { question: "" },
    { question: "Why?", words: "" },
  ];
  const wish = wishOf(fields({ on: "inputs", rows, mayExtend: true, cases: 5 }), { ...known, variables });
  expect(wish?.on).toEqual({
    kind: "inputs",
    inputs: [{ question: "007", words: 12 }, { question: "Why?" }],
    checks: [],
  });
  expect(wish).toMatchObject({ mayExtend: false, cases: null });
});

it("a comparison that is made again has the plan of the one before", () => {
  const plan = {
    ...experimentWith().plan,
    metric: { kind: "cost" as const },
    delta: 0.1,
    repeats: 3,
    seed: 7,
    mayExtend: true,
    maxCostUsd: 2,
  };
  expect(wishOf(fieldsOf({ ...offer, plan }, "replay"), known)).toMatchObject({
    metric: { kind: "cost" },
    delta: 0.1,
    repeats: 3,
    seed: 7,
    mayExtend: true,
    maxCostUsd: 2,
    mode: "live",
  });
});

it("a copy of an arm has a key of its own: two rows with one key would be edited together", () => {
  const arm = newArm({ promptId: prompt, model: "acme/one" });
  expect(newArm(arm)).toEqual({ ...arm, key: expect.any(Number) });
  expect(newArm(arm).key).not.toBe(arm.key);
});

it("cells that are pasted fill the columns to the right and as many rows as they need, never more than fifty", () => {
  const block = [
    ["a", "1", "lost"],
    ["b", "2"],
  ];
  expect(pasted([{ question: "kept" }, { words: "9" }], block, 1, ["question", "words"])).toEqual([
    { question: "kept" },
    { question: "a", words: "1" },
    { question: "b", words: "2" },
  ]);
  const many = Array.from({ length: 80 }, (_, row) => [String(row)]);
  expect(pasted([{}], many, 0, ["question"])).toHaveLength(50);
});

const estimate = (change: Partial<Estimate> = {}): Estimate => ({
  cases: 10,
  calls: 20,
  judgeCalls: 0,
  recorded: 0,
  costUsd: 0,
  judgeCostUsd: 0,
  unpriced: [],
  perArm: [],
  problems: [],
  problemCount: 0,
  withoutChecks: 0,
  advisedCases: 626,
  ...change,
});
const run = testRunId.parse("tst_0001");

it.each<[string, Partial<ExperimentFields>, Partial<Estimate>, string]>([
  ["an arm without a prompt", { arms: [newArm(), newArm()] }, {}, "Choose a prompt for each arm."],
  ["no suite", { suiteId: null }, {}, "Choose a suite."],
  ["nothing typed in", { on: "inputs", rows: [{ question: "" }] }, {}, "Type in at least one input."],
  ["one run only", { on: "runs", runs: [run] }, {}, "Choose at least two runs."],
  [
    "a model that is no reference",
    { judgeModel: "gpt" },
    {},
    "One of the models is not written as PROVIDER/MODEL.",
  ],
  ["an empty suite", {}, { cases: 0 }, "The suite has no cases."],
  ["nothing that can be called", {}, { problemCount: 20 }, "None of the calls can be made as things stand."],
])("the start is refused with its reason: %s", (_what, change, seen, reason) => {
  const asked = { fields: fields(change), estimate: estimate(seen), isCurrent: true, hasFailed: false };
  expect(refusalOf(i18n.t, asked)).toBe(reason);
});

it("starts what was estimated: not before the estimate of this very wish is there", () => {
  const seen = { fields: fields(), estimate: estimate(), isCurrent: true, hasFailed: false };
  expect(refusalOf(i18n.t, seen)).toBeNull();
  expect(refusalOf(i18n.t, { ...seen, isCurrent: false })).not.toBeNull();
  expect(refusalOf(i18n.t, { ...seen, estimate: null, hasFailed: true })).not.toBeNull();
});
