import { z } from "zod";
import { refuseUnstorable, storedText } from "./text.ts";

/** A variable is a plain identifier, so that no template can reach a property, an index or a prototype member. */
export const variableNamePattern = /^[\p{L}_][\p{L}\p{N}_]{0,63}$/u;
const forbiddenNames = new Set([
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
]);
export const isVariableName = (name: string): boolean =>
  variableNamePattern.test(name) && !forbiddenNames.has(name);
export const variableName = z
  .string()
  .refine(isVariableName, "A variable name is a letter or _ followed by letters, digits or _ (at most 64).");

/**
 * The first two are filled in by Lathe. The others are syntaxes of other tools whose logic Lathe cannot carry over: such
 * a template is kept as the text it is, marked, and is not sent until a person has rewritten it.
 */
export const templateFormat = z.enum(["f-string", "mustache", "jinja2", "handlebars", "nunjucks"]);
export type TemplateFormat = z.infer<typeof templateFormat>;
export const runnableFormat = templateFormat.extract(["f-string", "mustache"]);
export type RunnableFormat = z.infer<typeof runnableFormat>;
export const isRunnable = (format: TemplateFormat): format is RunnableFormat =>
  runnableFormat.safeParse(format).success;

/** How a snippet is referred to: `{>name}` in an f-string template, `{{>name}}` in a Mustache one. */
export const snippetName = z
  .string()
  .regex(
    /^[\p{L}_][\p{L}\p{N}_-]{0,63}$/u,
    "A snippet name is a letter or _ followed by letters, digits, _ or - (at most 64).",
  );

/**
 * The text that a reference stands for, as it was when it was taken in: a version says the same for ever, whatever
 * becomes of the snippet. It is written in the template format of the prompt that holds it.
 */
export const includedSnippet = z.object({ name: snippetName, text: storedText });
export type IncludedSnippet = z.infer<typeof includedSnippet>;

export const messageRole = z.enum(["system", "human", "ai"]);
export type MessageRole = z.infer<typeof messageRole>;

/** One block of a prompt: a message with a template, or the place where a conversation history is put in. */
export const message = z.discriminatedUnion("role", [
  z.object({ role: z.literal("system"), template: storedText }),
  z.object({ role: z.literal("human"), template: storedText }),
  z.object({ role: z.literal("ai"), template: storedText }),
  z.object({ role: z.literal("history"), variable: variableName, optional: z.boolean().default(true) }),
]);
export type Message = z.infer<typeof message>;
export type TextMessage = Extract<Message, { template: string }>;

export const variableType = z.enum(["text", "number", "boolean", "enum", "list", "json"]);
export type VariableType = z.infer<typeof variableType>;

/** What a variable's value may be, as it is typed, stored and sent. */
export const variableValue = z.json();
export type VariableValue = z.infer<typeof variableValue>;
export const variableValues = z.record(z.string(), variableValue);
export type VariableValues = z.infer<typeof variableValues>;
/** Values that are kept: of a run, or with a variable. */
export const storedValue = variableValue.superRefine(refuseUnstorable);
export const storedValues = variableValues.superRefine(refuseUnstorable);

export const variable = z.object({
  name: variableName,
  type: variableType.default("text"),
  description: storedText.optional(),
  /** Used when no value is given. A variable without a default is required. */
  default: storedValue.optional(),
  /** Shown as a hint and offered by "fill with examples"; never used silently. */
  example: storedValue.optional(),
  /** The choices of an `enum`. */
  options: z.array(storedText).optional(),
});
export type Variable = z.infer<typeof variable>;

/** `PROVIDER/MODEL`; the model part may itself contain slashes. */
export const modelRef = z
  .string()
  .max(300)
  .regex(/^[^/\s]+\/\S.*$/, "Write a model as PROVIDER/MODEL, for example simulator/default.");
export type ModelRef = z.infer<typeof modelRef>;

export const responseFormat = z.enum(["text", "json", "json-schema"]);
export type ResponseFormat = z.infer<typeof responseFormat>;

/** Absent means: the provider's own default. */
export const modelSettings = z.object({
  model: modelRef.optional(),
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().min(0).max(1).optional(),
  maxTokens: z.int().min(1).max(10_000_000).optional(),
  stop: z.array(storedText.min(1)).max(16).optional(),
  seed: z.int().optional(),
  responseFormat: responseFormat.optional(),
});
export type ModelSettings = z.infer<typeof modelSettings>;

export const jsonSchema = z.record(z.string(), z.json()).superRefine(refuseUnstorable);
export type JsonSchema = z.infer<typeof jsonSchema>;

export const tool = z.object({
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, "A tool name has 1 to 64 of a–z, A–Z, 0–9, _ and -."),
  description: storedText.optional(),
  parameters: jsonSchema,
});
export type Tool = z.infer<typeof tool>;

/**
 * What a version holds and what its content hash covers: everything that decides which request a model receives.
 * The name, folder, tags and message of a version are not part of it.
 */
export const promptContent = z.object({
  templateFormat: templateFormat.default("f-string"),
  messages: z.array(message).max(200),
  variables: z.array(variable).max(500).default([]),
  model: modelSettings.default({}),
  tools: z.array(tool).max(128).default([]),
  /** The JSON Schema of the reply; sent when `model.responseFormat` is `json-schema`. */
  outputSchema: jsonSchema.nullable().default(null),
  /** What the references in the messages stand for, also those within snippets. Absent: there are none. */
  snippets: z.array(includedSnippet).max(200).optional(),
});
export type PromptContent = z.infer<typeof promptContent>;

export const emptyContent = (): PromptContent => ({
  templateFormat: "f-string",
  messages: [
    { role: "system", template: "" },
    { role: "human", template: "" },
  ],
  variables: [],
  model: {},
  tools: [],
  outputSchema: null,
});

/** A message as it is sent to a model: the template with its variables filled in. */
export const chatMessage = z.object({ role: messageRole, content: z.string() });
export type ChatMessage = z.infer<typeof chatMessage>;
