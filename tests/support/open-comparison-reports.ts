import { expect } from "vitest";
import { evidenceHandlers } from "#core/experiments/evidence-handlers.ts";
import { reportHandlers } from "#core/experiments/report-handlers.ts";
import type { Ports } from "#core/ports.ts";
import { createRouter, type Handlers } from "#core/router.ts";
import type { Database } from "#core/store/database.ts";
import { createClient } from "#shared/contract/client.ts";
import type { Input } from "#shared/contract/operations.ts";
import { openExperiments } from "./open-experiments.ts";

/** What reads experiments and writes reports of them, over its contract. */
export function openComparisonReports(db: Database, overrides: Partial<Ports> = {}) {
  const { context } = openExperiments(db, overrides);
  const handlers = { ...evidenceHandlers(context), ...reportHandlers(context) } as unknown as Handlers;
  const log = (_level: string, message: string) => expect.fail(message);
  const lathe = createClient<AbortSignal>(createRouter(handlers, { log, checkOutputs: true }).open);
  return {
    lathe,
    context,
    /** All that a report says, put together, and how it ends. */
    async report(input: Input<"experiments.report">) {
      const pieces: string[] = [];
      const frames = lathe.stream("experiments.report", input);
      for (;;) {
        const step = await frames.next();
        if (step.done) return { text: pieces.join(""), pieces, ...step.value };
        pieces.push(step.value.text);
      }
    },
  };
}
