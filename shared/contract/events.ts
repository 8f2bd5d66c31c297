import { z } from "zod";
import {
  experimentId,
  promptId,
  providerId,
  runId,
  snippetId,
  suiteId,
  testRunId,
  versionId,
} from "../model/ids.ts";
import { runState } from "../model/run.ts";
import { testProgress, testRunState } from "../model/test-run.ts";

/** Facts that happened, told to every page. They name what changed; the page asks for the rest. */
export const event = z.discriminatedUnion("type", [
  z.object({ type: z.literal("prompt.changed"), promptId }),
  z.object({ type: z.literal("prompt.removed"), promptId }),
  /** `session` is the page that saved, which need not reload its own text. */
  z.object({ type: z.literal("draft.saved"), promptId, revision: z.int(), session: z.string() }),
  z.object({ type: z.literal("version.saved"), promptId, versionId }),
  z.object({ type: z.literal("run.started"), runId, promptId }),
  /** At most ten a second per run. */
  z.object({ type: z.literal("run.progress"), runId, promptId, outputCharacters: z.int() }),
  z.object({ type: z.literal("run.ended"), runId, promptId, state: runState }),
  z.object({ type: z.literal("suite.changed"), suiteId, revision: z.int() }),
  z.object({ type: z.literal("suite.removed"), suiteId }),
  z.object({ type: z.literal("test.started"), testRunId, promptId }),
  /** At most ten a second per run; what it counts is in the store already. */
  z.object({ type: z.literal("test.progress"), promptId, progress: testProgress }),
  /** It stands still: done, paused, cancelled, capped, halted or interrupted. */
  z.object({ type: z.literal("test.ended"), testRunId, promptId, state: testRunState }),
  /** A mark or a baseline. */
  z.object({ type: z.literal("test.marked"), testRunId }),
  z.object({ type: z.literal("baseline.changed"), promptId }),
  z.object({ type: z.literal("experiment.started"), experimentId }),
  /** Its runs moved, a vote or a judgement came in; at most ten a second per experiment. */
  z.object({ type: z.literal("experiment.changed"), experimentId }),
  /** It stands still, and its verdict is stored. */
  z.object({ type: z.literal("experiment.ended"), experimentId, state: testRunState }),
  /** The spec of a prompt, or a report of its validation. */
  z.object({ type: z.literal("spec.changed"), promptId }),
  /** Made, changed, removed or brought back. */
  z.object({ type: z.literal("snippet.changed"), snippetId }),
  /** A template was saved, changed or removed, or one was used. */
  z.object({ type: z.literal("templates.changed") }),
  z.object({ type: z.literal("provider.changed"), providerId }),
  z.object({ type: z.literal("prices.changed") }),
  z.object({ type: z.literal("settings.changed"), session: z.string() }),
  /** Another process wrote to the workspace: what exactly is not known. */
  z.object({ type: z.literal("workspace.changed") }),
  /** A backup took its place: what a page holds may never have been there. */
  z.object({ type: z.literal("workspace.replaced") }),
  z.object({ type: z.literal("backup.made") }),
  /** The full check in the background is done. */
  z.object({ type: z.literal("workspace.checked"), problems: z.int() }),
]);
export type LatheEvent = z.infer<typeof event>;

/** A numbered event, or the advice to read everything again because the gap is too old to be filled. */
export const watchChunk = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("event"), sequence: z.int(), event }),
  z.object({ kind: z.literal("resync"), sequence: z.int() }),
]);
export type WatchChunk = z.infer<typeof watchChunk>;
