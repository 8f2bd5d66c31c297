import { expect } from "vitest";
import type { Ports } from "#core/ports.ts";
import { createRouter, type Handlers } from "#core/router.ts";
import type { Database } from "#core/store/database.ts";
import type { TestContext } from "#core/tests/context.ts";
import { resultHandlers } from "#core/tests/result-handlers.ts";
import { type Client, createClient } from "#shared/contract/client.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { StreamName } from "#shared/contract/operations.ts";
import { createTestPorts } from "./test-ports.ts";

/** What reads and judges results, over its contract, without what makes them. */
export function openResults(db: Database, overrides: Partial<Ports> = {}) {
  const events: LatheEvent[] = [];
  const ports = createTestPorts(overrides);
  const publish = (event: LatheEvent) => void events.push(event);
  const prompts = { db, clock: ports.clock, ids: ports.ids, publish };
  const context = { db, ports, publish, prompts, live: new Map() } as unknown as TestContext;
  const router = createRouter(resultHandlers(context) as unknown as Handlers, {
    log: (_level, message) => expect.fail(message),
    checkOutputs: true,
  });
  return { lathe: createClient<AbortSignal>(router.open), events };
}

/** All that a report says, put together, and how it ends. */
export async function readReport(
  lathe: Client<AbortSignal>,
  input: Parameters<typeof lathe.stream<Extract<StreamName, "tests.report">>>[1],
) {
  const pieces: string[] = [];
  const frames = lathe.stream("tests.report", input);
  for (;;) {
    const step = await frames.next();
    if (step.done) return { text: pieces.join(""), pieces, ...step.value };
    pieces.push(step.value.text);
  }
}
