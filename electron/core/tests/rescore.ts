import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import { testRunId } from "#shared/model/ids.ts";
import type { TestPlan } from "#shared/model/test-run.ts";
import { freezeSuite } from "../suites/index.ts";
import { refuseUnpriced } from "./budget-prices.ts";
import type { TestContext } from "./context.ts";
import { launch, openJob, testRunOf, timeOf } from "./engine-start.ts";
import { judgeHash, readChecks } from "./plan.ts";
import { insertTestRun, type Ownership } from "./test-run-store.ts";

/** A new run with the replies of this one, scored by the checks that its suite has now. */
export function rescoreTest(
  context: TestContext,
  input: ParsedInput<"tests.rescore">,
): Output<"tests.rescore"> {
  const { db, ports } = context;
  const run = testRunOf(context, input.testRunId);
  if (run.state === "running") {
    throw new LatheError({
      code: "tests.still-running",
      message: "This test run is still under way. Score it again when it stands still.",
    });
  }
  const id = testRunId.parse(ports.ids.next("tst"));
  const at = timeOf(context);
  // What was judged of the same reply by the same words is recorded, and need not be paid for twice.
  const plan: TestPlan = { ...run.plan, mode: input.withoutJudges ? "replay" : "reuse" };
  const owner: Ownership = { ownerPid: ports.pid, ownedSince: at };
  const job = db.transaction(() => {
    const suite = freezeSuite(context.suites, run.suiteId);
    const checks = readChecks(db, suite);
    // The models under test are not called.
    refuseUnpriced(context, { ...plan, models: [] }, checks.all);
    insertTestRun(db, {
      testRunId: id,
      promptId: run.promptId,
      promptName: run.promptName,
      versionId: run.versionId,
      version: run.version,
      suiteId: run.suiteId,
      suiteVersionId: suite.version.suiteVersionId,
      suiteName: suite.name,
      contentHash: run.contentHash,
      suiteHash: suite.version.hash,
      checksHash: checks.hash,
      judgeHash: judgeHash(context, checks.all, plan.judgeModel),
      settingsHash: run.settingsHash,
      plan,
      planned: run.planned,
      simulated: run.simulated,
      rescoredFrom: run.sequence,
      appVersion: context.appVersion,
      at,
      ownerPid: ports.pid,
    });
    return { ...openJob(context, testRunOf(context, id), "missing"), owner };
  });
  launch(context, job);
  return { testRunId: id };
}
