import { beforeAll, expect, it } from "vitest";
import { emptyContent } from "#shared/model/content.ts";
import { promptId, suiteId, versionId } from "#shared/model/ids.ts";
import { i18n, startI18n } from "../../../i18n/i18n.ts";
import { runOf } from "../test-run-scenes.ts";
import { refusalOf } from "./refusal.ts";
import { type Estimate, fieldsOf, type TestFields, wishOf } from "./test-wish.ts";

beforeAll(() => startI18n("en"));

const ids = { promptId: promptId.parse("prm_aaaa"), suiteId: suiteId.parse("sui_aaaa") };
const fields = (change: Partial<TestFields> = {}): TestFields => ({ ...fieldsOf(ids, "live"), ...change });
const estimate = (change: Partial<Estimate> = {}): Estimate => ({
  cases: 10,
  calls: 10,
  judgeCalls: 0,
  recorded: 0,
  inputTokens: 1,
  outputTokens: 1,
  costUsd: 0,
  judgeCostUsd: 0,
  unpriced: [],
  perModel: [],
  problems: [],
  problemCount: 0,
  withoutChecks: 0,
  ...change,
});

it("an empty cap is no cap, and a cap of 0 is one", () => {
  expect(wishOf(fields(), emptyContent())?.maxCostUsd).toBeNull();
  expect(wishOf(fields({ maxCostUsd: 0 }), emptyContent())?.maxCostUsd).toBe(0);
});

it("tests the version that is chosen, and else the draft; without its text there is nothing to test", () => {
  const version = versionId.parse("ver_aaaa");
  expect(wishOf(fields({ versionId: version }), null)?.source).toEqual({
    kind: "version",
    versionId: version,
  });
  expect(wishOf(fields(), emptyContent())?.source).toEqual({ kind: "content", content: emptyContent() });
  expect(wishOf(fields(), null)).toBeNull();
});

it("a test that is made again has the plan of the one before", () => {
  const plan = {
    ...runOf().plan,
    models: ["acme/one", "acme/two"],
    repeats: 3,
    maxCostUsd: 2,
    only: { tags: ["late"], splits: [], caseIds: [] },
  };
  expect(wishOf(fieldsOf({ ...ids, plan }, "replay"), emptyContent())).toMatchObject({
    models: ["acme/one", "acme/two"],
    repeats: 3,
    mode: "live",
    maxCostUsd: 2,
    only: { tags: ["late"] },
  });
});

it.each([
  ["no prompt", fields({ promptId: null }), estimate(), "Choose a prompt."],
  ["no suite", fields({ suiteId: null }), estimate(), "Choose a suite."],
  [
    "a model that is no reference",
    fields({ models: ["gpt"] }),
    estimate(),
    "One of the models is not written as PROVIDER/MODEL.",
  ],
  ["an empty suite", fields(), estimate({ cases: 0 }), "The suite has no cases."],
  [
    "tags that nothing has",
    fields({ tags: ["x"] }),
    estimate({ cases: 0 }),
    "No case has these tags and splits.",
  ],
  [
    "nothing that can run",
    fields(),
    estimate({ problemCount: 10 }),
    "None of the cases can be run as it is.",
  ],
])("the start is refused with its reason: %s", (_what, asked, seen, reason) => {
  expect(refusalOf(i18n.t, { fields: asked, estimate: seen, isCurrent: true, hasFailed: false })).toBe(
    reason,
  );
});

it("starts what was estimated: not before the estimate of this very wish is there, and not where there can be none", () => {
  const seen = {
    fields: fields(),
    estimate: estimate({ problemCount: 9 }),
    isCurrent: true,
    hasFailed: false,
  };
  expect(refusalOf(i18n.t, seen)).toBeNull();
  expect(refusalOf(i18n.t, { ...seen, isCurrent: false })).not.toBeNull();
  expect(refusalOf(i18n.t, { ...seen, estimate: null, hasFailed: true })).not.toBeNull();
});
