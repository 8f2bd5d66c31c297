import { z } from "zod";
import { promptContent } from "./content.ts";
import { promptId, validationId } from "./ids.ts";
import { timestamp } from "./prompt.ts";
import { storedText } from "./text.ts";

const line = storedText.pipe(z.string().max(500)).default("");
const paragraph = storedText.pipe(z.string().max(20_000)).default("");

/** What an answer must keep to. `max-length` and `max-tokens` are of the reply. */
export const specConstraint = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("max-length"),
    amount: z.int().min(1).max(1_000_000),
    unit: z.enum(["characters", "words", "sentences"]),
  }),
  z.object({ kind: z.literal("max-tokens"), amount: z.int().min(1).max(1_000_000) }),
  z.object({ kind: z.literal("tone"), text: storedText.pipe(z.string().max(500)) }),
  z.object({ kind: z.literal("must"), text: storedText.pipe(z.string().max(2_000)) }),
  z.object({ kind: z.literal("must-not"), text: storedText.pipe(z.string().max(2_000)) }),
  /** Any other, by a name of its own, such as “reading level”: “grade 8”. */
  z.object({
    kind: z.literal("other"),
    name: storedText.pipe(z.string().min(1).max(100)),
    text: storedText.pipe(z.string().max(2_000)),
  }),
]);
export type SpecConstraint = z.infer<typeof specConstraint>;

export const outputFormat = z.enum(["text", "markdown", "list", "table", "json"]);
export type OutputFormat = z.infer<typeof outputFormat>;

export const outputField = z.object({
  name: storedText.pipe(z.string().min(1).max(100)),
  type: z.enum(["text", "number", "boolean", "list", "object"]).default("text"),
  description: line,
  required: z.boolean().default(true),
});
export type OutputField = z.infer<typeof outputField>;

/**
 * The design intent of a prompt. In `context`, `task`, constraints and the description of the output `{name}` is a
 * variable where the name is a plain identifier; every other brace is a brace. Examples hold no variables.
 */
export const promptSpec = z.object({
  useCase: line,
  /** Who answers, such as “a support agent of an online shop”. */
  role: line,
  domain: line,
  /** Who reads the answer. */
  audience: line,
  context: paragraph,
  task: paragraph,
  constraints: z.array(specConstraint).max(50).default([]),
  output: z
    .object({
      format: outputFormat.default("text"),
      description: paragraph,
      fields: z.array(outputField).max(100).default([]),
    })
    .default({ format: "text", description: "", fields: [] }),
  examples: z
    .array(z.object({ input: paragraph, output: paragraph }))
    .max(20)
    .default([]),
  /** The language of the reply in words, such as “English” or “简体中文”; "": not said. */
  language: line,
  /** The language of the words that Lathe puts around the user's own. */
  writtenIn: z.enum(["en", "zh"]).default("en"),
  /** The most tokens that the formatted prompt may take; null: no budget. */
  tokenBudget: z.int().min(1).max(10_000_000).nullable().default(null),
});
export type PromptSpec = z.infer<typeof promptSpec>;

/** The spec of a prompt as it is stored. */
export const storedSpec = z.object({
  promptId,
  /** Rises by one with each save; 0: none was ever saved. */
  revision: z.int(),
  spec: promptSpec.nullable(),
  /** What the spec gave when its text was last taken over: the base of the next merge with what was written by hand. */
  generated: promptContent.nullable(),
  savedAt: timestamp.nullable(),
});
export type StoredSpec = z.infer<typeof storedSpec>;

/** Stable ids of what a validation looks for; docs/design-rules.md tells what each means. */
export const designRule = z.enum([
  "input-invalid",
  "role-missing",
  "task-missing",
  "context-missing",
  "constraint-missing",
  "output-format-missing",
  "output-field-missing",
  "output-schema-mismatch",
  "variable-unused",
  "variable-unknown",
  "example-missing",
  "example-inconsistent",
  "language-missing",
  "language-mismatch",
  "token-budget",
  "lint",
]);
export type DesignRule = z.infer<typeof designRule>;

export const designIssue = z.object({
  rule: designRule,
  level: z.enum(["error", "warning"]),
  /** Of which part of the spec, input or message: `constraints[2]`, `output.fields[0]`, `inputs[3]`, `messages[0]`. */
  where: z.string(),
  /** English; the page translates by `rule` (and `data.detail` where there is one) with `data`. */
  text: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The content with this one issue mended; null: only a person can. */
  fix: z.object({ text: z.string(), content: promptContent }).nullable(),
});
export type DesignIssue = z.infer<typeof designIssue>;

export const validatedInput = z.object({
  name: z.string(),
  valid: z.boolean(),
  /** The prompt as a model would receive it, roles and texts; null where it could not be formatted. */
  formatted: z.array(z.object({ role: z.string(), content: z.string() })).nullable(),
  /** In Unicode code points, of all messages. */
  characters: z.int(),
  tokens: z.int(),
  /** Why not, in English with the code of the error; null where it is valid. */
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      /** The figures of the error, for a page that speaks another language. */
      details: z.record(z.string(), z.json()).optional(),
    })
    .nullable(),
});
export type ValidatedInput = z.infer<typeof validatedInput>;

export const validationReport = z.object({
  /** null: it was not stored, because it is of no prompt in the workspace. */
  validationId: validationId.nullable(),
  promptId: promptId.nullable(),
  contentHash: z.string(),
  at: timestamp,
  inputs: z.array(validatedInput),
  /** How many there were; more than are listed where a suite has very many. */
  totalInputs: z.int(),
  validInputs: z.int(),
  /**
   * 0 to 1: the share of what the spec asks for that the prompt says, times the share of valid inputs. 1 where there was
   * nothing to ask.
   */
  compliance: z.number().min(0).max(1),
  /** What was asked, and of it what is met. */
  checked: z.int(),
  met: z.int(),
  issues: z.array(designIssue),
  /** No issue and every input valid. */
  clean: z.boolean(),
});
export type ValidationReport = z.infer<typeof validationReport>;
