import { type Command, Option } from "commander";
import type { Assignment, Metric } from "#shared/model/experiment.ts";
import { type ExperimentId, experimentId } from "#shared/model/ids.ts";
import { commonCommand, type Finish } from "./common-command.ts";
import { followExperiment } from "./compare-follow.ts";
import { refuseUnwritableComparison } from "./compare-report.ts";
import { readArms, readDelta, readMetric } from "./compare-wish.ts";
import { badInput } from "./exit-codes.ts";
import { findTestRun, languageOption } from "./report.ts";
import { type CommonOptions, type Session, withSession } from "./session.ts";
import { note } from "./terminal.ts";
import { readDollars, readModel, readWhole, several } from "./test-wish.ts";
import type { Language } from "./write-report.ts";

type CompareOptions = CommonOptions & {
  suite?: string;
  model: string[];
  judge?: string;
  metric: Metric;
  delta: number;
  repeat: number;
  assign: Assignment;
  samples?: number;
  cases?: number;
  seed: number;
  mode: "live" | "reuse" | "replay";
  concurrency?: number;
  maxCost?: number;
  mayExtend: boolean;
  stopEarly: boolean;
  runs?: string[];
  resume?: string;
  retryErrors?: string;
  extend?: string;
  show?: string;
  out: string[];
  language: Language;
};

export function addCompare(program: Command, finish: Finish): void {
  program.addCommand(
    commonCommand(
      "compare [NAME@A NAME@B … --suite NAME] [options]",
      "Hold prompts, drafts or models against each other on the same cases, and end with 1 where one is worse than A.",
      'compare "Customer reply@1.0.0" "Customer reply@draft" --suite "Customer replies" --out comparison.html',
    )
      .argument("[references...]", "NAME, NAME@VERSION or NAME@draft; the first is A")
      .option("--suite <name>", "the suite whose cases are put to every arm")
      .option(
        "--model <provider/model>",
        "a model; may be repeated: every prompt with every model is an arm",
        several,
        [],
      )
      .addOption(
        new Option("--metric <name>", "pass, score, latency, cost or the name of a check (check:NAME)")
          .argParser(readMetric)
          .default(readMetric("pass"), "pass"),
      )
      .option(
        "--delta <number>",
        "the smallest difference that matters: 0.05 is five points, or 5 %",
        readDelta,
        0.05,
      )
      .option("--repeat <count>", "how often each case is put to each arm", readWhole("--repeat", 1, 100), 1)
      .addOption(
        new Option(
          "--assign <way>",
          "paired: every case through every arm; random: each call drawn to one arm",
        )
          .choices(["paired", "random"])
          .default("paired"),
      )
      .option(
        "--samples <count>",
        "of random: calls per arm on average",
        readWhole("--samples", 2, 1_000_000),
      )
      .option(
        "--cases <count>",
        "so many cases of the suite, drawn at random",
        readWhole("--cases", 1, 1_000_000),
      )
      .option(
        "--seed <number>",
        "draws cases, order, arms and the bootstrap",
        readWhole("--seed", -2_147_483_648, 2_147_483_647),
        1,
      )
      .option("--judge <provider/model>", "the model of the checks that ask one and name none themselves")
      .addOption(
        new Option("--mode <mode>", "reuse: a recorded reply first; replay: no network at all")
          .choices(["live", "reuse", "replay"])
          .default("live"),
      )
      .option(
        "--concurrency <count>",
        "calls at once, under the limit of the provider",
        readWhole("--concurrency", 1, 256),
      )
      .option(
        "--max-cost <usd>",
        "start no call that might pass this sum over all arms",
        readDollars("--max-cost"),
      )
      .option(
        "--may-extend",
        "allow cases to be added after a look; a winner then needs an e-value of 20",
        false,
      )
      .option("--stop-early", "stop as soon as the e-value reaches 20 (paired, one repeat)", false)
      .option("--runs <run...>", "compare test runs that are there; the first is A, and nothing is called")
      .option("--show <comparison>", "tell the verdict of a comparison again; nothing is called")
      .option("--resume <comparison>", "go on with one that stands still; only what is missing is called")
      .option("--retry-errors <comparison>", "call those attempts again that ended in an error")
      .option("--extend <comparison>", "ask more cases of the suite, where its plan allows that; see --cases")
      .option("--out <file...>", "write a report: .html .json", [])
      .addOption(languageOption())
      .addHelpText("after", moreHelp)
      .action(async (references: string[], options: CompareOptions) => {
        refuseMixture(references, options);
        for (const file of options.out) await refuseUnwritableComparison(file);
        return withSession(options, async (session) => {
          const id = await begin(session, references, options);
          await followExperiment(session, id, { finish, ...options });
        });
      }),
  );
}

const moreHelp = `
What is compared:
  compare "Reply" --suite S                     its draft (B) against its latest version (A)
  compare "Reply@1.0.0" "Reply@1.1.0" --suite S versions, drafts or prompts, up to six
  compare "Reply" --model a/x --model b/y …     one prompt with several models
  compare --runs RUN_A RUN_B                    test runs that are there, “latest” too; nothing is called
  A comparison is named by its id, or “latest”.

Exit codes:
  0  B is not worse: better, no difference that matters, or it cannot be told yet (--json says which)
  1  an arm is worse than A
  2  bad usage, or not comparable: unlike cases, checks or judges, or nothing that has a value
  3  no verdict because something failed: over 5 % errors, or it stopped before its end
  130  cancelled; --resume goes on`;

function refuseMixture(references: string[], options: CompareOptions): void {
  const { runs, show, resume, retryErrors, extend } = options;
  const ways = [references[0], runs, show, resume, retryErrors, extend].filter((way) => way !== undefined);
  if (ways.length === 1) return;
  throw badInput(
    ways.length === 0
      ? "Name what is compared: NAME@A NAME@B --suite NAME, or --runs RUN_A RUN_B. --help shows all ways."
      : "Either name prompts, or test runs with --runs, or a comparison with --show, --resume, --retry-errors or --extend.",
  );
}

async function begin(session: Session, references: string[], options: CompareOptions): Promise<ExperimentId> {
  const { lathe, signal } = session;
  if (options.runs !== undefined) return beginWithRuns(session, options.runs, options);
  if (options.show !== undefined) return findExperiment(session, options.show);
  if (options.resume !== undefined) {
    const id = await findExperiment(session, options.resume);
    const cap = options.maxCost === undefined ? {} : { maxCostUsd: options.maxCost };
    await lathe.call("experiments.resume", { experimentId: id, ...cap }, signal);
    return id;
  }
  if (options.retryErrors !== undefined) {
    const id = await findExperiment(session, options.retryErrors);
    const { attempts } = await lathe.call("experiments.retry-errors", { experimentId: id }, signal);
    if (attempts === 0) note("No attempt of this comparison ended in an error.");
    return id;
  }
  if (options.extend !== undefined) {
    const id = await findExperiment(session, options.extend);
    await lathe.call("experiments.extend", { experimentId: id, cases: options.cases ?? null }, signal);
    return id;
  }
  return start(session, references, options);
}

async function beginWithRuns(
  session: Session,
  names: string[],
  { metric, delta, seed }: CompareOptions,
): Promise<ExperimentId> {
  const runs = [];
  for (const name of names) runs.push(await findTestRun(session, name));
  if (runs.length < 2 || runs.length > 6)
    throw badInput("--runs: name two to six test runs; the first is A.");
  const input = { runs, metric, delta, seed };
  return (await session.lathe.call("experiments.from-runs", input, session.signal)).experimentId;
}

async function start(session: Session, references: string[], options: CompareOptions): Promise<ExperimentId> {
  if (options.suite === undefined)
    throw badInput("Name the suite: --suite NAME. “lathe suite list” shows them.");
  if (options.samples !== undefined && options.assign !== "random")
    throw badInput(
      "--samples goes with --assign random; of paired cases --cases draws some, and --repeat asks them again.",
    );
  const { lathe, signal } = session;
  const arms = await readArms(session, references, options.model);
  const { suiteId } = await lathe.call("suites.find", { name: options.suite }, signal);
  const { experimentId: id } = await lathe.call(
    "experiments.start",
    {
      arms,
      on: { kind: "suite", suiteId },
      metric: options.metric,
      delta: options.delta,
      assign: options.assign,
      repeats: options.repeat,
      samples: options.samples ?? null,
      seed: options.seed,
      cases: options.cases ?? null,
      mayExtend: options.mayExtend,
      stopEarly: options.stopEarly,
      mode: options.mode,
      concurrency: options.concurrency ?? null,
      maxCostUsd: options.maxCost ?? null,
      judgeModel: options.judge === undefined ? null : readModel("--judge", options.judge),
    },
    signal,
  );
  return id;
}

/** The comparison that was named; `latest` is the one that was started last. */
async function findExperiment({ lathe, signal }: Session, name: string): Promise<ExperimentId> {
  if (name !== "latest") {
    const id = experimentId.safeParse(name);
    if (id.success) return id.data;
    throw badInput(`“${name}” is not a comparison. Its id stands under its verdict; “latest” is the newest.`);
  }
  const { experiments } = await lathe.call("experiments.list", { limit: 1 }, signal);
  const newest = experiments[0];
  if (newest === undefined) throw badInput("There is no comparison in this workspace yet.");
  return newest.experimentId;
}
