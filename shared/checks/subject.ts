import type { Check, CheckResult } from "../model/check.ts";
import type { ChatMessage, JsonSchema, Tool, VariableValue, VariableValues } from "../model/content.ts";
import type { FinishReason, ToolCall } from "../model/run.ts";

/** What a check looks at: one complete reply and where it came from. A reply that broke off is never checked. */
export interface CheckSubject {
  /** Of the case, with the prompt's defaults filled in. */
  inputs: VariableValues;
  expected: VariableValue;
  /** Everything that was said before the reply, as the model got it. */
  messages: ChatMessage[];
  output: string;
  toolCalls: ToolCall[];
  /** null: not known, such as where a text is only tried. */
  finishReason: FinishReason | null;
  /** Of the prompt, for `tool-call` and `is-json` without a schema of its own. */
  tools: Tool[];
  outputSchema: JsonSchema | null;
  /** null: not measured. */
  latencyMs: number | null;
  /** The reply came from a recording: its latency says nothing. */
  recorded: boolean;
  /** null: unknown. */
  costUsd: number | null;
  /** What people said of this reply, where it is scored again. */
  marks: { kind: "thumb" | "stars" | "label"; value: string; metric: string | null }[];
  /** Other replies to the same case, for `select-best`. */
  others: { name: string; output: string }[];
}

/** Why something isolated gave no answer. */
export interface IsolatedFault {
  fault: "invalid" | "timeout" | "memory" | "threw";
  message: string;
}

/**
 * What runs apart from the program, under a time and a memory limit, because a person or a file brought it: patterns that
 * may backtrack for ever, schemas that hold such patterns, and scripts.
 */
export interface Isolated {
  /** The first match with its groups (0: the whole match; `undefined` where one took no part), or null. */
  match(input: {
    pattern: string;
    flags: string;
    text: string;
  }): Promise<{ groups: (string | undefined)[]; index: number } | null | IsolatedFault>;
  /** JSON Schema 2020-12; an empty list: valid. */
  validate(input: {
    schema: JsonSchema | boolean;
    value: unknown;
  }): Promise<{ errors: { path: string; message: string }[] } | IsolatedFault>;
  /** An expression or the body of a function over `output` and `context`; its value as JSON. */
  script(input: {
    code: string;
    output: string;
    context: unknown;
  }): Promise<{ value: unknown } | IsolatedFault>;
}

/** A check that needs no model. */
export type Evaluate = (
  check: Check,
  subject: CheckSubject,
  isolated: Isolated,
) => CheckResult | Promise<CheckResult>;
