import type { OutputField, PromptSpec, SpecConstraint } from "../model/spec.ts";
import { textFault } from "../model/text.ts";
import { cutText } from "../text/cut-text.ts";
import { readConstraint } from "./read-spec.ts";
import { isBlank } from "./wording.ts";

export type Fields = Record<string, unknown>;
export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A spec from named fields, as models and people write them: keys in any spelling, constraints as texts, as a list or by
 * name. `leftOut` names what was not understood. The result must still be parsed.
 */
export function specOfFields(
  whole: Fields,
  writtenIn: PromptSpec["writtenIn"],
): { spec: Omit<PromptSpec, "output"> & { output: unknown }; leftOut: string[] } {
  const about = isFields(whole.metadata) ? whole.metadata : {};
  const fields = new Map(
    Object.entries({ ...about, ...whole }).map(([key, value]) => [plainKey(key), value]),
  );
  if (isFields(whole.metadata)) fields.delete("metadata");
  const take = (...names: string[]): unknown => {
    const name = names.find((one) => fields.has(one));
    const value = name === undefined ? undefined : fields.get(name);
    if (name !== undefined) fields.delete(name);
    return value;
  };
  const leftOut: string[] = [];
  const fitting = (text: string, name: string, most: number): string => {
    if (text.length > most) leftOut.push(`${name} (beyond ${most} characters)`);
    return cutText(text, most);
  };
  const line = (name: string, ...others: string[]) =>
    fitting(textOf(take(name, ...others)).replace(/\s*\n\s*/g, " "), name, 500);
  const paragraph = (name: string, ...others: string[]) =>
    fitting(textOf(take(name, ...others)), name, 20_000);
  const constraints = constraintsOf(take("constraints", "rules", "requirements"));
  const spec = {
    useCase: line("usecase"),
    role: line("role", "persona").replace(/^(?:you are|你是)\s*/i, ""),
    domain: line("domain", "field"),
    audience: line("audience", "readers"),
    context: paragraph("context", "background"),
    task: paragraph("task", "instructions", "goal"),
    constraints: constraints.list
      .flatMap((one) => {
        const read = constraintOf(one);
        if (read === null) leftOut.push("constraints");
        return read ?? [];
      })
      .slice(0, 50),
    output: outputOf(take("output", "outputformat", "expectedoutput", "format"), leftOut),
    examples: listOf(take("examples", "fewshot"))
      .flatMap((one) => {
        if (!isFields(one)) return [];
        const [input, output] = [exampleText(one.input ?? one.user), exampleText(one.output ?? one.answer)];
        return isBlank(input) && isBlank(output) ? [] : [{ input, output }];
      })
      .slice(0, 20),
    language: line("language", "outputlanguage") || constraints.language,
    writtenIn,
    tokenBudget: wholeNumber(take("tokenbudget")),
  };
  fields.delete("writtenin");
  leftOut.push(...fields.keys());
  return { spec, leftOut: [...new Set(leftOut)].slice(0, 10) };
}

const plainKey = (key: string): string => key.toLowerCase().replace(/[^a-z]/g, "");

/** Lists become lines; what is no text becomes none. */
function textOf(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map(textOf)
      .filter((one) => one !== "")
      .join("\n");
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && textFault(value) === null ? value.trim() : "";
}

/** An answer in JSON may come as JSON. */
const exampleText = (value: unknown): string =>
  cutText(typeof value === "object" && value !== null ? JSON.stringify(value) : textOf(value), 20_000);

const listOf = (value: unknown): unknown[] =>
  Array.isArray(value)
    ? value
    : typeof value === "string"
      ? value.split("\n").filter((one) => !isBlank(one))
      : [];

const wholeNumber = (value: unknown): number | null => {
  const number = typeof value === "string" ? Number.parseInt(value, 10) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= 1 && number <= 1_000_000
    ? number
    : null;
};

/** A list; or by name, such as `max_tokens: 300`, `tone: friendly`, `language: zh`, `must_not: [..]`. */
function constraintsOf(value: unknown): { list: unknown[]; language: string } {
  if (!isFields(value)) return { list: listOf(value), language: "" };
  let language = "";
  const list = Object.entries(value).flatMap(([name, given]): unknown[] => {
    const key = plainKey(name);
    if (key === "language") {
      language = cutText(textOf(given), 500);
      return [];
    }
    if (/^max(?:imum)?tokens$/.test(key)) return [{ kind: "max-tokens", amount: given }];
    const unit = /^max(?:imum)?(characters|chars|words|sentences|length)$/.exec(key)?.[1];
    if (unit !== undefined) {
      const known = unit === "length" || unit === "chars" ? "characters" : unit;
      return [
        isFields(given)
          ? { kind: "max-length", ...given }
          : { kind: "max-length", amount: given, unit: known },
      ];
    }
    if (key === "tone") return [{ kind: "tone", text: given }];
    if (key === "must" || key === "mustnot")
      return listOf(given).map((text) => ({ kind: key === "must" ? "must" : "must-not", text }));
    return [{ kind: "other", name, text: textOf(given) }];
  });
  return { list, language };
}

function constraintOf(value: unknown): SpecConstraint | null {
  if (typeof value === "string") return isBlank(value) ? null : readConstraint(cutText(value.trim(), 2_000));
  if (!isFields(value)) return null;
  const kind = textOf(value.kind ?? value.type).toLowerCase();
  const words = textOf(value.text ?? value.value ?? value.description);
  const amount = wholeNumber(value.amount ?? value.limit ?? value.value);
  if (/token/.test(kind)) return amount === null ? null : { kind: "max-tokens", amount };
  if (/length|max/.test(kind) && amount !== null) {
    const unit = (["characters", "words", "sentences"] as const).find((one) => one === textOf(value.unit));
    return { kind: "max-length", amount, unit: unit ?? "words" };
  }
  if (words === "") return null;
  if (kind === "tone") return { kind, text: cutText(words, 500) };
  if (kind === "must" || kind === "must-not") return { kind, text: cutText(words, 2_000) };
  if (kind === "" || /length|max/.test(kind)) return readConstraint(cutText(words, 2_000));
  return { kind: "other", name: cutText(textOf(value.name) || kind, 100), text: cutText(words, 2_000) };
}

function outputOf(value: unknown, leftOut: string[]): unknown {
  if (!isFields(value)) return { format: formatOf(textOf(value)), description: "", fields: [] };
  const fields = new Map<string, OutputField>();
  for (const one of listOf(value.fields)) {
    const field = fieldOf(one);
    if (field === null) leftOut.push("output.fields");
    else if (!fields.has(field.name)) fields.set(field.name, field);
  }
  return {
    format: formatOf(textOf(value.format ?? value.type)),
    description: cutText(textOf(value.description), 20_000),
    fields: [...fields.values()].slice(0, 100),
  };
}

const formatOf = (words: string): PromptSpec["output"]["format"] =>
  (["json", "table", "markdown", "list"] as const).find((one) => words.toLowerCase().includes(one)) ?? "text";

function fieldOf(value: unknown): OutputField | null {
  const given = typeof value === "string" ? { name: value } : value;
  if (!isFields(given)) return null;
  const name = cutText(textOf(given.name ?? given.key), 100);
  if (name === "" || name === "__proto__") return null;
  const type = textOf(given.type).toLowerCase();
  return {
    name,
    type: /bool/.test(type)
      ? "boolean"
      : /list|array/.test(type)
        ? "list"
        : /num|int|float/.test(type)
          ? "number"
          : /obj/.test(type)
            ? "object"
            : "text",
    description: cutText(textOf(given.description).replace(/\s*\n\s*/g, " "), 500),
    required: given.required !== false,
  };
}
