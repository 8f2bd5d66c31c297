import type { CheckContext, JudgeCall } from "#core/checks/index.ts";
import { createIsolated, runChecks } from "#core/checks/index.ts";
import { createProviders, type ModelRequest, type Providers } from "#core/providers/index.ts";
import type { Database } from "#core/store/database.ts";
import { openTestDatabase } from "#core/store/open-database.ts";
import type { CheckSubject, Isolated } from "#shared/checks/subject.ts";
import { type Check, type CheckResult, check } from "#shared/model/check.ts";
import type { RunMode } from "#shared/model/run.ts";
import { createTestPorts } from "./test-ports.ts";

export interface CheckBench {
  db: Database;
  context: CheckContext;
  providers: Providers;
  run(checks: object[], subject?: Partial<CheckSubject>, call?: Partial<JudgeCall>): Promise<CheckResult[]>;
  one(check: object, subject?: Partial<CheckSubject>, call?: Partial<JudgeCall>): Promise<CheckResult>;
  close(): Promise<void>;
}

export const subjectOf = (more: Partial<CheckSubject> = {}): CheckSubject => ({
  inputs: {},
  expected: null,
  messages: [],
  output: "",
  toolCalls: [],
  finishReason: null,
  tools: [],
  outputSchema: null,
  latencyMs: null,
  recorded: false,
  costUsd: null,
  marks: [],
  others: [],
  ...more,
});

export const callOf = (more: Partial<JudgeCall> = {}): JudgeCall => ({
  judgeModel: "simulator/fast",
  mode: "live" satisfies RunMode,
  signal: new AbortController().signal,
  repeatIndex: 0,
  onRetry: () => {},
  ...more,
});

/** Real checks on a real database, with the simulator as judge; `isolated` is shared by those who pass one. */
export function openCheckBench(options: { isolated?: Isolated } = {}): CheckBench {
  const db = openTestDatabase();
  const ports = createTestPorts();
  const providers = createProviders({ db, ports, publish: () => {} });
  const own = createIsolated(ports);
  const context: CheckContext = { db, ports, models: providers.caller, isolated: options.isolated ?? own };
  const run: CheckBench["run"] = (checks, subject, call) =>
    runChecks(
      context,
      checks.map((one) => check.parse(one)) satisfies Check[],
      subjectOf(subject),
      callOf(call),
    );
  return {
    db,
    context,
    providers,
    run,
    async one(...[wanted, subject, call]) {
      const [result] = await run([wanted], subject, call);
      if (result === undefined) throw new Error("no result");
      return result;
    },
    async close() {
      await own.close();
      db.close();
    },
  };
}

/** A model that answers what it is told to, in order, and keeps what it was asked. */
export interface ScriptedJudge {
  asked: ModelRequest[];
  models: CheckContext["models"];
}

export type ScriptedAnswer =
  | string
  | { text: string; finishReason?: "stop" | "length" | "content-filter"; costUsd?: number | null }
  | Error;

export function scriptedJudge(bench: CheckBench, answers: ScriptedAnswer[]): ScriptedJudge {
  const asked: ModelRequest[] = [];
  const left = [...answers];
  return {
    asked,
    models: {
      ...bench.providers.caller,
      async call(request) {
        asked.push(request);
        const next = left.shift();
        if (next === undefined) throw new Error("the judge was asked once too often");
        if (next instanceof Error) throw next;
        const {
          text,
          finishReason = "stop",
          costUsd = 0.001,
        } = typeof next === "string" ? { text: next } : next;
        return {
          reply: { text, toolCalls: [], finishReason, usage: null },
          costUsd,
          latencyMs: 1,
          firstTokenMs: null,
          recorded: false,
        };
      },
    },
  };
}
