import type { TestCounts } from "#shared/model/test-run.ts";
import type { RunFacts } from "../tests/index.ts";

/** Attempts of a run that count, whatever became of them. */
export const endedOf = ({
  passed,
  failed,
  errored,
  unscored,
}: Pick<RunFacts, "passed" | "failed" | "errored" | "unscored">): number =>
  passed + failed + errored + unscored;

/** Over several runs, such as those of one arm. */
export function countsOf(runs: readonly RunFacts[]): TestCounts {
  const sum: TestCounts = { planned: 0, passed: 0, failed: 0, errored: 0, unscored: 0 };
  for (const { planned, passed, failed, errored, unscored } of runs) {
    sum.planned += planned;
    sum.passed += passed;
    sum.failed += failed;
    sum.errored += errored;
    sum.unscored += unscored;
  }
  return sum;
}
