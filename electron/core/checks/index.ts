export type { CheckContext, JudgeCall } from "./context.ts";
export { estimateJudges, type JudgeEstimate } from "./estimate-judges.ts";
export { createIsolated } from "./isolated/create-isolated.ts";
export { judgeHashOf } from "./judge-hash.ts";
export {
  createPairJudge,
  type PairJudge,
  type PairJudgement,
  type PairQuestion,
} from "./judges/pair-judge.ts";
export { runChecks } from "./run-checks.ts";
export { checkHandlers } from "./try-checks.ts";
