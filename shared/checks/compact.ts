import { type Check, type CheckType, check as checkModel } from "../model/check.ts";
import type { VariableValue } from "../model/content.ts";
import { canonicalJson } from "../text/canonical.ts";
import type { FieldKind } from "./definition.ts";
import { definitionOf } from "./definitions.ts";
import { knownNames, shortNameOf, typeNamed } from "./type-names.ts";
import { asText, jsonOf, splitList } from "./value-readers.ts";

const escaped = knownNames.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
const form = new RegExp(
  `^(not-)?(${escaped})(?:\\(\\s*(-?\\d+(?:\\.\\d+)?(?:e[-+]?\\d+)?)\\s*\\))?(?:\\s*:([\\s\\S]*))?$`,
);

/**
 * A check from its compact form, promptfoo's: `type(threshold):value`, as in `similar(0.8):hello` or `not-contains:sorry`.
 * Blanks around the value do not count, and without a value it has none. Lists are read with commas, and JSON where the
 * type takes JSON. A type of promptfoo's that Lathe has not is kept whole as `unsupported`. A text that begins with no
 * known type is the wanted answer: `equals`.
 */
export function parseCompact(text: string): Check {
  const [, not, name = "", threshold, value] = form.exec(text.trim()) ?? [];
  const named = typeNamed(name);
  const isBare = threshold === undefined && value === undefined;
  if (named === null || (isBare && !canStandAlone(name, named.type))) {
    return checkModel.parse({ type: "equals", value: text });
  }
  if (named.type === "unsupported") return unsupportedCheck(text, named.options.name as string);
  return checkModel.parse({
    type: named.type,
    not: not !== undefined,
    value: readValue((value ?? "").trim(), definitionOf(named.type).valueField),
    threshold: threshold === undefined ? null : Number(threshold),
    options: named.options,
  });
}

/**
 * The compact form of a check; null where that cannot say all of it: a weight, a metric, a transform, options without a
 * name of their own, or a value that would be read back as another one.
 */
export function writeCompact(check: Check): string | null {
  const name = shortNameOf(check);
  if (check.type === "unsupported")
    return typeof check.value === "string" ? sameOrNull(check.value, check) : null;
  if (name === null) return null;
  const threshold = check.threshold === null ? "" : `(${check.threshold})`;
  const end = threshold === "" && !name.includes("-") ? ":" : "";
  const value = check.value === null ? end : `:${writeValue(check.value)}`;
  return sameOrNull(`${check.not ? "not-" : ""}${name}${threshold}${value}`, check);
}

/** A check that was imported and that Lathe cannot do; `name` is what it was called there. */
export const unsupportedCheck = (original: VariableValue, name: string): Check =>
  checkModel.parse({ type: "unsupported", value: original, options: { name } });

/** A single word (“human”, “python”, “latency”) is rather an answer than a check, and so is one that lacks its value. */
const canStandAlone = (name: string, type: CheckType): boolean =>
  name.includes("-") && definitionOf(type).absentValue !== "refused";

const sameOrNull = (text: string, check: Check): string | null =>
  canonicalJson(parseCompact(text)) === canonicalJson(check) ? text : null;

function readValue(text: string, kind: FieldKind | null): VariableValue {
  if (text === "") return null;
  const json = jsonKinds.has(kind) && /^[[{\d-]/.test(text) ? jsonOf(text) : undefined;
  if (typeof json === "object" && json !== null) return json as VariableValue;
  if (kind === "list") return splitList(text).filter((item) => item !== "");
  return kind === "bounds" && typeof json === "number" ? json : text;
}

const jsonKinds: ReadonlySet<FieldKind | null> = new Set([
  "long-text",
  "list",
  "json",
  "schema",
  "bounds",
] as const);

function writeValue(value: VariableValue): string {
  if (!Array.isArray(value)) return asText(value);
  const items = value.map(asText);
  const plain = items
    .map((item) => (/[",]|^\s|\s$/.test(item) ? `"${item.replaceAll('"', '""')}"` : item))
    .join(", ");
  return value.every((item) => typeof item === "string") ? plain : JSON.stringify(value);
}
