import { z } from "zod";
import { define, minScore } from "../definition.ts";
import { listValue, textValue } from "../value-readers.ts";

const none = z.object({});
const base = {
  family: "text",
  absentValue: "refused",
  options: none,
  optionFields: [],
  threshold: null,
  isJudge: false,
  takesTransform: true,
} as const;

const oneText = (example: string) =>
  define({ ...base, value: textValue, valueField: "text", example: { value: example } });

const severalTexts = (needsAll: boolean) =>
  define({
    ...base,
    value: listValue,
    valueField: "list",
    threshold: needsAll ? minScore(1) : null,
    example: { value: ["refund", "order number"] },
  });

export const regexFlags = z.string().regex(/^[dgimsuvy]*$/, "Flags are of d, g, i, m, s, u, v and y.");

export const textDefinitions = {
  equals: define({
    ...base,
    value: z.unknown().transform((value) => value as unknown),
    valueField: "long-text",
    absentValue: "expected",
    options: z.object({
      /** Blanks around the reply and the value do not count. */
      trim: z.boolean().default(false),
      ignoreCase: z.boolean().default(false),
    }),
    optionFields: [
      { name: "trim", kind: "boolean" },
      { name: "ignoreCase", kind: "boolean" },
    ],
    example: { options: { trim: true } },
  }),
  contains: oneText("refund"),
  icontains: oneText("refund"),
  "contains-any": severalTexts(false),
  "contains-all": severalTexts(true),
  "icontains-any": severalTexts(false),
  "icontains-all": severalTexts(true),
  "starts-with": oneText("Dear "),
  "ends-with": oneText("."),
  regex: define({
    ...base,
    value: textValue,
    valueField: "pattern",
    options: z.object({ flags: regexFlags.default("") }),
    optionFields: [{ name: "flags", kind: "text" }],
    example: { value: "\\b\\d{4}-\\d{2}-\\d{2}\\b" },
  }),
};
