import { expect } from "vitest";
import type { ExperimentContext } from "#core/experiments/context.ts";
import { evidenceHandlers } from "#core/experiments/evidence-handlers.ts";
import type { Ports } from "#core/ports.ts";
import { createRouter, type Handlers } from "#core/router.ts";
import type { Database } from "#core/store/database.ts";
import { createClient } from "#shared/contract/client.ts";
import { createTestPorts } from "./test-ports.ts";

/** What reads experiments, over its contract, without what makes them: their runs are written straight into the tables. */
export function openExperiments(
  db: Database,
  { appVersion = "0.1.0", ...overrides }: Partial<Ports> & { appVersion?: string } = {},
) {
  const ports = createTestPorts(overrides);
  const publish = () => {};
  const prompts = { db, clock: ports.clock, ids: ports.ids, publish };
  const suites = { db, ports, publish, prompts };
  const tests = { db, ports, publish, prompts, suites, appVersion, live: new Map() };
  const context = {
    db,
    ports,
    publish,
    prompts,
    suites,
    tests,
    appVersion,
    judging: new Map(),
  } as unknown as ExperimentContext;
  const router = createRouter(evidenceHandlers(context) as unknown as Handlers, {
    log: (_level, message) => expect.fail(message),
    checkOutputs: true,
  });
  return { context, lathe: createClient<AbortSignal>(router.open) };
}
