import { createIsolated } from "#core/checks/index.ts";
import { createPrompt } from "#core/prompts/index.ts";
import {
  createProviders,
  type ModelAnswer,
  type ModelCallHooks,
  type ModelRequest,
} from "#core/providers/index.ts";
import { createRouter, type Handlers } from "#core/router.ts";
import type { Database } from "#core/store/database.ts";
import { openTestDatabase } from "#core/store/open-database.ts";
import { suiteHandlers } from "#core/suites/index.ts";
import { type TestContext, testHandlers } from "#core/tests/index.ts";
import { type Client, createClient } from "#shared/contract/client.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import { type Check, check } from "#shared/model/check.ts";
import { type PromptContent, promptContent } from "#shared/model/content.ts";
import type { CaseId, PromptId, SuiteId, TestRunId } from "#shared/model/ids.ts";
import type { Limits, Price } from "#shared/model/provider.ts";
import { type CaseContent, caseContent } from "#shared/model/suite.ts";
import type { TestAttempt, TestAttemptRow, TestProgress, TestRun } from "#shared/model/test-run.ts";
import { createTestPorts } from "./test-ports.ts";

type Script = (
  request: ModelRequest,
  hooks: ModelCallHooks,
) => Promise<string | (Partial<Omit<ModelAnswer, "reply">> & { reply: Partial<ModelAnswer["reply"]> })>;

/** The real engine, checks, suites and store; what the model answers is scripted. */
export interface TestRunBench {
  db: Database;
  context: TestContext;
  lathe: Client<AbortSignal>;
  events: LatheEvent[];
  /** Every call of a model, judges included. */
  requests: ModelRequest[];
  script: Script;
  /** null: unknown. */
  price: Price | null;
  limits: Limits;
  promptId: PromptId;
  content: PromptContent;
  addSuite(cases: CaseWish[], checks?: CheckWish[]): Promise<SuiteId>;
  addCase(suiteId: SuiteId, content: CaseWish): Promise<void>;
  replaceCase(suiteId: SuiteId, index: number, content: CaseWish): Promise<void>;
  start(suiteId: SuiteId, more?: object): Promise<TestRunId>;
  follow(testRunId: TestRunId): Promise<{ progress: TestProgress[]; run: TestRun }>;
  run(suiteId: SuiteId, more?: object): Promise<TestRun>;
  rows(testRunId: TestRunId): Promise<TestAttemptRow[]>;
  attempts(testRunId: TestRunId): Promise<TestAttempt[]>;
  /** Another program on the same workspace. */
  elsewhere(): Pick<TestRunBench, "context" | "lathe">;
  /** Not one page more: what SQLite says then is what it says of a full disk. */
  fillDisk(): () => void;
}

type Timeouts = { idle: number; total: number };

/** Models of other providers are called as they would be. */
const isScripted = (model: string): boolean => /^(fake|slow|fast)\//.test(model);

type CheckWish = Pick<Check, "type"> & Partial<Check>;
type CaseWish = Omit<Partial<CaseContent>, "checks"> & { checks?: CheckWish[] };

const toCase = ({ checks = [], ...content }: CaseWish): CaseContent =>
  caseContent.parse({ ...content, checks: checks.map((one) => check.parse(one)) });

export const cases = (count: number, more: (index: number) => CaseWish = () => ({})): CaseWish[] =>
  Array.from({ length: count }, (_, index) => ({ inputs: { word: `w${index}` }, ...more(index) }));

export function openTestRunBench(
  options: { ports?: Parameters<typeof createTestPorts>[0]; callTimeouts?: Timeouts } = {},
): TestRunBench {
  const db = openTestDatabase();
  const ports = createTestPorts(options.ports);
  const events: LatheEvent[] = [];
  const publish = (event: LatheEvent) => void events.push(event);
  const prompts = { db, clock: ports.clock, ids: ports.ids, publish };
  const content = promptContent.parse({
    messages: [{ role: "human", template: "Say {word}" }],
    variables: [{ name: "word" }],
    model: { model: "fake/m" },
  });
  const { promptId } = createPrompt(prompts, { name: "p", description: "", folder: "", tags: [], content });
  const { caller, handlers: providerHandlers } = createProviders({
    db,
    ports,
    publish,
    ...(options.callTimeouts && { callTimeouts: options.callTimeouts }),
  });
  const models: TestContext["models"] & typeof caller = {
    ...caller,
    isSimulated: () => false,
    priceOf: (model) => (isScripted(model) ? bench.price : caller.priceOf(model)),
    limitsOf: (model) => (isScripted(model) ? bench.limits : caller.limitsOf(model)),
    async call(request, mode, hooks) {
      if (mode === "replay" || !isScripted(request.model)) return caller.call(request, mode, hooks);
      bench.requests.push(request);
      hooks.signal.throwIfAborted();
      const answered = await bench.script(request, hooks);
      const { reply, ...more } = typeof answered === "string" ? { reply: { text: answered } } : answered;
      const answer: ModelAnswer = {
        reply: {
          text: "",
          toolCalls: [],
          finishReason: "stop",
          usage: { inputTokens: 3, cachedInputTokens: 0, outputTokens: 5, reasoningTokens: 0 },
          ...reply,
        },
        costUsd: 0.002,
        latencyMs: 120,
        firstTokenMs: null,
        recorded: false,
        ...more,
      };
      hooks.onRecording?.({
        requestHash: caller.hashOf(request),
        repeatIndex: request.repeatIndex,
        provider: "fake",
        model: "m",
        requestJson: JSON.stringify(request),
        reply: answer.reply,
        latencyMs: answer.latencyMs,
        firstTokenMs: null,
        recordedAt: new Date(ports.clock.now()).toISOString(),
      });
      return answer;
    },
  };
  const contextOf = (own: Partial<TestContext["ports"]> = {}): TestContext => {
    const itsPorts = { ...ports, ...own };
    return {
      db,
      ports: itsPorts,
      publish,
      prompts,
      models,
      suites: { db, ports: itsPorts, publish, prompts, models },
      checks: { db, ports: itsPorts, models, isolated: createIsolated(itsPorts) },
      appVersion: "0.0.0",
      live: new Map(),
    };
  };
  const clientOf = (context: TestContext) => {
    const handlers = {
      ...testHandlers(context),
      ...suiteHandlers(context.suites),
      ...providerHandlers,
    } as Handlers;
    const log = (_level: string, message: string) => {
      throw new Error(message);
    };
    return createClient<AbortSignal>(createRouter(handlers, { log, checkOutputs: true }).open);
  };
  const context = contextOf();
  const lathe = clientOf(context);

  const bench: TestRunBench = {
    db,
    context,
    lathe,
    events,
    requests: [],
    script: async () => "yes",
    price: { inputPerMillion: 1, outputPerMillion: 2, asOf: "2026-11-24" },
    limits: { concurrency: 4, requestsPerMinute: null, tokensPerMinute: null },
    promptId,
    content,
    async addSuite(wishes, checks = [{ type: "contains", value: "yes" }]) {
      const { suiteId, revision } = await lathe.call("suites.create", {
        name: `s${ports.ids.next("x")}`,
        promptId,
        checks: checks.map((one) => check.parse(one)),
      });
      const edits = wishes.map((wish) => ({ kind: "add" as const, after: null, content: toCase(wish) }));
      // Each is put before the one before it.
      if (edits.length > 0)
        await lathe.call("suites.edit-cases", { suiteId, baseRevision: revision, edits: edits.reverse() });
      return suiteId;
    },
    async addCase(suiteId, content) {
      const { revision: baseRevision } = await lathe.call("suites.read", { suiteId });
      const edits = [{ kind: "add" as const, after: null, content: toCase(content) }];
      await lathe.call("suites.edit-cases", { suiteId, baseRevision, edits });
    },
    async replaceCase(suiteId, index, content) {
      const { cases: all, revision } = await lathe.call("suites.cases", { suiteId });
      const id = all[index]?.caseId as CaseId;
      const edits = [{ kind: "update" as const, caseId: id, content: toCase(content) }];
      await lathe.call("suites.edit-cases", { suiteId, baseRevision: revision, edits });
    },
    async start(suiteId, more = {}) {
      const source = { kind: "content" as const, content };
      const { testRunId } = await lathe.call("tests.start", { promptId, source, suiteId, ...more });
      return testRunId;
    },
    async follow(testRunId) {
      const progress: TestProgress[] = [];
      const frames = lathe.stream("tests.follow", { testRunId });
      for (;;) {
        const step = await frames.next();
        if (step.done) return { progress, run: step.value };
        progress.push(step.value);
      }
    },
    run: async (suiteId, more) => (await bench.follow(await bench.start(suiteId, more))).run,
    rows: async (testRunId) =>
      (await lathe.call("tests.results", { testRunId, sort: "case", limit: 500 })).rows,
    attempts: async (testRunId) =>
      Promise.all(
        (await bench.rows(testRunId)).map(({ attempt }) => lathe.call("tests.attempt", { attempt })),
      ),
    elsewhere() {
      const other = contextOf({ pid: 77 });
      return { context: other, lathe: clientOf(other) };
    },
    fillDisk() {
      db.raw.pragma(`max_page_count = ${db.raw.pragma("page_count", { simple: true })}`);
      return () => void db.raw.pragma("max_page_count = 1000000");
    },
  };
  return bench;
}
