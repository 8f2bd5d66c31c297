import type { Variable, VariableValue } from "#shared/model/content.ts";
import { readValue } from "#shared/text/variable-value.ts";

/** A value as it is typed into its field: the items of a list on a line each, other things as JSON. */
export function valueText(value: VariableValue | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  const isPlainList =
    Array.isArray(value) && value.every((item) => typeof item === "string" && !item.includes("\n"));
  return isPlainList && value.length > 0 ? value.join("\n") : JSON.stringify(value, null, 2);
}

/** What a version keeps of a default or an example: the value where the text can be read as one, else the text. */
export function storedValue(variable: Variable, typed: VariableValue | undefined): VariableValue | undefined {
  if (typed === undefined) return undefined;
  const reading = readValue({ ...variable, default: undefined }, typed);
  return reading.ok ? reading.value : typed;
}

/** A value in a few words, for a hint or a placeholder. */
export function shortValue(value: VariableValue): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const line = text.replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
