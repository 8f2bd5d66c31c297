import { expect } from "vitest";
import { designHandlers } from "#core/design/index.ts";
import { exchangeHandlers } from "#core/exchange/index.ts";
import { promptHandlers } from "#core/prompts/index.ts";
import { createProviders } from "#core/providers/index.ts";
import { createRouter, type Handlers } from "#core/router.ts";
import type { Database } from "#core/store/database.ts";
import { openTestDatabase } from "#core/store/open-database.ts";
import { suiteHandlers } from "#core/suites/index.ts";
import { type Client, createClient } from "#shared/contract/client.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import { createTestPorts } from "./test-ports.ts";

export interface ExchangeBench {
  db: Database;
  lathe: Client<AbortSignal>;
  /** What was told to pages, and whether it was stored by then. */
  events: { event: LatheEvent; inTransaction: boolean }[];
}

/** Import and export on an empty workspace in memory. */
export function openExchangeBench(): ExchangeBench {
  const db = openTestDatabase();
  const events: ExchangeBench["events"] = [];
  const ports = createTestPorts({ fetch: () => Promise.reject(new TypeError("blocked in this test")) });
  const publish = (event: LatheEvent) => void events.push({ event, inTransaction: db.raw.inTransaction });
  const prompts = { db, clock: ports.clock, ids: ports.ids, publish };
  const { caller: models } = createProviders({ db, ports, publish });
  const suites = { db, ports, publish, prompts, models };
  const design = { db, ports, publish, prompts, suites, models };
  const handlers = {
    ...promptHandlers(prompts),
    ...suiteHandlers(suites),
    ...designHandlers(design),
    ...exchangeHandlers({ db, ports, publish, prompts, suites, design }),
  };
  const router = createRouter(handlers as Handlers, {
    log: (_level, message) => expect.fail(message),
    checkOutputs: true,
  });
  return { db, events, lathe: createClient<AbortSignal>(router.open) };
}
