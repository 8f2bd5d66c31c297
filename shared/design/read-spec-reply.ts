import { type OutputField, type PromptSpec, promptSpec, type SpecConstraint } from "../model/spec.ts";
import { textFault } from "../model/text.ts";
import { cutText } from "../text/cut-text.ts";
import { readConstraint } from "./read-spec.ts";
import { isBlank } from "./wording.ts";

export type SpecReading =
  | { ok: true; spec: PromptSpec; leftOut: string[] }
  /** `fault`: English, for the model that is asked again. */
  | { ok: false; fault: string };

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The spec in a model's reply, leniently: a fence and words around the JSON, other spellings of keys, constraints as bare
 * texts, and values of the wrong kind do no harm. What does not fit is left out and named; without a task it is no spec.
 */
export function readSpecReply(reply: string, writtenIn: PromptSpec["writtenIn"]): SpecReading {
  const json = objectIn(reply);
  if (json === null) return { ok: false, fault: "there is no whole JSON object in it." };
  const whole = isFields(json.spec) ? json.spec : json;
  const fields = new Map(Object.entries(whole).map(([key, value]) => [plainKey(key), value]));
  const take = (...names: string[]): unknown => {
    const name = names.find((one) => fields.has(one));
    const value = name === undefined ? undefined : fields.get(name);
    if (name !== undefined) fields.delete(name);
    return value;
  };
  const leftOut: string[] = [];
  const line = (...names: string[]) => cutText(textOf(take(...names)).replace(/\s*\n\s*/g, " "), 500);
  const paragraph = (...names: string[]) => cutText(textOf(take(...names)), 20_000);
  const spec = {
    useCase: line("usecase"),
    role: line("role", "persona").replace(/^(?:you are|你是)\s*/i, ""),
    domain: line("domain", "field"),
    audience: line("audience", "readers"),
    context: paragraph("context", "background"),
    task: paragraph("task", "instructions", "goal"),
    constraints: listOf(take("constraints", "rules", "requirements"))
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
    language: line("language", "outputlanguage"),
    writtenIn,
  };
  fields.delete("writtenin");
  leftOut.push(...fields.keys());
  if (isBlank(spec.task)) return { ok: false, fault: "the spec has no task." };
  const parsed = promptSpec.safeParse(spec);
  return parsed.success
    ? { ok: true, spec: parsed.data, leftOut: [...new Set(leftOut)].slice(0, 10) }
    : { ok: false, fault: `${parsed.error.issues[0]?.path.join(".") ?? ""} does not fit.` };
}

const plainKey = (key: string): string => key.toLowerCase().replace(/[^a-z]/g, "");

/** The first object that is whole, beginning with the outermost. */
function objectIn(reply: string): Fields | null {
  let tried = 0;
  for (let start = reply.indexOf("{"); start >= 0 && tried < 20; start = reply.indexOf("{", start + 1)) {
    tried += 1;
    const end = endOfObject(reply, start);
    if (end === null) continue;
    try {
      const read: unknown = JSON.parse(reply.slice(start, end));
      if (isFields(read)) return read;
    } catch {
      // Not this brace: what stands before the JSON may hold one.
    }
  }
  return null;
}

function endOfObject(text: string, start: number): number | null {
  let depth = 0;
  let isInText = false;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (isInText) {
      if (sign === "\\") at += 1;
      else if (sign === '"') isInText = false;
    } else if (sign === '"') isInText = true;
    else if (sign === "{") depth += 1;
    else if (sign === "}") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

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
