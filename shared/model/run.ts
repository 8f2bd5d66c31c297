import { z } from "zod";
import { errorData } from "../contract/errors.ts";
import { chatMessage, modelRef, modelSettings, variableValues } from "./content.ts";
import { attemptId, promptId, runId, versionId } from "./ids.ts";
import { semver, timestamp } from "./prompt.ts";

/**
 * live: always call the model. reuse: a recorded reply for the same request where there is one, else call.
 * replay: recorded replies only; no network at all.
 */
export const runMode = z.enum(["live", "reuse", "replay"]);
export type RunMode = z.infer<typeof runMode>;

export const runState = z.enum(["running", "done", "cancelled", "failed", "interrupted"]);
export type RunState = z.infer<typeof runState>;

/** Token counts as the provider reported them; never estimated. */
export const usage = z.object({
  inputTokens: z.int().min(0),
  /** Part of `inputTokens`. */
  cachedInputTokens: z.int().min(0).default(0),
  outputTokens: z.int().min(0),
  /** Part of `outputTokens`. */
  reasoningTokens: z.int().min(0).default(0),
});
export type Usage = z.infer<typeof usage>;

export const finishReason = z.enum(["stop", "length", "content-filter", "tool-calls", "unknown"]);
export type FinishReason = z.infer<typeof finishReason>;

export const toolCall = z.object({
  id: z.string(),
  name: z.string(),
  /** The JSON text as the model wrote it, which may be malformed. */
  arguments: z.string(),
});
export type ToolCall = z.infer<typeof toolCall>;

/** A complete answer of a model. */
export const reply = z.object({
  text: z.string(),
  toolCalls: z.array(toolCall).default([]),
  finishReason,
  /** null: the provider did not say; shown as unknown, never as 0. */
  usage: usage.nullable(),
});
export type Reply = z.infer<typeof reply>;

/** A call that was repeated, and why: retries are visible. */
export const retry = z.object({
  reason: z.string(),
  waitMs: z.number(),
  at: timestamp,
  /** The failure itself, which a page puts into its own language. */
  error: errorData.optional(),
});
export type Retry = z.infer<typeof retry>;

/** One model call for one case. */
export const attempt = z.object({
  attemptId,
  runId,
  state: runState,
  messages: z.array(chatMessage),
  /** sha256 over the full request; the key of its recording. */
  requestHash: z.string(),
  text: z.string(),
  /** The attempt ended before its answer did: `text` is what had arrived, and never counts as an answer. */
  partial: z.boolean().default(false),
  toolCalls: z.array(toolCall),
  finishReason: finishReason.nullable(),
  usage: usage.nullable(),
  /** null: unknown. */
  costUsd: z.number().nullable(),
  /** Wall time of the call; for a recorded reply that of the original call, which never enters statistics. */
  latencyMs: z.number().nullable(),
  firstTokenMs: z.number().nullable(),
  recorded: z.boolean(),
  retries: z.array(retry),
  error: errorData.nullable(),
  startedAt: timestamp,
  endedAt: timestamp.nullable(),
});
export type Attempt = z.infer<typeof attempt>;

/** A run of one prompt's content with one set of values: one attempt. (Suite runs will have many.) */
export const run = z.object({
  runId,
  promptId,
  promptName: z.string(),
  /** null: the draft was run; `contentHash` says which text. */
  versionId: versionId.nullable(),
  version: semver.nullable(),
  contentHash: z.string(),
  model: modelRef,
  settings: modelSettings,
  /** The reply came from the simulator, and every screen says so. */
  simulated: z.boolean(),
  mode: runMode,
  values: variableValues,
  state: runState,
  createdAt: timestamp,
  attempt,
});
export type Run = z.infer<typeof run>;

/** A row of the run list; text is cut to an excerpt. */
export const runSummary = z.object({
  runId,
  promptId,
  promptName: z.string(),
  version: semver.nullable(),
  model: modelRef,
  simulated: z.boolean(),
  state: runState,
  excerpt: z.string(),
  /** As that of its attempt. */
  partial: z.boolean().default(false),
  usage: usage.nullable(),
  costUsd: z.number().nullable(),
  latencyMs: z.number().nullable(),
  recorded: z.boolean(),
  createdAt: timestamp,
});
export type RunSummary = z.infer<typeof runSummary>;
