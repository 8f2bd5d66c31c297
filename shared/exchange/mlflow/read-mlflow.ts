import { asTemplates, Notes, readMessages } from "../chat.ts";
import { finishedContent, foundPrompt } from "../finish.ts";
import type { FormatReader } from "../found.ts";
import { peekFields } from "../peek.ts";
import { readDoubleBraces } from "../placeholders.ts";
import { type Fields, fieldOf, isFields, type Json, listField, readJson, textField } from "../read-json.ts";
import { type ReadSettings, readSettings, takeSchema } from "../settings.ts";
import { unreadable } from "../unreadable.ts";

/** The tags under which MLflow's registry keeps the text of a prompt. */
const textTags = ["mlflow.prompt.text", "_mlflow_prompt_text"];
const known = new Set(
  "name version template commit_message description tags response_format model_config aliases user_id prompt_type".split(
    " ",
  ),
);
const told = new Set(
  "creation_timestamp last_updated_timestamp creationTime source run_id status".split(" "),
);

/** A prompt of MLflow's registry: its text or messages with `{{name}}`, its tags, and the form of the reply. */
export const mlflowReader: FormatReader = {
  format: "mlflow",
  recognise(file) {
    const fields = peekFields(file);
    if (fields === null || fieldOf(fields, "_type") !== null) return 0;
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
    const notes = new Notes();
    const tags = tagsOf(root);
    const template = templateOf(root, tags);
    if (template === null) throw unreadable("not-of-format", { format: "MLflow" });
    const found =
      typeof template === "string"
        ? [{ role: "human" as const, text: template }]
        : readMessages(template, notes);
    const { names: _names, ...templates } = asTemplates(found, readDoubleBraces, notes);
    const settings = settingsOf(root, notes);
    for (const [name, value] of Object.entries(root))
      if (!known.has(name) && !told.has(name) && value !== null)
        notes.lose("unknown-field", { field: name.slice(0, 80) });
    const version = fieldOf(root, "version");
    const message = textField(root, "commit_message");
    if (version !== null) notes.warn("version-renumbered", { version: String(version).slice(0, 40) });
    return {
      items: [
        foundPrompt(
          {
            name: textField(root, "name"),
            description: textField(root, "description"),
            tags: [...tags].flatMap(([key, value]) =>
              /^_?mlflow[._]/.test(key) ? [] : [value === "" || value === "true" ? key : `${key}: ${value}`],
            ),
            message: message || (version === null ? "" : `Version ${String(version).slice(0, 40)} of MLflow`),
            content: finishedContent({ ...templates, ...settings }),
          },
          notes,
        ),
      ],
      wanted: [],
      used: [],
    };
  },
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

function templateOf(root: Fields, tags: Map<string, string>): string | Json[] | null {
  const template = fieldOf(root, "template");
  if (typeof template === "string" || Array.isArray(template)) return template;
  return textTags.map((tag) => tags.get(tag)).find((text) => text !== undefined) ?? null;
}

function settingsOf(root: Fields, notes: Notes): ReadSettings {
  const config = fieldOf(root, "model_config");
  const settings = readSettings(isFields(config) ? modelNamed(config) : {}, {
    provider: isFields(config) ? textField(config, "provider") || "openai" : "openai",
    known: ["provider"],
    within: "model_config.",
    notes,
  });
  const reply = fieldOf(root, "response_format");
  if (isFields(reply)) takeSchema(reply, settings, notes);
  return settings;
}

const modelNamed = (config: Fields): Fields => {
  const { model_name: name, ...rest } = config;
  return name === undefined ? rest : { ...rest, model: name };
};
