import { z } from "zod";
import type { JsonSchema } from "../../model/content.ts";
import type { finishReason } from "../../model/run.ts";
import { define, minScore, type Threshold } from "../definition.ts";
import { jsonOf, listValue, splitList, textValue } from "../value-readers.ts";

const base = {
  family: "call",
  absentValue: "allowed",
  valueField: null,
  value: z.null(),
  options: z.object({}),
  optionFields: [],
  isJudge: false,
  takesTransform: false,
} as const;

const limit = (meaning: Threshold["meaning"]): Threshold => ({
  meaning,
  default: null,
  isRequired: true,
  max: null,
});

/** As promptfoo and the providers write them. */
const finishNames: Readonly<Record<string, z.infer<typeof finishReason>>> = {
  stop: "stop",
  end_turn: "stop",
  length: "length",
  max_tokens: "length",
  "content-filter": "content-filter",
  content_filter: "content-filter",
  "tool-calls": "tool-calls",
  tool_calls: "tool-calls",
  tool_use: "tool-calls",
};

const finishValue = listValue.transform((names, context) => {
  const read = names.map((name) =>
    Object.hasOwn(finishNames, name.toLowerCase()) ? finishNames[name.toLowerCase()] : undefined,
  );
  if (read.every((name) => name !== undefined)) return read;
  context.addIssue({
    code: "custom",
    message: "A reply ends by stop, length, content-filter or tool-calls.",
  });
  return z.NEVER;
});

export interface ExpectedCall {
  name: string;
  arguments: JsonSchema;
}
const expectedCall = z.object({
  name: z.string().min(1),
  arguments: z
    .union([z.string(), z.record(z.string(), z.json())])
    .default({})
    .transform((written, context) => {
      const read = typeof written === "string" ? jsonOf(written) : written;
      if (typeof read === "object" && read !== null && !Array.isArray(read)) return read as JsonSchema;
      context.addIssue({ code: "custom", message: "The arguments of a call are a JSON object." });
      return z.NEVER;
    }),
});

export const toolCallModes = ["valid", "names-f1", "arguments"] as const;

/** Names, or calls `{name, arguments}`; which of them is wanted is told by `options.mode`. */
const callsValue = z.unknown().transform((value, context): ExpectedCall[] | null => {
  if (value === null) return null;
  const raw = typeof value === "string" ? (jsonOf(value) ?? value) : value;
  const items = typeof raw === "string" ? splitList(raw) : Array.isArray(raw) ? raw : [raw];
  const read = z
    .array(
      z.union([
        z
          .string()
          .min(1)
          .transform((name) => ({ name, arguments: {} })),
        expectedCall,
      ]),
    )
    .max(100)
    .safeParse(items);
  if (read.success) return read.data;
  context.addIssue({ code: "custom", message: "Calls are named, or given as {name, arguments}." });
  return z.NEVER;
});

export const callDefinitions = {
  latency: define({ ...base, threshold: limit("max-ms"), example: { threshold: 5_000 } }),
  cost: define({ ...base, threshold: limit("max-usd"), example: { threshold: 0.01 } }),
  "finish-reason": define({
    ...base,
    value: finishValue,
    valueField: "list",
    absentValue: "refused",
    threshold: null,
    example: { value: "stop" },
  }),
  "tool-call": define({
    ...base,
    value: callsValue,
    valueField: "json",
    threshold: minScore(1),
    options: z.object({
      /** valid: every call fits its tool. names-f1: the right tools were called. arguments: with the right arguments. */
      mode: z.enum(toolCallModes).default("valid"),
      /** partial: the call may have more arguments than are expected. */
      args: z.enum(["partial", "exact"]).default("partial"),
      /** Arguments that do not count. */
      ignore: listValue.optional(),
      /** in_order: other calls may lie between. exact: these calls and no others. */
      order: z.enum(["in_order", "exact"]).default("in_order"),
    }),
    optionFields: [
      { name: "mode", kind: "choice", choices: toolCallModes },
      { name: "args", kind: "choice", choices: ["partial", "exact"] },
      { name: "ignore", kind: "list" },
      { name: "order", kind: "choice", choices: ["in_order", "exact"] },
    ],
    example: { options: { mode: "valid" } },
  }),
};

export const scriptDefinition = define({
  family: "script",
  value: textValue,
  valueField: "code",
  absentValue: "refused",
  /** A script that came with a file stays inert until a person has enabled it. */
  options: z.object({ enabled: z.boolean().default(false) }),
  optionFields: [{ name: "enabled", kind: "boolean" }],
  /** Of a number or a `score`; null: a number over 0 passes, and so does `pass: true`. */
  threshold: { meaning: "min-score", default: null, isRequired: false, max: null },
  isJudge: false,
  takesTransform: true,
  example: { value: "output.length < 500", options: { enabled: true } },
});

export const markKinds = ["thumb", "stars", "label"] as const;

/** The marks of a kind from the worst to the best; `labels` are those of the check. */
export const marksOf = (kind: (typeof markKinds)[number], labels: readonly string[]): readonly string[] =>
  kind === "thumb" ? ["down", "up"] : kind === "stars" ? ["1", "2", "3", "4", "5"] : labels;

export const humanDefinition = define({
  family: "person",
  value: z.unknown(),
  valueField: null,
  absentValue: "allowed",
  options: z
    .object({
      kind: z.enum(markKinds).default("thumb"),
      /** The labels, from the worst to the best. */
      values: listValue.optional(),
      /** The least that passes: a number of stars, or a label. Absent: thumb up, four stars, the best label. */
      passAt: z.union([z.number(), z.string()]).optional(),
    })
    .refine(({ kind, values }) => kind !== "label" || values !== undefined, {
      path: ["values"],
      message: "Name the labels, from the worst to the best.",
    })
    .refine(
      ({ kind, values = [], passAt }) =>
        passAt === undefined || marksOf(kind, values).includes(String(passAt)),
      {
        path: ["passAt"],
        message: "It must be one of the marks that can be given.",
      },
    ),
  optionFields: [
    { name: "kind", kind: "choice", choices: markKinds },
    { name: "values", kind: "list" },
    { name: "passAt", kind: "text" },
  ],
  threshold: null,
  isJudge: false,
  takesTransform: false,
  example: { options: { kind: "thumb" } },
});

export const unsupportedDefinition = define({
  family: "script",
  /** What was imported, as it came. */
  value: z.unknown(),
  valueField: null,
  absentValue: "allowed",
  options: z.object({ name: z.string().default("") }),
  optionFields: [{ name: "name", kind: "text" }],
  threshold: null,
  isJudge: false,
  takesTransform: false,
  example: {},
});
