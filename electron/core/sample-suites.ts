import { z } from "zod";
import { check } from "#shared/model/check.ts";
import type { PromptId, SuiteId, VersionId } from "#shared/model/ids.ts";
import { caseContent, suiteName } from "#shared/model/suite.ts";
import { createIsolated } from "./checks/index.ts";
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

/** What a new workspace's suites and their first test runs are made with. */
export function sampleTests(
  context: PromptContext,
  { ports, redactor, appVersion }: { ports: Ports; redactor: Redactor; appVersion: string },
) {
  const { db } = context;
  const publish = () => {};
  const { caller: models } = createProviders({ db, ports, publish, redactor });
  const suites: SuiteContext = { db, ports, publish, prompts: context, models };
  const isolated = createIsolated(ports);
  const tests: TestContext = {
    db,
    ports,
    publish,
    prompts: context,
    models,
    suites,
    checks: { db, ports, models, isolated },
    appVersion,
    live: new Map(),
  };
  const { signal } = new AbortController();
  const suiteDo = suiteHandlers(suites);
  const testDo = testHandlers(tests);

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
  async function testVersions({ promptId, versionIds }: WrittenSample, suiteId: SuiteId): Promise<void> {
    const [first, last] = [versionIds.at(0), versionIds.at(-1)];
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
      if (versionId === first) await testDo["tests.set-baseline"]({ promptId, testRunId }, { signal });
    }
  }

  return {
    async fill(samples: WrittenSample[]): Promise<void> {
      try {
        for (const sample of samples) {
          const suiteId = await writeSuite(sample);
          if (suiteId !== null) await testVersions(sample, suiteId);
        }
      } finally {
        await isolated.close();
      }
    },
  };
}
