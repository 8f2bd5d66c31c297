import { hash } from "node:crypto";
import { isJudge } from "#shared/checks/definitions.ts";
import type { Check } from "#shared/model/check.ts";
import type { ModelRef } from "#shared/model/content.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import type { CheckContext } from "./context.ts";
import { judgeModelOf } from "./judges/judge-model.ts";
import {
  judgeInstructions,
  judgePrompts,
  judgePromptsVersion,
  usualCriteria,
} from "./judges/judge-prompts.ts";
import { rubricNamed } from "./rubrics.ts";

/** Every word that Lathe itself says to a judge: it may be changed without anybody thinking of the version. */
const ownWords = hash(
  "sha256",
  canonicalJson([
    usualCriteria,
    ...Object.values(judgePrompts).map((prompt) => [
      judgeInstructions(prompt, "", ""),
      prompt.form,
      Object.keys(prompt.shape),
    ]),
  ]),
);

/**
 * sha256 over the prompts, rubrics and models of the judges that these checks ask, whatever their order and however often
 * one occurs; null: none asks a model. Runs with different hashes were judged differently.
 */
export function judgeHashOf(
  context: Pick<CheckContext, "db">,
  checks: readonly Check[],
  judgeModel: ModelRef | null,
): string | null {
  const asked = new Set<string>();
  for (const check of checks) {
    if (!isJudge(check)) continue;
    const { type, value, options } = check;
    const rubric = typeof options.rubricId === "string" ? rubricNamed(options.rubricId) : undefined;
    const model = judgeModelOf(context, check, judgeModel);
    asked.add(canonicalJson({ type, value, options, model, criteria: rubric?.criteria ?? null }));
  }
  if (asked.size === 0) return null;
  return hash(
    "sha256",
    canonicalJson({
      schema: "lathe.judges/1",
      version: judgePromptsVersion,
      ownWords,
      asked: [...asked].sort(),
    }),
  );
}
