import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import { type TestRunId, testRunId } from "#shared/model/ids.ts";
import { splitModelRef } from "#shared/model/model-ref.ts";
import type { TestPlan } from "#shared/model/test-run.ts";
import { preparePrompt } from "../prompts/index.ts";
import { keepContent, readContent } from "../store/content-store.ts";
import { type FrozenSuite, freezeSuite, readFrozenSuite } from "../suites/index.ts";
import { makeAttempt, scoreTalk } from "./attempt.ts";
import { type AttemptMaker, type AttemptSource, createCellReader, gridOf } from "./attempt-cell.ts";
import { recall } from "./attempt-conversation.ts";
import { eachDoneCell, findStoredAttempt } from "./attempt-store.ts";
import { createPriceTag, refuseUnpriced, spentSoFar } from "./budget-prices.ts";
import type { TestContext } from "./context.ts";
import { type Job, startEngine } from "./engine.ts";
import { CellSet, plannedCells } from "./engine-cells.ts";
import { lanesOf } from "./engine-pool.ts";
import {
  judgeHash,
  readChecks,
  readPlan,
  readTested,
  selectCases,
  settingsHash,
  type Tested,
} from "./plan.ts";
import { createRescorer, originOf } from "./rescore-replies.ts";
import { findTestRun, insertTestRun, type Ownership, type TestRunRow } from "./test-run-store.ts";

export const timeOf = ({ ports }: TestContext): string => new Date(ports.clock.now()).toISOString();

export function testRunOf({ db }: TestContext, id: TestRunId): TestRunRow {
  const run = findTestRun(db, id);
  if (run !== undefined) return run;
  throw new LatheError({ code: "tests.not-found", message: "This test run is not in the workspace." });
}

/**
 * Freezes the suite, stores the run with everything that decides it, and lets it go on by itself. A prompt that cannot be
 * formatted with any values starts no run.
 */
export async function startTest(
  context: TestContext,
  wish: ParsedInput<"tests.start">,
): Promise<Output<"tests.start">> {
  const { db } = context;
  const tested = readTested(context, wish);
  const plan = readPlan(context, wish, tested.content);
  await preparePrompt(tested.content);
  const prepared = db.transaction(() => {
    const suite = freezeSuite(context.suites, wish.suiteId);
    return prepareTest(context, { tested, plan, suite, checks: readChecks(db, suite) });
  });
  launch(context, prepared);
  return { testRunId: prepared.run.testRunId };
}

/** A run that is stored as running and waits for `launch`, which has to follow as soon as that is committed. */
export type PreparedTest = Omit<Job, "isWatched">;

/** Stores a run with everything that decides it. To be called within a transaction, so that several start or none. */
export function prepareTest(
  context: TestContext,
  made: { tested: Tested; plan: TestPlan; suite: FrozenSuite; checks: ReturnType<typeof readChecks> },
): PreparedTest {
  const { db, ports } = context;
  const { tested, plan, suite, checks } = made;
  const cells = plannedCells(selectCases(db, suite, plan), plan);
  refuseUnpriced(context, plan, checks.all);
  const owner: Ownership = { ownerPid: ports.pid, ownedSince: timeOf(context) };
  const id = testRunId.parse(ports.ids.next("tst"));
  insertTestRun(db, {
    testRunId: id,
    promptId: tested.prompt.promptId,
    promptName: tested.prompt.name,
    versionId: tested.versionId,
    version: tested.version,
    suiteId: suite.version.suiteId,
    suiteVersionId: suite.version.suiteVersionId,
    suiteName: suite.name,
    contentHash: keepContent(db, tested.content),
    suiteHash: suite.version.hash,
    checksHash: checks.hash,
    judgeHash: judgeHash(context, checks.all, plan.judgeModel),
    settingsHash: settingsHash(plan.models, tested.content),
    plan,
    planned: cells.length,
    simulated: plan.models.every(context.models.isSimulated),
    rescoredFrom: null,
    appVersion: context.appVersion,
    at: owner.ownedSince,
    ownerPid: owner.ownerPid,
  });
  return { ...openJob(context, testRunOf(context, id), "missing"), owner };
}

/** What is missing of a run, or what ended in an error. */
export type Wanted = "missing" | "errors";

/** Lets a run go on that this program owns. `isWatched`: somebody reads along, so its replies are streamed. */
export function launch(context: TestContext, prepared: PreparedTest, { isWatched = false } = {}): void {
  const { run } = prepared;
  context.publish({ type: "test.started", testRunId: run.testRunId, promptId: run.promptId });
  startEngine(context, { ...prepared, isWatched });
}

/** Reads what there is to do. Changes nothing, so that what fails here leaves the run as it stands. */
export function openJob(context: TestContext, run: TestRunRow, wanted: Wanted): Omit<PreparedTest, "owner"> {
  const source = sourceOf(context, run);
  const isRescored = run.rescoredFrom !== null;
  const done = new CellSet();
  const errors = new CellSet();
  const judgeErrors = new CellSet();
  eachDoneCell(context.db, run.sequence, (cell, end) => {
    done.add(cell);
    if (end === "judge") judgeErrors.add(cell);
    else if (end === "error") errors.add(cell);
  });
  const isWanted =
    wanted === "missing"
      ? (cell: number) => !done.has(cell)
      : // A stored reply that is an error stays one, however often it is scored.
        (cell: number) => judgeErrors.has(cell) || (!isRescored && errors.has(cell));
  const cells = orderOf(context, run, source.suite).filter(isWanted);
  const grid = gridOf(run.plan);
  return {
    run,
    lanes: lanesOf(cells, grid, providersOf(context, run)),
    maker: isRescored
      ? createRescorer(context, run, source)
      : createMaker(context, run, source, wanted === "errors" ? judgeErrors : new CellSet()),
    replaced: wanted === "missing" ? new CellSet() : done,
    spentUsd: spentSoFar(run),
    otherwise: isRescored
      ? standOf(originOf(context, run))
      : run.state === "running"
        ? "cancelled"
        : standOf(run),
  };
}

const standOf = ({ state }: TestRunRow): Job["otherwise"] =>
  state === "running" || state === "done" ? "cancelled" : state;

/** All cells of a run in the order in which they are called. */
function orderOf(context: TestContext, run: TestRunRow, suite: FrozenSuite): Uint32Array {
  const { db } = context;
  if (run.rescoredFrom === null) {
    return plannedCells(selectCases(db, suite, run.plan), run.plan);
  }
  const cells: number[] = [];
  eachDoneCell(db, run.rescoredFrom, (cell) => cells.push(cell));
  return Uint32Array.from(cells);
}

function providersOf({ models }: TestContext, { plan, rescoredFrom }: TestRunRow) {
  // Of stored replies no model under test is asked.
  if (rescoredFrom !== null) return [{ name: "", limit: plan.concurrency ?? 16 }];
  return plan.models.map((model) => ({
    name: splitModelRef(model).provider.toLowerCase(),
    limit: models.limitsOf(model).concurrency,
  }));
}

const sourceOf = (context: TestContext, run: TestRunRow): AttemptSource & { suite: FrozenSuite } => ({
  content: readContent(context.db, run.contentHash),
  suite: readFrozenSuite(context.suites, run.suiteVersionId),
  plan: run.plan,
});

/** `answered`: cells whose reply is complete; only their checks are made again. */
function createMaker(
  context: TestContext,
  run: TestRunRow,
  source: AttemptSource,
  answered: CellSet,
): AttemptMaker {
  const tag = createPriceTag(context, source);
  return {
    prepare: createCellReader(context, source),
    mostCost: tag.mostCost,
    async make(ready, hooks) {
      const stored = answered.has(ready.cell)
        ? findStoredAttempt(context.db, run.sequence, ready.cell)
        : undefined;
      if (stored === undefined) {
        const attempt = await makeAttempt(context, source, ready, hooks);
        tag.learn(attempt.usage);
        return attempt;
      }
      return scoreTalk(context, source, ready, recall(ready, stored), hooks);
    },
  };
}
