import type { PromptContent } from "../model/content.ts";
import type { PromptSpec } from "../model/spec.ts";
import type { Demand } from "./demand.ts";
import { additions } from "./demands-of-text.ts";
import { exampleText } from "./generate-content.ts";
import { codeOfText, languageNamed } from "./languages.ts";
import { normalise } from "./says.ts";
import { isBlank } from "./wording.ts";

/** Each example is shown to the model, and is itself an answer as the spec wants it. */
export function demandsOfExamples(content: PromptContent, spec: PromptSpec): Demand[] {
  return spec.examples.flatMap((example, index): Demand[] => {
    if (isBlank(example.input) && isBlank(example.output)) return [];
    const where = `examples[${index}]`;
    const isShown = (text: string, everything: string) =>
      isBlank(text) || flat(everything).includes(flat(normalise(text)));
    const missing: Demand = {
      rule: "example-missing",
      level: "warning",
      where,
      text: `The prompt does not show example ${index + 1}.`,
      data: { number: index + 1 },
      isMet: ({ everything }) => isShown(example.input, everything) && isShown(example.output, everything),
      ways: additions(content, spec, "examples", (format) => [exampleText(example, format)], "the example"),
    };
    if (isBlank(example.output)) return [own(noAnswer(index + 1), where)];
    const faults = faultsOf(spec, example.output).map(({ text, data, ...fault }) =>
      own(
        {
          ...fault,
          text: text.replace("the example", `example ${index + 1}`),
          data: { ...data, number: index + 1 },
        },
        where,
      ),
    );
    // What is wrong itself is not put into the prompt before it is mended.
    return faults.length > 0 ? [{ ...missing, ways: [] }, ...faults] : [missing];
  });
}

const noAnswer = (number: number): Fault => ({
  rule: "example-inconsistent",
  text: `Example ${number} has no answer yet, and is left out of the prompt.`,
  data: { detail: "no-answer", number },
});

const flat = (text: string): string => text.replace(/\s+/g, " ");

type Fault = Pick<Demand, "rule" | "text" | "data">;

/** Of the spec alone: nothing in the prompt can mend it. */
const own = (fault: Fault, where: string): Demand => ({
  ...fault,
  level: fault.rule === "language-mismatch" || fault.data.detail === "no-answer" ? "warning" : "error",
  where: `${where}.output`,
  isMet: () => false,
  ways: [],
});

function faultsOf(spec: PromptSpec, output: string): Fault[] {
  const faults: Fault[] = [];
  const inconsistent = (detail: string, text: string, data: Fault["data"] = {}) =>
    faults.push({ rule: "example-inconsistent", text, data: { detail, ...data } });
  const { format } = spec.output;
  if (format === "json") faults.push(...faultsOfJson(spec, output));
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  if (
    format === "list" &&
    !lines.every((line) => /^\s*(?:[-*•·]|\d{1,3}[.)、])/.test(line) || /^\s{2,}/.test(line))
  )
    inconsistent("not-a-list", "The answer of the example is no list.");
  if (format === "table" && lines.filter((line) => line.includes("|")).length < 2)
    inconsistent("not-a-table", "The answer of the example is no table.");
  for (const constraint of spec.constraints) {
    if (constraint.kind !== "max-length") continue;
    const { amount, unit } = constraint;
    const found = lengthIn(output, unit);
    if (found > amount)
      inconsistent("too-long", `The answer of the example has ${found} ${unit}; the spec allows ${amount}.`, {
        found,
        amount,
        unit,
      });
  }
  const asked = languageNamed(spec.language)?.code;
  const written = codeOfText(output);
  if (format !== "json" && asked !== undefined && written !== null && !isSameScript(asked, written)) {
    faults.push({
      rule: "language-mismatch",
      text: `The answer of the example is not in ${spec.language.trim()}.`,
      data: { detail: "example", language: spec.language.trim() },
    });
  }
  return faults;
}

/** What is told apart without doubt: Chinese and its like from scripts of letters. */
function isSameScript(asked: string, written: "han" | "latin"): boolean {
  if (written === "han") return ["zh", "zh-hant", "ja", "ko"].includes(asked);
  return !["zh", "zh-hant", "ja", "ko", "ru"].includes(asked);
}

function faultsOfJson({ output: { fields } }: PromptSpec, output: string): Fault[] {
  const fault = (detail: string, text: string, data: Fault["data"] = {}): Fault => ({
    rule: "example-inconsistent",
    text,
    data: { detail, ...data },
  });
  let read: unknown;
  try {
    read = JSON.parse(output);
  } catch {
    return [fault("not-json", "The answer of the example is not valid JSON.")];
  }
  if (fields.length === 0) return [];
  if (typeof read !== "object" || read === null || Array.isArray(read))
    return [fault("no-object", "The answer of the example is no JSON object, and has none of the fields.")];
  const found = read as Record<string, unknown>;
  return [
    ...fields.flatMap(({ name, type, required }): Fault[] => {
      const value = Object.hasOwn(found, name) ? found[name] : undefined;
      if (value === undefined || value === null) {
        return required ? [fault("no-field", `The answer of the example has no “${name}”.`, { name })] : [];
      }
      return isOfType(value, type)
        ? []
        : [fault("wrong-type", `“${name}” in the answer of the example is no ${type}.`, { name, type })];
    }),
    ...Object.keys(found)
      .filter((name) => !fields.some((field) => field.name === name))
      .map((name) =>
        fault("extra-field", `“${name}” in the answer of the example is no field of the spec.`, { name }),
      ),
  ];
}

function isOfType(value: unknown, type: PromptSpec["output"]["fields"][number]["type"]): boolean {
  switch (type) {
    case "text":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean";
    case "list":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && !Array.isArray(value);
  }
}

/** Characters in code points; words by blanks, a Chinese character as one; sentences by their end marks. */
function lengthIn(text: string, unit: "characters" | "words" | "sentences"): number {
  if (unit === "characters") return [...text.trim()].length;
  if (unit === "words")
    return text.match(/\p{Script=Han}|[^\s\p{Script=Han}\p{P}][^\s\p{Script=Han}]*/gu)?.length ?? 0;
  return text.split(/[.!?](?=\s|$)|[。！？]|\n+/u).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}
