import { scoreCase } from "#shared/checks/score-case.ts";
import type { checkOperations } from "#shared/contract/checks.ts";
import type { HandlersOf } from "../router.ts";
import type { CheckContext } from "./context.ts";
import { rubrics } from "./rubrics.ts";
import { runChecks } from "./run-checks.ts";

export function checkHandlers(context: CheckContext): HandlersOf<typeof checkOperations> {
  return {
    "checks.rubrics": () => [...rubrics],
    "checks.try": async ({ checks, output, inputs, expected, threshold, judgeModel }, { signal }) => {
      const subject = {
        inputs,
        expected,
        messages: [],
        output,
        toolCalls: [],
        finishReason: null,
        tools: [],
        outputSchema: null,
        latencyMs: null,
        recorded: false,
        costUsd: null,
        marks: [],
        others: [],
      };
      const call = {
        judgeModel: judgeModel ?? null,
        mode: "live",
        signal,
        repeatIndex: 0,
        onRetry: () => {},
      } as const;
      const results = await runChecks(context, checks, subject, call);
      const scored = results.map((result, place) => ({
        check: checks[place] as (typeof checks)[number],
        result,
      }));
      const isCostKnown = results.every(({ costUsd }) => costUsd !== null);
      const costUsd = isCostKnown ? results.reduce((sum, result) => sum + (result.costUsd ?? 0), 0) : null;
      return { results, ...scoreCase(scored, threshold), costUsd };
    },
  };
}
