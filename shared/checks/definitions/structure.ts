import { z } from "zod";
import type { JsonSchema } from "../../model/content.ts";
import { define, minScore } from "../definition.ts";
import { jsonOf, jsonValue, listValue, numberValue, textValue } from "../value-readers.ts";
import { regexFlags } from "./text.ts";

const base = {
  family: "structure",
  absentValue: "allowed",
  options: z.object({}),
  optionFields: [],
  threshold: null,
  isJudge: false,
  takesTransform: true,
} as const;

/** A JSON Schema (2020-12), as JSON or as text; null: none. */
const schemaValue = z.unknown().transform((value, context): JsonSchema | boolean | null => {
  const read = typeof value === "string" ? jsonOf(value) : value;
  if (read === null || typeof read === "boolean") return read;
  if (typeof read === "object" && !Array.isArray(read)) return read as JsonSchema;
  context.addIssue({ code: "custom", message: "A JSON Schema is an object, or true or false." });
  return z.NEVER;
});

/** Paths of elements from the root on, such as `order.item`; null: none is required. */
const elementsValue = z.unknown().transform((value, context): string[] => {
  if (value === null) return [];
  const listed = typeof value === "object" && "requiredElements" in value ? value.requiredElements : value;
  const read = listValue.safeParse(listed);
  if (read.success && read.data.every((path) => path.split(".").every((name) => name !== "")))
    return read.data;
  context.addIssue({ code: "custom", message: "Elements are named by paths such as order.item." });
  return z.NEVER;
});

const schemaCheck = define({
  ...base,
  value: schemaValue,
  valueField: "schema",
  example: { value: { type: "object", required: ["answer"], properties: { answer: { type: "string" } } } },
});
const xmlCheck = define({
  ...base,
  value: elementsValue,
  valueField: "list",
  example: { value: ["order.item"] },
});

export const listModes = ["same", "ordered", "superset", "subset"] as const;

export const structureDefinitions = {
  "is-json": schemaCheck,
  "contains-json": schemaCheck,
  "json-path": define({
    ...base,
    value: textValue,
    valueField: "path",
    absentValue: "refused",
    /** All that is set must hold; where nothing is, the value must be there. */
    options: z.object({
      /** Any JSON; a text also equals the number or truth value that it is the text of. */
      equals: z.json().optional(),
      min: numberValue.optional(),
      max: numberValue.optional(),
      regex: z.string().optional(),
      flags: regexFlags.default(""),
      /** false: nothing may be there. */
      exists: z.boolean().default(true),
      /** Where the path leads to several values: whether all of them must do, or one is enough. */
      which: z.enum(["every", "some"]).default("every"),
    }),
    optionFields: [
      { name: "equals", kind: "json" },
      { name: "min", kind: "number" },
      { name: "max", kind: "number" },
      { name: "regex", kind: "pattern" },
      { name: "flags", kind: "text" },
      { name: "exists", kind: "boolean" },
      { name: "which", kind: "choice", choices: ["every", "some"] },
    ],
    example: { value: "$.answer" },
  }),
  "json-match": define({
    ...base,
    value: jsonValue,
    valueField: "json",
    absentValue: "expected",
    threshold: minScore(1),
    options: z.object({
      /** Keys that do not count, at any depth. */
      excludeKeys: listValue.optional(),
      /** Keys of the outermost object that only the reply has do not count. */
      ignoreExtra: z.boolean().default(false),
      /** same: the same items in any order. superset: the reply has all that are expected. subset: it has no others. */
      list: z.enum(listModes).default("same"),
    }),
    optionFields: [
      { name: "excludeKeys", kind: "list" },
      { name: "ignoreExtra", kind: "boolean" },
      { name: "list", kind: "choice", choices: listModes },
    ],
    example: {},
  }),
  "is-xml": xmlCheck,
  "contains-xml": xmlCheck,
};
