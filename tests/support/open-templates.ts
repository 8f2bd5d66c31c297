import { expect } from "vitest";
import { createIsolated } from "#core/checks/index.ts";
import { designHandlers } from "#core/design/index.ts";
import type { Ports } from "#core/ports.ts";
import { promptHandlers } from "#core/prompts/index.ts";
import { createProviders } from "#core/providers/index.ts";
import { createRouter, type Handlers } from "#core/router.ts";
import { settingsHandlers } from "#core/settings/index.ts";
import type { Database } from "#core/store/database.ts";
import { openTestDatabase } from "#core/store/open-database.ts";
import { suiteHandlers } from "#core/suites/index.ts";
import { templateHandlers } from "#core/templates/index.ts";
import { type TestContext, testHandlers } from "#core/tests/index.ts";
import { createClient } from "#shared/contract/client.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import { createTestPorts } from "./test-ports.ts";

/** The library with the rooms that it uses, over its contract, on an in-memory workspace. */
export function openTemplates(overrides: Partial<Ports> & { db?: Database } = {}) {
  const db = overrides.db ?? openTestDatabase();
  const events: LatheEvent[] = [];
  const publish = (event: LatheEvent) => void events.push(event);
  const log: Ports["log"] = (_level, message) => expect.fail(message);
  const ports = createTestPorts({ log, ...overrides });
  const prompts = { db, clock: ports.clock, ids: ports.ids, publish };
  const models = createProviders({ db, ports, publish }).caller;
  const suites = { db, ports, publish, prompts, models };
  const isolated = createIsolated(ports);
  const common = { db, ports, publish, prompts, suites, models };
  const checks = { db, ports, models, isolated };
  const tests: TestContext = { ...common, checks, appVersion: "0.0.0", live: new Map() };
  const handlers = {
    ...settingsHandlers(db, publish),
    ...promptHandlers(prompts),
    ...suiteHandlers(suites),
    ...testHandlers(tests),
    ...designHandlers(common),
    ...templateHandlers({ ...common, design: common, tests }),
  };
  const router = createRouter(handlers as unknown as Handlers, { log, checkOutputs: true });
  return { db, events, lathe: createClient<AbortSignal>(router.open), close: () => isolated.close() };
}
