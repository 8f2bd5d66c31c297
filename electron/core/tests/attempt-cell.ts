import { type ErrorData, isCancelled, LatheError } from "#shared/contract/errors.ts";
import type { Check } from "#shared/model/check.ts";
import type { ChatMessage, ModelRef, PromptContent, VariableValues } from "#shared/model/content.ts";
import type { CaseId } from "#shared/model/ids.ts";
import type { Retry } from "#shared/model/run.ts";
import type { CaseContent } from "#shared/model/suite.ts";
import type { TestPlan } from "#shared/model/test-run.ts";
import { preparePrompt } from "../prompts/index.ts";
import type { ModelRequest } from "../providers/index.ts";
import type { FrozenSuite } from "../suites/index.ts";
import type { NewAttempt, PendingRecording } from "./attempt-store.ts";
import type { TestContext } from "./context.ts";
import { type Grid, placeOf } from "./engine-cells.ts";

/** What an attempt tells while it is made. */
export interface AttemptHooks {
  /** Cuts its calls. */
  signal: AbortSignal;
  onRetry(retry: Retry): void;
  /** A call, of a model or of a judge, may have been charged, and nobody knows how much. */
  onUnknownCost(): void;
  /** An answer was paid for: it is to be kept whatever becomes of the attempt. */
  onRecording(recording: PendingRecording): void;
  /**
   * With each piece of the last answer, all that has arrived of it; it is streamed then. Absent: nobody watches, and the
   * answer is asked for as a whole.
   */
  onText?(arrived: string): void;
}

/** A cell that can be called: its case was read and its prompt formatted. */
export interface ReadyCell {
  cell: number;
  caseIndex: number;
  caseId: CaseId;
  caseHash: string;
  model: ModelRef;
  repeat: number;
  /** null: the case could not be read. */
  content: CaseContent | null;
  inputs: VariableValues;
  checks: Check[];
  messages: ChatMessage[];
  /** Why it cannot be called; the attempt is an error with this reason. */
  error: ErrorData | null;
}

/** Makes the attempts of one run. */
export interface AttemptMaker {
  prepare(cell: number): Promise<ReadyCell>;
  /** US dollars that its calls may cost, judges included. */
  mostCost(ready: ReadyCell): number;
  /** Never throws but `host.cancelled`, and what the store says: what goes wrong is an attempt. */
  make(ready: ReadyCell, hooks: AttemptHooks): Promise<NewAttempt>;
}

/** Of a frozen suite, or of one that is only looked at. */
export type CaseSource = Pick<FrozenSuite, "checks" | "threshold" | "cases" | "readCase">;

export interface AttemptSource {
  content: PromptContent;
  suite: CaseSource;
  plan: TestPlan;
}

export const gridOf = ({ models, repeats }: TestPlan): Grid => ({ models: models.length, repeats });

/** Values that a case leaves out are the prompt's defaults. */
export function inputsWithDefaults({ variables }: PromptContent, inputs: VariableValues): VariableValues {
  const all: VariableValues = {};
  for (const { name, default: value } of variables) if (value !== undefined) all[name] = value;
  return { ...all, ...inputs };
}

/** What is sent for a cell when so much has been said. */
export function requestOf(
  { content }: Pick<AttemptSource, "content">,
  { model, repeat }: Pick<ReadyCell, "model" | "repeat">,
  messages: ChatMessage[],
): ModelRequest {
  const { model: _own, ...settings } = content.model;
  const { tools, outputSchema } = content;
  return { model, messages, settings, tools, outputSchema, repeatIndex: repeat };
}

/** Reads a cell's case and formats its prompt; what is wrong with either is the cell's error. */
export function createCellReader(
  context: TestContext,
  { content, suite, plan }: AttemptSource,
): (cell: number) => Promise<ReadyCell> {
  const grid = gridOf(plan);
  let format: ReturnType<typeof preparePrompt> | undefined;
  return async (cell) => {
    const { caseIndex, modelIndex, repeat } = placeOf(cell, grid);
    const entry = suite.cases[caseIndex];
    const model = plan.models[modelIndex];
    if (entry === undefined || model === undefined) throw new Error(`there is no cell ${cell}`);
    const ready: ReadyCell = {
      cell,
      caseIndex,
      caseId: entry.caseId,
      caseHash: entry.hash,
      model,
      repeat,
      content: null,
      inputs: {},
      checks: suite.checks,
      messages: [],
      error: null,
    };
    try {
      const one = suite.readCase(entry.hash);
      ready.content = one;
      ready.inputs = inputsWithDefaults(content, one.inputs);
      ready.checks = one.checks.length === 0 ? suite.checks : [...suite.checks, ...one.checks];
      format ??= preparePrompt(content);
      ready.messages = await (await format)(one.inputs);
    } catch (error) {
      ready.error = errorOf(context, error);
    }
    return ready;
  };
}

/** As it is kept with an attempt. A cancelled call is none: it throws on. */
export function errorOf({ ports }: TestContext, error: unknown): ErrorData {
  if (isCancelled(error)) throw error;
  if (error instanceof LatheError) return error.toData();
  ports.log("error", `a test attempt: ${error instanceof Error ? error.stack : error}`);
  return {
    code: "host.internal",
    message: "Lathe made a mistake of its own while testing this case. The log has the details.",
    retryable: true,
  };
}
