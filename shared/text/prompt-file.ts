import { modelSettings, type PromptContent, promptContent } from "../model/content.ts";
import { textFault } from "../model/text.ts";
import { declareMissingVariables, undeclaredNames } from "./check-content.ts";
import { findUnsafeKey, joinPath } from "./json-text.ts";

export type PromptFileReading =
  | {
      ok: true;
      content: PromptContent;
      /** English sentences on what was ignored or filled in. */
      notes: string[];
    }
  | {
      ok: false;
      /** Where in the JSON, such as `messages[0].role`; "" for the file as a whole. */
      path: string;
      message: string;
    };

/** Thrown and caught within this file only. */
class Fault extends Error {
  readonly path: string;
  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

type Fields = Record<string, unknown>;

const aliases: Record<string, string> = {
  template_format: "templateFormat",
  output_schema: "outputSchema",
  max_tokens: "maxTokens",
  top_p: "topP",
  response_format: "responseFormat",
};
const roleAliases: Record<string, string> = { user: "human", assistant: "ai", placeholder: "history" };
const contentKeys = new Set(Object.keys(promptContent.shape));
const settingKeys = new Set(Object.keys(modelSettings.shape));

/**
 * Reads a prompt from a file: JSON of the form that `toPromptFile` writes, or any other text as one human message, byte
 * for byte. JSON of another form is an error that names what is missing. Names that the templates use and nothing
 * declares are declared as texts.
 */
export function parsePromptFile(
  text: string,
  { fileName = "" }: { fileName?: string } = {},
): PromptFileReading {
  try {
    return readFile(text.replace(/^\ufeff/, ""), fileName);
  } catch (error) {
    if (error instanceof Fault) return { ok: false, path: error.path, message: error.message };
    throw error;
  }
}

function readFile(text: string, fileName: string): PromptFileReading {
  if (text.trim() === "") throw new Fault("", "The file is empty; write a prompt into it.");
  const fault = textFault(text);
  if (fault !== null) throw new Fault("", `The file ${fault}.`);
  const notes: string[] = [];
  const json = readJson(text, fileName);
  const content =
    json === undefined
      ? promptContent.parse({ messages: [{ role: "human", template: text }] })
      : readContent(json, notes);
  const names = undeclaredNames(content);
  if (names.length > 0) notes.push(`Declared as text: ${names.join(", ")}.`);
  return { ok: true, content: declareMissingVariables(content), notes };
}

/** The object in the file; undefined where the file is a plain text. */
function readJson(text: string, fileName: string): Fields | undefined {
  const mustBeJson = /\.json$/i.test(fileName);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const meantAsJson = mustBeJson || /^\s*\{\s*"[^"\n]*"\s*:/.test(text);
    if (!meantAsJson) return undefined;
    throw new Fault("", `This is not valid JSON: ${error instanceof Error ? error.message : ""}`);
  }
  const isObject = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
  const isListOfObjects =
    Array.isArray(parsed) && parsed.some((item) => typeof item === "object" && item !== null);
  if (!isObject && !isListOfObjects && !mustBeJson) return undefined;
  if (!isObject) {
    throw new Fault(
      "",
      'This JSON is not a prompt: write an object such as {"messages": [{"role": "human", "template": "…"}]}.',
    );
  }
  const unsafe = findUnsafeKey(text);
  if (unsafe?.reason === "duplicate-key")
    throw new Fault(unsafe.path, `“${unsafe.path}” is there twice; keep one.`);
  if (unsafe !== null) throw new Fault(unsafe.path, `“${unsafe.path}” is not a name that can be used.`);
  return parsed as Fields;
}

function readContent(json: Fields, notes: string[]): PromptContent {
  const fields = withoutAliases(json, "");
  if (!Array.isArray(fields.messages)) {
    throw new Fault(
      "messages",
      '“messages” is missing: a list such as [{"role": "human", "template": "…"}].',
    );
  }
  const written = {
    ...pick(fields, contentKeys, "", notes),
    messages: fields.messages.map((message, index) => readMessage(message, `messages[${index}]`)),
    ...(fields.model === undefined ? {} : { model: readModel(fields.model, notes) }),
    ...(Array.isArray(fields.variables) ? { variables: fields.variables.map(readVariable) } : {}),
  };
  const parsed = promptContent.safeParse(written);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = joinPath(issue?.path ?? []);
  throw new Fault(path, `“${path}” does not fit: ${issue?.message ?? ""}`);
}

function readMessage(message: unknown, path: string): Fields {
  const { role, ...rest } = asObject(message, path);
  const known = typeof role === "string" && Object.hasOwn(roleAliases, role) ? roleAliases[role] : role;
  if (!["system", "human", "ai", "history"].includes(known as string)) {
    throw new Fault(`${path}.role`, `“${path}.role” is one of system, human, ai and history.`);
  }
  if (known !== "history" && typeof rest.template !== "string") {
    const hint = typeof rest.content === "string" ? " “content” is a finished text; name it “template”." : "";
    throw new Fault(`${path}.template`, `“${path}.template” is missing: the text of the message.${hint}`);
  }
  if (known === "history" && typeof rest.variable !== "string") {
    throw new Fault(
      `${path}.variable`,
      `“${path}.variable” is missing: the name of the conversation to put in.`,
    );
  }
  return { ...rest, role: known };
}

/** A bare name is a text variable. */
const readVariable = (variable: unknown): unknown =>
  typeof variable === "string" ? { name: variable, type: "text" } : variable;

function readModel(model: unknown, notes: string[]): Fields {
  if (typeof model === "string") return { model };
  const fields = withoutAliases(asObject(model, "model"), "model.");
  const settings = pick(fields, settingKeys, "model.", notes);
  return typeof settings.stop === "string" ? { ...settings, stop: [settings.stop] } : settings;
}

function asObject(value: unknown, path: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new Fault(path, `“${path}” is an object with named fields.`);
}

function withoutAliases(fields: Fields, prefix: string): Fields {
  const renamed: Fields = {};
  for (const [key, value] of Object.entries(fields)) {
    const name = Object.hasOwn(aliases, key) ? (aliases[key] ?? key) : key;
    if (Object.hasOwn(renamed, name))
      throw new Fault(`${prefix}${key}`, `“${prefix}${name}” is there in two spellings; keep one.`);
    renamed[name] = value;
  }
  return renamed;
}

function pick(fields: Fields, known: ReadonlySet<string>, prefix: string, notes: string[]): Fields {
  const ignored = Object.keys(fields).filter((key) => !known.has(key));
  if (ignored.length > 0) notes.push(`Ignored: ${ignored.map((key) => prefix + key).join(", ")}.`);
  return Object.fromEntries(Object.entries(fields).filter(([key]) => known.has(key)));
}

/** The object that `parsePromptFile` reads back to the same content, with what is absent or empty left out. */
export function toPromptFile(content: PromptContent): Record<string, unknown> {
  const { templateFormat, messages, variables, model, tools, outputSchema, snippets } =
    promptContent.parse(content);
  return {
    templateFormat,
    messages,
    variables,
    model,
    ...(tools.length === 0 ? {} : { tools }),
    ...(outputSchema === null ? {} : { outputSchema }),
    ...(snippets === undefined || snippets.length === 0 ? {} : { snippets }),
  };
}
