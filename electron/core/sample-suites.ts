import { z } from "zod";
import { check } from "#shared/model/check.ts";
import type { PromptId, SuiteId, TestRunId, VersionId } from "#shared/model/ids.ts";
import { caseContent, suiteName } from "#shared/model/suite.ts";
import { type CheckContext, createIsolated } from "./checks/index.ts";
import { type ExperimentContext, experimentHandlers } from "./experiments/index.ts";
import type { Ports } from "./ports.ts";
import type { PromptContext } from "./prompts/index.ts";
import { createProviders } from "./providers/index.ts";
import type { Redactor } from "./redactor.ts";
import { sampleSuiteFiles } from "./sample-files.ts";
import { type SuiteContext, suiteHandlers } from "./suites/index.ts";
import { type TestContext, testHandlers } from "./tests/index.ts";

const sampleSuite = z.object({
  /** The name of the sample prompt that it is for. */
  prompt: z.string(),
  name: suiteName,
  description: z.string(),
  checks: z.array(check),
  cases: z.array(caseContent),
});

export interface WrittenSample {
  promptId: PromptId;
  name: string;
  /** Oldest first. */
  versionIds: VersionId[];
}

/** What a new workspace's suites, their first test runs and its first comparison are made with. */
export function sampleTests(
  context: PromptContext,
  { ports, redactor, appVersion }: { ports: Ports; redactor: Redactor; appVersion: string },
) {
  const { db } = context;
  const publish = () => {};
  const { caller: models } = createProviders({ db, ports, publish, redactor });
  const suites: SuiteContext = { db, ports, publish, prompts: context, models };
  const isolated = createIsolated(ports);
  const checks: CheckContext = { db, ports, models, isolated };
  const common = { db, ports, publish, prompts: context, models, suites, checks, appVersion };
  const tests: TestContext = { ...common, live: new Map() };
  const experiments: ExperimentContext = { ...common, tests, judging: new Map() };
  const { signal } = new AbortController();
  const suiteDo = suiteHandlers(suites);
  const testDo = testHandlers(tests);
  const experimentDo = experimentHandlers(experiments);

  async function writeSuite(sample: WrittenSample): Promise<SuiteId | null> {
    const written = sampleSuiteFiles
      .map((file) => sampleSuite.parse(file))
      .find(({ prompt }) => prompt === sample.name);
    if (written === undefined) return null;
    const { cases, name, description, checks } = written;
    const { promptId } = sample;
    const made = await suiteDo["suites.create"]({ name, description, checks, promptId }, { signal });
    const { suiteId, revision } = made;
    const edits = [...cases].reverse().map((content) => ({ kind: "add" as const, after: null, content }));
    await suiteDo["suites.edit-cases"]({ suiteId, baseRevision: revision, edits }, { signal });
    return suiteId;
  }

  /** The first version and the last on the suite, so that there is something to compare; the first is the baseline. */
  async function testVersions(
    { promptId, versionIds }: WrittenSample,
    suiteId: SuiteId,
  ): Promise<TestRunId[]> {
    const [first, last] = [versionIds.at(0), versionIds.at(-1)];
    const runs: TestRunId[] = [];
    for (const versionId of new Set([first, last])) {
      if (versionId === undefined) continue;
      const { testRunId } = await testDo["tests.start"](
        {
          promptId,
          source: { kind: "version", versionId },
          suiteId,
          models: ["simulator/default"],
          repeats: 1,
          mode: "live",
          concurrency: null,
          maxCostUsd: null,
          judgeModel: "simulator/default",
          seed: 1,
          only: null,
        },
        { signal },
      );
      await tests.live.get(testRunId)?.done;
      runs.push(testRunId);
      if (versionId === first) await testDo["tests.set-baseline"]({ promptId, testRunId }, { signal });
    }
    return runs;
  }

  /** Of the first prompt, so that there is one to look at; it calls nothing, and its verdict is what the runs say. */
  async function compareVersions(runs: TestRunId[]): Promise<void> {
    await experimentDo["experiments.from-runs"](
      { runs, metric: { kind: "pass" }, delta: 0.05, seed: 1 },
      { signal },
    );
  }

  return {
    async fill(samples: WrittenSample[]): Promise<void> {
      try {
        let isCompared = false;
        for (const sample of samples) {
          const suiteId = await writeSuite(sample);
          if (suiteId === null) continue;
          const runs = await testVersions(sample, suiteId);
          if (isCompared || runs.length < 2) continue;
          await compareVersions(runs);
          isCompared = true;
        }
      } finally {
        await isolated.close();
      }
    },
  };
}
