import { isJudge } from "#shared/checks/definitions.ts";
import type { Asked } from "#shared/checks/evaluate/asked.ts";
import { evaluateCheck, prepareCheck } from "#shared/checks/evaluate-check.ts";
import { broken, type Outcome, resultOf } from "#shared/checks/outcome.ts";
import type { CheckSubject } from "#shared/checks/subject.ts";
import { applyTransforms } from "#shared/checks/transform.ts";
import { cancelled } from "#shared/contract/errors.ts";
import type { Check, CheckResult } from "#shared/model/check.ts";
import type { CheckContext, JudgeCall } from "./context.ts";
import type { Judge } from "./judges/ask-judge.ts";
import { JudgeFault } from "./judges/judge-fault.ts";
import { judgeModelOf } from "./judges/judge-model.ts";
import { type JudgeType, judges } from "./judges/judges.ts";

/** One result for each check, in their order. Never throws but when it is cancelled: what goes wrong is a result. */
export async function runChecks(
  context: CheckContext,
  checks: Check[],
  subject: CheckSubject,
  call: JudgeCall,
): Promise<CheckResult[]> {
  const results = checks.map((check) =>
    isJudge(check)
      ? runJudge(context, check, subject, call)
      : evaluateCheck(check, subject, context.isolated),
  );
  // Most replies are checked without waiting for anything.
  return results.some((result) => result instanceof Promise)
    ? Promise.all(results)
    : (results as CheckResult[]);
}

async function runJudge(
  context: CheckContext,
  check: Check,
  subject: CheckSubject,
  call: JudgeCall,
): Promise<CheckResult> {
  if (call.signal.aborted) throw cancelled();
  const model = judgeModelOf(context, check, call.judgeModel);
  const judge: Judge = { context, call, model, costUsd: 0 };
  return resultOf(check, await outcomeOf(judge, check, subject), judge.costUsd);
}

async function outcomeOf(judge: Judge, check: Check, subject: CheckSubject): Promise<Outcome> {
  const { isolated } = judge.context;
  try {
    const ready = prepareCheck(check, subject);
    if ("kind" in ready) return ready;
    const transformed = await applyTransforms(subject.output, check.transform, isolated);
    if ("kind" in transformed) return transformed;
    const ask = judges[check.type as JudgeType] as (judge: Judge, asked: Asked<never>) => Promise<Outcome>;
    return await ask(judge, { check, output: transformed.text, ...ready, subject, isolated } as Asked<never>);
  } catch (error) {
    // Whatever a call failed of, it was given up because nobody waits for it any more.
    if (judge.call.signal.aborted) throw cancelled();
    if (error instanceof JudgeFault) {
      const { reason, answer, error: call } = error;
      return {
        kind: "error",
        reason,
        detail: { model: judge.model, answer, error: call as CheckResult["detail"] },
      };
    }
    return broken("check-crashed", { message: error instanceof Error ? error.message : String(error) });
  }
}
