import Papa from "papaparse";
import type { Message, PromptContent, RunnableFormat, Variable, VariableValue } from "../../model/content.ts";
import type { ImportFile } from "../../model/exchange.ts";
import { type FoundMessage, type Notes, readMessages, refuseHuge } from "../chat.ts";
import { nameOfFile } from "../folder.ts";
import { readYaml } from "../front-matter.ts";
import { endingOf } from "../peek.ts";
import {
  type Fields,
  fieldOf,
  isFields,
  type Json,
  listField,
  readJson,
  textField,
  withoutMark,
} from "../read-json.ts";
import type { References } from "../references.ts";
import { convertTemplates } from "../syntax/convert.ts";
import { readJinja } from "../syntax/read-jinja.ts";
import type { FewNotes } from "./few-notes.ts";
import { languageOf } from "./providers.ts";

/** A prompt as it is written, wherever it was written. */
export interface FoundText {
  label: string;
  id: string;
  /** A text, or the messages of a chat as JSON has them. */
  source: string | Json[];
  config: Fields;
}

const code = new Set(["js", "cjs", "mjs", "ts", "cts", "mts", "py", "rb", "go", "sh"]);
const texts = new Set(["txt", "md", "json", "jsonl", "yaml", "yml", "j2", "csv", ...code]);

/** Every form that promptfoo knows: texts, files, patterns of files, objects, and a list of paths with labels. */
export function readPrompts(value: Json, references: References, notes: FewNotes): FoundText[] {
  const list: Json[] = Array.isArray(value)
    ? value
    : isFields(value) && !Object.hasOwn(value, "raw") && !Object.hasOwn(value, "id")
      ? Object.entries(value).map(([id, label]) => ({ id, label }))
      : value === null
        ? []
        : [value];
  return list.flatMap((item, index) => readPrompt(item, `prompts[${index}]`, { references, notes }));
}

interface Context {
  references: References;
  notes: FewNotes;
}

function readPrompt(item: Json, where: string, context: Context): FoundText[] {
  if (typeof item === "string") return isReference(item) ? readFiles(item, where, context) : [plain(item)];
  if (!isFields(item)) {
    context.notes.lose("value-left-out", { field: where });
    return [];
  }
  for (const name of Object.keys(item))
    if (!["id", "raw", "label", "display", "config", "prompt"].includes(name))
      context.notes.lose("unknown-field", { field: `${where}.${name}`.slice(0, 120) });
  const label = textField(item, "label") || textField(item, "display");
  const id = textField(item, "id");
  const raw = textField(item, "raw") || textField(item, "prompt");
  const config = fieldOf(item, "config");
  const about = { label, id, config: isFields(config) ? config : {} };
  if (raw !== "" && !/^file:\/\//i.test(raw)) return [{ ...about, source: chatIn(raw) ?? raw }];
  const reference = raw || id || label;
  if (reference === "") {
    context.notes.lose("value-left-out", { field: where });
    return [];
  }
  if (!isReference(reference)) return [{ ...about, source: chatIn(reference) ?? reference }];
  return readFiles(reference, where, context).map((found) => ({
    ...found,
    ...about,
    label: label || found.label,
  }));
}

const plain = (text: string): FoundText => ({ label: "", id: "", source: chatIn(text) ?? text, config: {} });

/** A path, and no text of a prompt: in one line, and with an ending of a file that can hold one. */
function isReference(text: string): boolean {
  if (/^(?:file:\/\/|exec:|python:)/i.test(text)) return true;
  if (text.length > 500 || /[\n{}]|[.!?] /.test(text)) return false;
  const ending = /\.([a-z0-9]{1,5})(?::[\w.]+)?$/i.exec(text)?.[1]?.toLowerCase();
  return ending !== undefined && texts.has(ending) && !/\s/.test(text);
}

function readFiles(reference: string, where: string, context: Context): FoundText[] {
  const { references, notes } = context;
  // `file://prompt.py:create` names a function of the file.
  const path = reference
    .replace(/^(?:file:\/\/|exec:|python:)/i, "")
    .replace(/(\.(?:[cm]?[jt]s|py|rb|go)):\w+$/i, "$1");
  if (/^(?:exec|python):/i.test(reference)) {
    notes.keep({ where, language: languageOf(reference), text: reference });
    return [];
  }
  const found = references.all(path, notes);
  return found.flatMap((file) => {
    if (code.has(endingOf(file))) {
      notes.keep({ where: file.path, language: languageOf(file.path), text: file.text });
      return [];
    }
    return readFile(file, context);
  });
}

function readFile(file: ImportFile, context: Context): FoundText[] {
  const name = nameOfFile(file.path);
  const text = withoutMark(file.text);
  const about = { id: file.path, config: {} };
  switch (endingOf(file)) {
    case "json":
      return [{ ...about, label: name, source: chatIn(text) ?? text }];
    case "jsonl":
      return text
        .split(/\r?\n/)
        .filter((line) => line.trim() !== "")
        .map((line, at) => ({ ...about, label: `${name} ${at + 1}`, source: chatIn(line) ?? line }));
    case "yaml":
    case "yml": {
      // With tags of a template outside of texts it is no YAML before it is filled in.
      const isTemplate = /^[^"'\n]*\{%/m.test(text);
      const value = isTemplate ? null : readYaml(text);
      const messages = messagesIn(value);
      if (messages === undefined && isPromptList(value))
        return value.flatMap((item, at) => readPrompt(item, `${file.path}[${at}]`, context));
      return [{ ...about, label: name, source: messages ?? text }];
    }
    case "csv":
      return readSheet(text).map(({ label, prompt }, at) => ({
        ...about,
        label: label || `${name} ${at + 1}`,
        source: chatIn(prompt) ?? prompt,
      }));
    case "txt": {
      const parts = text.split(/\r?\n---\r?\n/).filter((part) => part.trim() !== "");
      return parts.map((part, at) => ({
        ...about,
        label: parts.length === 1 ? name : `${name} ${at + 1}`,
        source: chatIn(part) ?? part.trim(),
      }));
    }
    default:
      return [{ ...about, label: name, source: text }];
  }
}

/** A list of prompts that was put into a file of its own; such a list names no files of lists again. */
const isPromptList = (value: Json): value is Json[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every(
    (item) =>
      isFields(item) &&
      ["raw", "id", "label"].some((name) => Object.hasOwn(item, name)) &&
      !/\.ya?ml$/i.test(textField(item, "id")),
  );

/** A column `prompt`, or the first one of a sheet without a header. */
function readSheet(text: string): { prompt: string; label: string }[] {
  const rows = Papa.parse<string[]>(text, { skipEmptyLines: "greedy" }).data;
  const [header = []] = rows;
  const prompt = header.findIndex((name) => name.trim().toLowerCase() === "prompt");
  const label = header.findIndex((name) => name.trim().toLowerCase() === "label");
  return (prompt < 0 ? rows : rows.slice(1)).flatMap((row) => {
    const written = row[Math.max(0, prompt)] ?? "";
    return written.trim() === "" ? [] : [{ prompt: written, label: prompt < 0 ? "" : (row[label] ?? "") }];
  });
}

/** The messages of a chat that is written as JSON; undefined: it is a text. */
function chatIn(text: string): Json[] | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return messagesIn(readJson(text));
  } catch {
    return undefined;
  }
}

function messagesIn(value: Json): Json[] | undefined {
  const list = Array.isArray(value) ? value : isFields(value) ? listField(value, "messages") : [];
  const isChat =
    list.length > 0 && list.every((item) => isFields(item) && typeof fieldOf(item, "role") === "string");
  return isChat ? list : undefined;
}

/** What the tests give for each variable, and what holds where they give nothing. */
export interface Given {
  values: ReadonlyMap<string, VariableValue[]>;
  defaults: ReadonlyMap<string, VariableValue>;
}

/** The prompt itself, in Mustache or f-string where its Nunjucks says no more than these can. */
export function promptFrom(
  { source }: FoundText,
  { values, defaults }: Given,
  formats: readonly RunnableFormat[] | null,
  notes: Notes,
): Partial<PromptContent> {
  const found: FoundMessage[] =
    typeof source === "string" ? [{ role: "human", text: source }] : readMessages(source, notes);
  const templates = found.flatMap((one) => (one.role === "history" ? [] : [one.text]));
  refuseHuge(templates);
  const read = templates.map((text) => readJinja(text, "nunjucks"));
  const known = new Map(values);
  for (const [name, value] of defaults) known.set(name, [...(known.get(name) ?? []), value]);
  const converted =
    formats === null
      ? undefined
      : convertTemplates(read, { syntax: "nunjucks", variables: [], given: known, formats });
  if (converted === undefined && formats !== null) notes.warn("syntax-kept", { syntax: "Nunjucks" });
  const texts = [...(converted?.templates ?? templates)];
  const messages = found.map(
    (one): Message =>
      one.role === "history"
        ? { role: "history", variable: one.variable, optional: true }
        : { role: one.role, template: texts.shift() ?? "" },
  );
  return {
    templateFormat: converted?.templateFormat ?? "nunjucks",
    messages,
    variables: converted?.variables ?? [],
  };
}

export const withDefaults = (
  content: PromptContent,
  defaults: ReadonlyMap<string, VariableValue>,
): PromptContent => ({
  ...content,
  variables: content.variables.map((variable): Variable => {
    const standard = defaults.get(variable.name);
    return standard === undefined ? variable : { ...variable, default: standard };
  }),
});
