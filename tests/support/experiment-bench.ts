import {
  createTestWatch,
  type ExperimentContext,
  experimentHandlers,
  type TestWatch,
} from "#core/experiments/index.ts";
import { readDraft, saveDraft, saveVersion } from "#core/prompts/index.ts";
import { createRouter, type Handlers } from "#core/router.ts";
import { suiteHandlers } from "#core/suites/index.ts";
import { testHandlers } from "#core/tests/index.ts";
import { type Client, createClient } from "#shared/contract/client.ts";
import type { Chunk, Input, Output } from "#shared/contract/operations.ts";
import { type PromptContent, promptContent } from "#shared/model/content.ts";
import type { ExperimentId, SuiteId, VersionId } from "#shared/model/ids.ts";
import { openTestRunBench, type TestRunBench } from "./test-run-bench.ts";

type StartInput = Input<"experiments.start">;

/** Experiments over the real engine, checks, suites and store; what the model answers is scripted. */
export interface ExperimentBench {
  tests: TestRunBench;
  context: ExperimentContext;
  lathe: Client<AbortSignal>;
  /** Says “Say {word} {style}”, so that a script can tell the arms apart. */
  styled(style: string): PromptContent;
  /** Saves such a text as the prompt's next version. */
  saveVersion(style: string): Promise<VersionId>;
  /** Two arms, “plain” and “polite”, unless others are given. */
  wish(suiteId: SuiteId, more?: Partial<StartInput>): StartInput;
  start(suiteId: SuiteId, more?: Partial<StartInput>): Promise<ExperimentId>;
  follow(
    id: ExperimentId,
  ): Promise<{ chunks: Chunk<"experiments.follow">[]; experiment: Output<"experiments.follow"> }>;
  run(suiteId: SuiteId, more?: Partial<StartInput>): Promise<Output<"experiments.follow">>;
  /** The same workspace in a program of its own, as after a sudden end of the first. */
  reopen(
    pid: number,
    more?: Partial<ExperimentContext["ports"]>,
  ): Pick<ExperimentBench, "context" | "lathe" | "follow">;
}

export function openExperimentBench(options?: Parameters<typeof openTestRunBench>[0]): ExperimentBench {
  const tests = openTestRunBench(options);

  function programOf(testContext: TestRunBench["context"]) {
    const publish = testContext.publish;
    let watch: TestWatch | undefined;
    testContext.publish = (event) => {
      publish(event);
      watch?.hear(event);
    };
    const { db, ports, prompts, models, suites, checks, appVersion } = testContext;
    const context: ExperimentContext = {
      db,
      ports,
      publish,
      prompts,
      models,
      suites,
      checks,
      tests: testContext,
      appVersion,
      judging: new Map(),
    };
    watch = createTestWatch(context);
    const handlers = {
      ...experimentHandlers(context),
      ...testHandlers(testContext),
      ...suiteHandlers(suites),
    } as Handlers;
    const log = (_level: string, message: string) => {
      throw new Error(message);
    };
    const lathe = createClient<AbortSignal>(createRouter(handlers, { log, checkOutputs: true }).open);
    const follow: ExperimentBench["follow"] = async (experimentId) => {
      const chunks: Chunk<"experiments.follow">[] = [];
      const frames = lathe.stream("experiments.follow", { experimentId });
      for (;;) {
        const step = await frames.next();
        if (step.done) return { chunks, experiment: step.value };
        chunks.push(step.value);
      }
    };
    return { context, lathe, follow };
  }

  const own = programOf(tests.context);
  const bench: ExperimentBench = {
    tests,
    ...own,
    styled: (style) =>
      promptContent.parse({
        ...tests.content,
        messages: [{ role: "human", template: `Say {word} ${style}` }],
      }),
    async saveVersion(style) {
      const { promptId } = tests;
      const { prompts } = own.context;
      const { revision: baseRevision } = readDraft(prompts, promptId);
      const content = bench.styled(style);
      const { revision } = saveDraft(prompts, { promptId, content, baseRevision, session: "s" });
      return saveVersion(prompts, { promptId, revision, message: "", bump: "patch" }).version.versionId;
    },
    wish: (suiteId, more = {}) => ({
      arms: ["plain", "polite"].map((style) => ({
        promptId: tests.promptId,
        source: { kind: "content" as const, content: bench.styled(style) },
      })),
      on: { kind: "suite" as const, suiteId },
      ...more,
    }),
    async start(suiteId, more) {
      const { experimentId } = await own.lathe.call("experiments.start", bench.wish(suiteId, more));
      return experimentId;
    },
    run: async (suiteId, more) => (await bench.follow(await bench.start(suiteId, more))).experiment,
    reopen(pid, more = {}) {
      const elsewhere = tests.elsewhere().context;
      elsewhere.ports = { ...elsewhere.ports, pid, ...more };
      return programOf(elsewhere);
    },
  };
  return bench;
}
