import { responseFormat, templateFormat, variable, variableType } from "#shared/model/content.ts";
import { i18n } from "../../../i18n/i18n.ts";

const known = [
  "templateFormat",
  "type",
  "description",
  "default",
  "example",
  "options",
  "model",
  "temperature",
  "topP",
  "maxTokens",
  "stop",
  "seed",
  "responseFormat",
  "parameters",
  "name",
] as const;

/** The name of a field of the content in the language of the page; one that is new to this list keeps its own. */
export function fieldLabel(field: string): string {
  const name = known.find((candidate) => candidate === field);
  return name === undefined ? field : i18n.t(`history.field.${name}`);
}

/** A field's value as a person reads it. */
export function valueWords(field: string, value: unknown): string {
  if (field === "type") {
    const type = variableType.safeParse(value);
    if (type.success) return i18n.t(`monaco.type.${type.data}`);
  }
  if (field === "responseFormat") {
    const format = responseFormat.safeParse(value);
    if (format.success) return i18n.t(`history.responseFormat.${format.data}`);
  }
  if (field === "templateFormat") {
    const format = templateFormat.safeParse(value);
    if (format.success) return i18n.t(`history.templateFormat.${format.data}`);
  }
  if (field === "") return variableWords(value);
  if (typeof value === "string") return value === "" ? i18n.t("history.emptyText") : value;
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) {
    return value.map((item) => (field === "stop" ? JSON.stringify(item) : item)).join(" · ");
  }
  return JSON.stringify(value, null, 1);
}

/** A variable as a whole, one line for each thing that is set. */
function variableWords(value: unknown): string {
  const read = variable.safeParse(value);
  if (!read.success) return JSON.stringify(value, null, 1);
  const { name: _name, ...fields } = read.data;
  return Object.entries(fields)
    .map(([field, of]) => `${fieldLabel(field)}: ${valueWords(field, of)}`)
    .join("\n");
}
