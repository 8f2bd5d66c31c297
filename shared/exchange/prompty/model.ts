import type { Notes } from "../chat.ts";
import { type Fields, fieldOf, isFields, type Json, textField } from "../read-json.ts";
import { type ReadSettings, readSettings } from "../settings.ts";
import type { Values } from "./references.ts";
import { isPromptyTools, readPromptyTools } from "./tools.ts";

/** Names of services that are hosts of another's models. */
const providers: Record<string, string> = {
  azure_openai: "azure",
  azure_openai_beta: "azure",
  azure_serverless: "azure",
  foundry: "azure",
};

/** `model` of version 2, of version 1, or as a name alone. Addresses and keys are left where they are. */
export function readModel(value: Json, values: Values, notes: Notes): ReadSettings {
  if (typeof value === "string") return readSettings({ model: value }, { provider: "openai", notes });
  if (!isFields(value)) return readSettings({}, { provider: "openai", notes });
  const hosts = ["connection", "configuration"].flatMap((name) => {
    const host = fieldOf(value, name);
    if (host !== null) notes.lose("credential-dropped", { field: `model.${name}` });
    return isFields(host) ? [host] : [];
  });
  for (const name of Object.keys(value)) {
    if (!known.has(name)) notes.lose("unknown-field", { field: `model.${name.slice(0, 80)}` });
  }
  const api = textField(value, "apiType") || textField(value, "api");
  if (api !== "" && api !== "chat" && api !== "responses")
    notes.lose("value-left-out", { field: `model.api (${api.slice(0, 40)})` });
  const named =
    textField(value, "provider") || hosts.map((host) => textField(host, "type")).find(Boolean) || "openai";
  const provider = Object.hasOwn(providers, named) ? (providers[named] ?? named) : named;
  const id =
    textField(value, "id") || textField(value, "name") || hosts.map(deploymentOf).find(Boolean) || "";
  const options = values.of(fieldOf(value, "options") ?? fieldOf(value, "parameters"));
  const more = isFields(options) ? fieldOf(options, "additionalProperties") : null;
  const fields: Fields = { ...(isFields(options) ? options : {}), ...(isFields(more) ? more : {}) };
  const tools = fieldOf(fields, "tools");
  const own = isPromptyTools(tools);
  const read = readSettings(
    { ...fields, ...(id === "" ? {} : { model: id }) },
    { provider, known: ["additionalProperties", ...(own ? ["tools"] : [])], notes },
  );
  if (own) read.tools.push(...readPromptyTools(tools, notes));
  return read;
}

const known = new Set("id name provider apiType api connection configuration options parameters".split(" "));

/** What a model is called where it is run. */
const deploymentOf = (host: Fields): string =>
  ["azure_deployment", "deployment", "model", "name"]
    .map((name) => textField(host, name))
    .find((name) => name !== "" && !name.startsWith("${")) ?? "";
