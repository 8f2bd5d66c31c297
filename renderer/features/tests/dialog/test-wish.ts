import type { Input, Output } from "#shared/contract/operations.ts";
import { type ModelRef, modelRef, type PromptContent } from "#shared/model/content.ts";
import type { PromptId, SuiteId, VersionId } from "#shared/model/ids.ts";
import type { RunMode } from "#shared/model/run.ts";
import type { Split } from "#shared/model/suite.ts";
import type { TestOffer } from "../tests-view-store.ts";

export type TestWish = Input<"tests.start">;
export type Estimate = Output<"tests.estimate">;

/** The form as it is filled in; what is empty has the value most people want. */
export interface TestFields {
  promptId: PromptId | null;
  /** null: the draft. */
  versionId: VersionId | null;
  suiteId: SuiteId | null;
  models: string[];
  repeats: number | string;
  mode: RunMode;
  maxCostUsd: number | string;
  concurrency: number | string;
  judgeModel: string;
  tags: string[];
  splits: Split[];
}

export function fieldsOf({ promptId, suiteId, versionId, plan }: TestOffer, mode: RunMode): TestFields {
  return {
    promptId,
    versionId: versionId ?? null,
    suiteId: suiteId ?? null,
    models: plan?.models ?? [],
    repeats: plan?.repeats ?? 1,
    mode: plan?.mode ?? mode,
    maxCostUsd: plan?.maxCostUsd ?? "",
    concurrency: plan?.concurrency ?? "",
    judgeModel: plan?.judgeModel ?? "",
    tags: plan?.only?.tags ?? [],
    splits: plan?.only?.splits ?? [],
  };
}

export const badModel = ({ models, judgeModel }: Pick<TestFields, "models" | "judgeModel">): string | null =>
  [...models, ...(judgeModel === "" ? [] : [judgeModel])].find(
    (model) => !modelRef.safeParse(model).success,
  ) ?? null;

/** What the form asks for; null while something that is needed is missing. `draft` is the text of the prompt's draft. */
export function wishOf(fields: TestFields, draft: PromptContent | null): TestWish | null {
  const { promptId, suiteId, versionId, tags, splits } = fields;
  if (promptId === null || suiteId === null || badModel(fields) !== null) return null;
  if (versionId === null && draft === null) return null;
  return {
    promptId,
    suiteId,
    source:
      versionId === null
        ? { kind: "content", content: draft as PromptContent }
        : { kind: "version", versionId },
    models: fields.models as ModelRef[],
    repeats: typeof fields.repeats === "number" ? fields.repeats : 1,
    mode: fields.mode,
    maxCostUsd: typeof fields.maxCostUsd === "number" ? fields.maxCostUsd : null,
    concurrency: typeof fields.concurrency === "number" ? fields.concurrency : null,
    judgeModel: fields.judgeModel === "" ? null : fields.judgeModel,
    only: tags.length + splits.length === 0 ? null : { tags, splits, caseIds: [] },
  };
}
