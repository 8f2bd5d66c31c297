import {
  type JsonSchema,
  jsonSchema,
  type ModelSettings,
  modelRef,
  modelSettings,
  type Tool,
  tool,
} from "../model/content.ts";
import type { Notes } from "./chat.ts";
import { type Fields, fieldOf, isFields, type Json, saysNothing, textField } from "./read-json.ts";

/** What a request says beside its messages, by the names that several providers share. */
const settingNames: Record<string, keyof ModelSettings> = {
  temperature: "temperature",
  top_p: "topP",
  topP: "topP",
  max_tokens: "maxTokens",
  max_completion_tokens: "maxTokens",
  max_output_tokens: "maxTokens",
  maxTokens: "maxTokens",
  maxOutputTokens: "maxTokens",
  stop: "stop",
  stop_sequences: "stop",
  stopSequences: "stop",
  seed: "seed",
};

const credential =
  /(?:^|[_-])(?:api_?key|key|secret|password|token|access_?token|auth|authorization|bearer|headers?|(?:base_?)?(?:url|uri)|endpoint|organi[sz]ation|proxy|connection|credentials?|env)$/i;

/** A name under which others keep keys, headers and addresses. */
export const isCredential = (name: string): boolean =>
  credential.test(name.replace(/([a-z])([A-Z])/g, "$1_$2"));

export interface ReadSettings {
  model: ModelSettings;
  tools: Tool[];
  outputSchema: JsonSchema | null;
}

/**
 * Model, settings, tools and form of the reply out of a request. `provider` is who answers a model that is named without
 * one. Everything else but `known` is told as left out; nothing that may hold a key or an address is taken.
 */
export function readSettings(
  fields: Fields,
  {
    provider,
    known = [],
    within = "",
    notes,
  }: { provider: string; known?: readonly string[]; within?: string; notes: Notes },
): ReadSettings {
  const model: ModelSettings = {};
  const read: ReadSettings = { model, tools: [], outputSchema: null };
  for (const [name, value] of Object.entries(fields)) {
    if (known.includes(name) || value === null) continue;
    const setting = Object.hasOwn(settingNames, name) ? settingNames[name] : undefined;
    if (name === "model" || name === "model_name") readModel(value, provider, model, notes);
    else if (setting !== undefined) readSetting(setting, name, value, model, notes);
    else if (name === "tools" || name === "functions") read.tools.push(...readTools(value, notes));
    else if (name === "response_format") readReply(value, read, notes);
    else if (name === "text" && isFields(value)) readTextFormat(value, read, notes);
    else if (isCredential(name)) notes.lose("credential-dropped", { field: `${within}${name}` });
    else notes.lose("unknown-field", { field: `${within}${name.slice(0, 80)}` });
  }
  return read;
}

function readModel(value: Json, provider: string, model: ModelSettings, notes: Notes): void {
  const named = typeof value === "string" ? value.trim() : "";
  const taken = modelRef.safeParse(`${provider}/${named}`);
  if (named === "" || !taken.success) {
    notes.lose("value-left-out", { field: "model" });
    return;
  }
  model.model = taken.data;
  notes.warn("model-taken", { model: named, taken: taken.data });
}

function readSetting(
  setting: keyof ModelSettings,
  name: string,
  value: Json,
  model: ModelSettings,
  notes: Notes,
): void {
  const given = setting === "stop" && typeof value === "string" ? [value] : value;
  const read = modelSettings.safeParse({ [setting]: given });
  if (read.success) Object.assign(model, read.data);
  else notes.lose("value-left-out", { field: name });
}

/** Of OpenAI (also the flat form of its Responses API, and its older `functions`) and Anthropic. */
export function readTools(value: Json, notes: Notes): Tool[] {
  const list = Array.isArray(value) ? value : [];
  if (!Array.isArray(value)) notes.lose("value-left-out", { field: "tools" });
  return list.flatMap((item, index) => {
    const field = `tools[${index}]`;
    const body = isFields(item) && isFields(fieldOf(item, "function")) ? fieldOf(item, "function") : item;
    if (!isFields(body)) {
      notes.lose("value-left-out", { field });
      return [];
    }
    const parameters = [fieldOf(body, "parameters"), fieldOf(body, "input_schema")].find(isFields) ?? {
      type: "object",
      properties: {},
    };
    const description = textField(body, "description");
    const read = tool.safeParse({
      name: textField(body, "name"),
      parameters,
      ...(description === "" ? {} : { description }),
    });
    const type = isFields(item) ? textField(item, "type") : "";
    // Tools of the provider's own (search, code) have a type and no schema of parameters; Anthropic calls those that have
    // one custom, OpenAI those that take a text.
    const isOwn =
      type === "" || type === "function" || (type === "custom" && isFields(fieldOf(body, "input_schema")));
    if (!read.success || !isOwn) {
      notes.lose("value-left-out", { field: `${field} (${(type || "tool").slice(0, 40)})` });
      return [];
    }
    for (const [inner, value] of [...Object.entries(item as Fields), ...Object.entries(body)])
      if (!toolFields.has(inner) && !saysNothing(value))
        notes.lose("unknown-field", { field: `${field}.${inner.slice(0, 60)}` });
    return [read.data];
  });
}

const toolFields = new Set("type function name description parameters input_schema".split(" "));

function readReply(value: Json, read: ReadSettings, notes: Notes): void {
  const type = isFields(value) ? textField(value, "type") : "";
  if (type === "text") read.model.responseFormat = "text";
  else if (type === "json_object") read.model.responseFormat = "json";
  else if (isFields(value) && type === "json_schema") {
    const inner = fieldOf(value, "json_schema");
    const about = isFields(inner) ? inner : value;
    takeSchema(fieldOf(about, "schema"), read, notes);
    for (const [name, said] of Object.entries(about))
      if (name !== "type" && name !== "schema" && !saysNothing(said) && said !== ownSchemaName)
        notes.lose("unknown-field", { field: `json_schema.${name.slice(0, 60)}` });
  } else notes.lose("value-left-out", { field: "response_format" });
}

/** What Lathe's exports call a schema, which has no name here and needs one there. */
export const ownSchemaName = "reply";

/** `text: {format: …}` of the Responses API. */
function readTextFormat(value: Fields, read: ReadSettings, notes: Notes): void {
  const format = fieldOf(value, "format");
  if (format !== null) readReply(format, read, notes);
  for (const name of Object.keys(value))
    if (name !== "format") notes.lose("unknown-field", { field: `text.${name}` });
}

export function takeSchema(value: Json, read: ReadSettings, notes: Notes): void {
  const schema = jsonSchema.safeParse(value);
  if (!schema.success) {
    notes.lose("value-left-out", { field: "json_schema" });
    return;
  }
  read.model.responseFormat = "json-schema";
  read.outputSchema = schema.data;
}
