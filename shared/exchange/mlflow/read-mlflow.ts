import type { Message, PromptContent } from "../../model/content.ts";
import { asTemplates, type FoundMessage, Notes, readMessages, refuseHuge } from "../chat.ts";
import { finishedContent, foundPrompt } from "../finish.ts";
import type { FormatReader, FoundPrompt } from "../found.ts";
import { peekFields } from "../peek.ts";
import { readDoubleBraces } from "../placeholders.ts";
import { type Fields, fieldOf, isFields, type Json, listField, readJson, textField } from "../read-json.ts";
import { type ReadSettings, readSettings, takeSchema } from "../settings.ts";
import { convertTemplates } from "../syntax/convert.ts";
import { readJinja } from "../syntax/read-jinja.ts";
import { unreadable } from "../unreadable.ts";

/** The tags under which MLflow's registry keeps the text of a prompt, or its messages as JSON. */
const textTags = ["mlflow.prompt.text", "_mlflow_prompt_text"];
const known = new Set(
  "name version template commit_message description tags response_format model_config aliases user_id prompt_type".split(
    " ",
  ),
);
const told = new Set(
  "creation_timestamp last_updated_timestamp creationTime source run_id run_link status status_message current_stage".split(
    " ",
  ),
);

/** Prompts of MLflow's registry: as its Python client has them, or as versions of a model with tags, as its server does. */
export const mlflowReader: FormatReader = {
  format: "mlflow",
  recognise(file) {
    const root = peekFields(file);
    const fields = root === null ? undefined : versionsIn(root)[0];
    if (fields === undefined || fieldOf(fields, "_type") !== null) return 0;
    if (textTags.some((tag) => tagsOf(fields).has(tag))) return 0.9;
    const template = fieldOf(fields, "template");
    const isTemplate = typeof template === "string" || (Array.isArray(template) && isFields(template[0]));
    const isIts = ["version", "commit_message", "tags", "response_format"].some((name) =>
      Object.hasOwn(fields, name),
    );
    return isTemplate && isIts ? 0.75 : isTemplate ? 0.5 : 0;
  },
  read(file) {
    const root = readJson(file.text);
    if (!isFields(root)) throw unreadable("not-of-format", { format: "MLflow" });
    return { items: versionsIn(root).map(promptOf), wanted: [], used: [] };
  },
};

/** The server answers one version under a name of its own, or a list. */
function versionsIn(root: Fields): Fields[] {
  const one = fieldOf(root, "model_version");
  const list = listField(root, "model_versions").filter(isFields);
  return isFields(one) ? [one] : list.length > 0 ? list : [root];
}

function promptOf(root: Fields): FoundPrompt {
  const notes = new Notes();
  const tags = tagsOf(root);
  const written = fieldOf(root, "template");
  const isOwn = typeof written === "string" || Array.isArray(written);
  const template = isOwn ? written : templateIn(tags);
  if (template === null) throw unreadable("not-of-format", { format: "MLflow" });
  const found =
    typeof template === "string"
      ? [{ role: "human" as const, text: template }]
      : readMessages(template, notes);
  const settings = settingsOf(root, tags, notes);
  for (const [name, value] of Object.entries(root))
    if (!known.has(name) && !told.has(name) && value !== null && value !== "")
      notes.lose("unknown-field", { field: name.slice(0, 80) });
  const version = fieldOf(root, "version");
  if (version !== null) notes.warn("version-renumbered", { version: String(version).slice(0, 40) });
  const description = textField(root, "description");
  // The server keeps what a version was committed with as its description.
  const message = textField(root, "commit_message") || (isOwn ? "" : description);
  return foundPrompt(
    {
      name: textField(root, "name"),
      description: isOwn ? description : "",
      tags: [...tags].flatMap(([key, value]) =>
        /^_?mlflow[._]/.test(key) ? [] : [value === "" || value === "true" ? key : `${key}: ${value}`],
      ),
      message: message || (version === null ? "" : `Version ${String(version).slice(0, 40)} of MLflow`),
      content: finishedContent({ ...templatesOf(found, notes), ...settings }),
    },
    notes,
  );
}

/** A prompt with a tag such as `{% if %}` is Jinja2 to MLflow; in any other only `{{name}}` means something. */
function templatesOf(found: readonly FoundMessage[], notes: Notes): Partial<PromptContent> {
  const texts = found.flatMap((one) => (one.role === "history" ? [] : [one.text]));
  refuseHuge(texts);
  if (!texts.some(hasBlock)) {
    const { names: _names, ...templates } = asTemplates(found, readDoubleBraces, notes);
    return templates;
  }
  const converted = convertTemplates(
    texts.map((text) => readJinja(text, "jinja2")),
    { syntax: "jinja2", variables: [] },
  );
  if (converted === undefined) notes.warn("syntax-kept", { syntax: "Jinja2" });
  for (const name of converted?.asJson ?? []) notes.warn("value-as-json", { name });
  const next = [...(converted?.templates ?? texts)];
  const messages = found.map(
    (one): Message =>
      one.role === "history"
        ? { role: "history", variable: one.variable, optional: true }
        : { role: one.role, template: next.shift() ?? "" },
  );
  return {
    templateFormat: converted?.templateFormat ?? "jinja2",
    messages,
    variables: converted?.variables ?? [],
  };
}

const hasBlock = (text: string): boolean => {
  const at = text.indexOf("{%");
  return at >= 0 && text.includes("%}", at);
};

/** An object of texts, or a list of keys and values as the registry answers it. */
function tagsOf(root: Fields): Map<string, string> {
  const tags = fieldOf(root, "tags");
  if (isFields(tags))
    return new Map(Object.entries(tags).map(([key, value]) => [key, typeof value === "string" ? value : ""]));
  return new Map(
    listField(root, "tags").flatMap((tag) =>
      typeof tag === "string"
        ? [[tag, ""]]
        : isFields(tag) && textField(tag, "key") !== ""
          ? [[textField(tag, "key"), textField(tag, "value")]]
          : [],
    ),
  );
}

function templateIn(tags: Map<string, string>): string | Json[] | null {
  const text = textTags.map((tag) => tags.get(tag)).find((one) => one !== undefined) ?? null;
  if (text === null || tagNamed(tags, "type") !== "chat") return text;
  const messages = readJson(text);
  return Array.isArray(messages) ? messages : text;
}

/** With dots where the registry allows them, else with underscores. */
const tagNamed = (tags: Map<string, string>, name: string): string | undefined =>
  tags.get(`_mlflow_prompt_${name}`) ?? tags.get(`mlflow.prompt.${name}`);

/** A field of the prompt, or a tag that holds it as JSON. */
function detail(root: Fields, tags: Map<string, string>, name: string): Json {
  const own = fieldOf(root, name);
  const text = tagNamed(tags, name);
  return own !== null || text === undefined ? own : readJson(text);
}

function settingsOf(root: Fields, tags: Map<string, string>, notes: Notes): ReadSettings {
  const config = detail(root, tags, "model_config");
  const settings = readSettings(isFields(config) ? modelNamed(config) : {}, {
    provider: isFields(config) ? textField(config, "provider") || "openai" : "openai",
    known: ["provider"],
    within: "model_config.",
    notes,
  });
  const reply = detail(root, tags, "response_format");
  if (isFields(reply)) takeSchema(reply, settings, notes);
  return settings;
}

const modelNamed = (config: Fields): Fields => {
  const { model_name: name, ...rest } = config;
  return name === undefined ? rest : { ...rest, model: name };
};
