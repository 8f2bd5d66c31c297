import { z } from "zod";
import { modelRef, promptContent, storedValues } from "../model/content.ts";
import { promptId, runId, versionId } from "../model/ids.ts";
import { run, runMode, runState, runSummary } from "../model/run.ts";
import { command, query, stream } from "./define.ts";
import { errorData } from "./errors.ts";

export const runOperations = {
  /** Answers a run id at once; the run goes on in the store whatever becomes of the page that started it. */
  "runs.start": command({
    input: z.object({
      promptId,
      /** The text as it stands on the screen, or a saved version. */
      source: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("content"), content: promptContent }),
        z.object({ kind: z.literal("version"), versionId }),
      ]),
      values: storedValues,
      /** Absent: the content's own model, else the default of Settings. */
      model: modelRef.optional(),
      mode: runMode.default("live"),
    }),
    output: z.object({ runId }),
  }),
  /** The reply as it grows, from its first character; ends with the run. Leaving does not cancel the run. */
  "runs.follow": stream({
    input: z.object({ runId }),
    chunk: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("text"), delta: z.string() }),
      /** A failed call is tried again: what was streamed so far is void. */
      z.object({
        kind: z.literal("retry"),
        reason: z.string(),
        waitMs: z.number(),
        error: errorData.optional(),
      }),
    ]),
    output: run,
  }),
  "runs.cancel": command({ input: z.object({ runId }), output: z.null() }),
  "runs.read": query({ input: z.object({ runId }), output: run }),
  /** Newest first, paged by keyset. */
  "runs.list": query({
    input: z.object({
      promptId: promptId.optional(),
      state: runState.optional(),
      before: z.int().nullable().default(null),
      limit: z.int().min(1).max(500).default(50),
    }),
    output: z.object({ runs: z.array(runSummary), next: z.int().nullable() }),
  }),
  /** What has been spent, for the status bar. Runs whose cost is unknown are counted apart, never as 0. */
  "runs.spend": query({
    input: z.object({ since: z.iso.datetime() }),
    output: z.object({ costUsd: z.number(), runs: z.int(), unknownCost: z.int() }),
  }),
};
