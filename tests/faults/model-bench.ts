import { createPrompt, type PromptContext } from "#core/prompts/index.ts";
import { createProviders } from "#core/providers/index.ts";
import { createRedactor } from "#core/redactor.ts";
import { createRouter, type Handlers } from "#core/router.ts";
import { type RunContext, runHandlers } from "#core/runs/index.ts";
import { settingsHandlers } from "#core/settings/index.ts";
import { openTestDatabase } from "#core/store/open-database.ts";
import { type Client, createClient } from "#shared/contract/client.ts";
import type { Chunk } from "#shared/contract/operations.ts";
import { promptContent } from "#shared/model/content.ts";
import type { Run } from "#shared/model/run.ts";
import { createTestPorts } from "../support/test-ports.ts";

export interface ModelBench {
  lathe: Client<AbortSignal>;
  logged: string[];
  /** Runs a small prompt on `PROVIDER/MODEL` to its end. */
  run(model: string): Promise<{ run: Run; chunks: Chunk<"runs.follow">[] }>;
  start(model: string): Promise<Run["runId"]>;
  follow(runId: Run["runId"]): Promise<{ run: Run; chunks: Chunk<"runs.follow">[] }>;
}

/** Settings, providers, prompts and runs as they ship, on a database in memory and a clock that does not wait. */
export function createModelBench(options: {
  ports?: Parameters<typeof createTestPorts>[0];
  callTimeouts?: { idle: number; total: number };
}): ModelBench {
  const logged: string[] = [];
  const db = openTestDatabase();
  const log = (_level: string, message: string) => void logged.push(message);
  const ports = createTestPorts({ log, ...options.ports });
  const redactor = createRedactor();
  const publish = () => {};
  const prompts: PromptContext = { db, clock: ports.clock, ids: ports.ids, publish };
  const { handlers, caller } = createProviders({
    db,
    ports,
    publish,
    redactor,
    ...(options.callTimeouts && { callTimeouts: options.callTimeouts }),
  });
  const runs: RunContext = { db, ports, publish, prompts, models: caller, live: new Map() };
  const all = { ...settingsHandlers(db, publish), ...handlers, ...runHandlers(runs) } as Handlers;
  const lathe = createClient<AbortSignal>(createRouter(all, { log, checkOutputs: true }).open);
  const content = promptContent.parse({ messages: [{ role: "human", template: "Say hello" }] });
  const { promptId } = createPrompt(prompts, {
    name: "Greeting",
    description: "",
    folder: "",
    tags: [],
    content,
  });

  async function start(model: string): Promise<Run["runId"]> {
    const input = { promptId, source: { kind: "content" as const, content }, values: {}, model };
    return (await lathe.call("runs.start", input)).runId;
  }
  async function follow(runId: Run["runId"]): Promise<{ run: Run; chunks: Chunk<"runs.follow">[] }> {
    const chunks: Chunk<"runs.follow">[] = [];
    const frames = lathe.stream("runs.follow", { runId });
    for (;;) {
      const step = await frames.next();
      if (step.done) return { run: step.value, chunks };
      chunks.push(step.value);
    }
  }
  return { lathe, logged, start, follow, run: async (model) => follow(await start(model)) };
}
