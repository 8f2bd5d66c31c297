import {
  type IncludedSnippet,
  type Message,
  modelRef,
  type PromptContent,
  type RunnableFormat,
  templateFormat,
  tool,
  type Variable,
} from "../../model/content.ts";
import { historyName, Notes, refuseHuge } from "../chat.ts";
import { finishedContent, foundPrompt } from "../finish.ts";
import { nameOfFile } from "../folder.ts";
import type { FormatReader } from "../found.ts";
import { readFields, splitFrontMatter } from "../front-matter.ts";
import { endingOf } from "../peek.ts";
import { type Fields, fieldOf, isFields, type Json, listField, textField, textsOf } from "../read-json.ts";
import { References } from "../references.ts";
import { type ReadSettings, readSettings, takeSchema } from "../settings.ts";
import { convertTemplates } from "../syntax/convert.ts";
import { allPieces, type Piece } from "../syntax/pieces.ts";
import { readHandlebars } from "../syntax/read-handlebars.ts";
import { type Part, splitMarks, splitSource, withHelpers } from "./messages.ts";
import { readSchema } from "./picoschema.ts";
import { variablesOf } from "./variables.ts";

/** `.prompt` of Google's dotprompt: YAML with Picoschema, and Handlebars with a helper for each role. */
export const dotpromptReader: FormatReader = {
  format: "dotprompt",
  recognise: (file) => (endingOf(file) === "prompt" ? 0.9 : 0),
  read(file, folder) {
    const notes = new Notes();
    const references = new References(file, folder, notes);
    const { yaml, line, body } = splitFrontMatter(file.text);
    const fields = yaml === null ? {} : readFields(yaml, line);
    tellUnknown(fields, notes);
    const settings = readModel(fields, notes);
    const input = fieldOf(fields, "input");
    const variables = variablesOf(isFields(input) ? input : {}, notes);
    const content = readTemplate(body.trim(), fields, variables, references, notes);
    const metadata = fieldOf(fields, "metadata");
    const found = foundPrompt(
      {
        name: nameOf(fields, file.path),
        description: textField(fields, "description"),
        tags: isFields(metadata) ? textsOf(fieldOf(metadata, "tags")) : [],
        content: finishedContent({ ...content, ...settings }),
      },
      notes,
    );
    return { items: [found], wanted: references.wanted, used: references.used };
  },
};

/** `name.variant.prompt`; a part is called `_name.prompt`. */
function nameOf(fields: Fields, path: string): string {
  const name = textField(fields, "name");
  const variant = textField(fields, "variant");
  if (name !== "") return variant === "" ? name : `${name}.${variant}`;
  return nameOfFile(path).replace(/^_/, "");
}

const knownFields = new Set(
  "name variant version description model config input output tools toolDefs metadata lathe.templateFormat lathe.history lathe.historyNeeded".split(
    " ",
  ),
);

function tellUnknown(fields: Fields, notes: Notes): void {
  const lose = (field: string) => notes.lose("unknown-field", { field: field.slice(0, 120) });
  for (const name of Object.keys(fields)) if (!knownFields.has(name)) lose(name);
  const input = fieldOf(fields, "input");
  if (isFields(input))
    for (const name of Object.keys(input)) if (name !== "schema" && name !== "default") lose(`input.${name}`);
  const metadata = fieldOf(fields, "metadata");
  if (isFields(metadata))
    for (const name of Object.keys(metadata)) if (name !== "tags") lose(`metadata.${name}`);
  const version = fieldOf(fields, "version");
  if (version !== null) notes.warn("version-renumbered", { version: String(version).slice(0, 60) });
}

function readModel(fields: Fields, notes: Notes): ReadSettings {
  const config = fieldOf(fields, "config");
  const named = textField(fields, "model");
  const read = readSettings(
    { ...(isFields(config) ? config : {}), ...(named === "" || named.includes("/") ? {} : { model: named }) },
    { provider: "googleai", notes },
  );
  const model = named.includes("/") ? modelRef.safeParse(named) : undefined;
  if (model?.success) read.model.model = model.data;
  else if (model !== undefined) notes.lose("value-left-out", { field: "model" });
  readOutput(fieldOf(fields, "output"), read, notes);
  readTools(fields, read, notes);
  return read;
}

function readOutput(output: Json, read: ReadSettings, notes: Notes): void {
  if (!isFields(output)) return;
  for (const name of Object.keys(output))
    if (name !== "format" && name !== "schema")
      notes.lose("unknown-field", { field: `output.${name}`.slice(0, 120) });
  const format = fieldOf(output, "format");
  if (format === "json" || format === "text") read.model.responseFormat = format;
  else if (format !== null) notes.lose("value-left-out", { field: "output.format" });
  const written = fieldOf(output, "schema");
  const schema = written === null ? undefined : readSchema(written);
  if (schema === undefined) {
    if (written !== null) notes.lose("value-left-out", { field: "output.schema" });
    return;
  }
  for (const name of schema.unknown) notes.warn("schema-reference", { name: name.slice(0, 80) });
  takeSchema(schema.schema as Json, read, notes);
}

function readTools(fields: Fields, read: ReadSettings, notes: Notes): void {
  for (const definition of listField(fields, "toolDefs")) {
    const about = isFields(definition) ? definition : {};
    const name = textField(about, "name");
    const description = textField(about, "description");
    const parameters = readSchema(fieldOf(about, "inputSchema"))?.schema ?? {
      type: "object",
      properties: {},
    };
    const found = tool.safeParse({ name, parameters, ...(description === "" ? {} : { description }) });
    if (found.success) read.tools.push(found.data);
    else notes.lose("tool-left-out", { name: name.slice(0, 80) || "?" });
    for (const field of Object.keys(about))
      if (!["name", "description", "inputSchema"].includes(field))
        notes.lose("unknown-field", { field: `toolDefs.${name}.${field}`.slice(0, 120) });
  }
  for (const name of listField(fields, "tools")) {
    const found = tool.safeParse({ name, parameters: { type: "object", properties: {} } });
    if (read.tools.some((one) => one.name === name)) continue;
    if (!found.success) {
      notes.lose("tool-left-out", { name: String(name).slice(0, 80) });
      continue;
    }
    read.tools.push(found.data);
    notes.warn("tool-undefined", { name: found.data.name });
  }
}

function readTemplate(
  body: string,
  fields: Fields,
  variables: Variable[],
  references: References,
  notes: Notes,
): Partial<PromptContent> {
  const hint = templateFormat.safeParse(fieldOf(fields, "lathe.templateFormat"));
  refuseHuge([body]);
  const source = withHelpers(body);
  const told = new Notes();
  const pieces = hint.data === "handlebars" ? undefined : readHandlebars(source, { marks: true });
  const parts = pieces === undefined ? undefined : splitMarks(pieces, told);
  const taken = new Set(variables.map(({ name }) => name));
  const history = historyName(textField(fields, "lathe.history") || "history", taken);
  const optional = fieldOf(fields, "lathe.historyNeeded") !== true;
  const asMessages = <T>(some: readonly Part<T>[], write: (text: T) => string): Message[] =>
    some.map(
      (part): Message =>
        part.role === "history"
          ? { role: "history", variable: history, optional }
          : { role: part.role, template: write(part.text) },
    );
  if (parts !== undefined) {
    const formats: RunnableFormat[] = hint.data === "f-string" ? ["f-string"] : ["mustache", "f-string"];
    const snippets = readPartials(parts, references, notes);
    const templates = parts.flatMap((part) => (part.role === "history" ? [] : [part.text]));
    const converted = convertTemplates([...templates, ...snippets.map((snippet) => snippet.pieces)], {
      syntax: "handlebars",
      variables,
      formats,
    });
    if (converted !== undefined) {
      notes.losses.push(...told.losses);
      notes.warnings.push(...told.warnings);
      for (const name of converted.asJson) notes.warn("value-as-json", { name });
      const texts = [...converted.templates];
      const messages = asMessages(parts, () => texts.shift() ?? "");
      const included = snippets.map(({ name }): IncludedSnippet => ({ name, text: texts.shift() ?? "" }));
      return {
        templateFormat: converted.templateFormat,
        messages,
        variables: converted.variables,
        ...(included.length === 0 ? {} : { snippets: included }),
      };
    }
  }
  // Its parts are no part of what is taken over, so they come by themselves.
  references.releaseUsed();
  if (hint.data !== "handlebars") notes.warn("syntax-kept", { syntax: "Handlebars" });
  const kept = splitSource(source, notes) ?? [{ role: "human" as const, text: body }];
  return { templateFormat: "handlebars", messages: asMessages(kept, (text) => text), variables };
}

/** The parts that templates name, and those that these name: each `_name.prompt` beside the file, without front matter. */
function readPartials(
  parts: readonly Part<Piece[]>[],
  references: References,
  notes: Notes,
): { name: string; pieces: Piece[] | undefined }[] {
  const found = new Map<string, Piece[] | undefined>();
  const open = parts.flatMap((part) => (part.role === "history" ? [] : [part.text]));
  for (let pieces = open.shift(); pieces !== undefined; pieces = open.shift()) {
    for (const piece of allPieces(pieces)) {
      if (piece.kind !== "snippet" || found.has(piece.name) || found.size >= 200) continue;
      const file = references.find(`_${piece.name}.prompt`, notes);
      if (file === undefined) continue;
      const read = readHandlebars(splitFrontMatter(file.text).body);
      found.set(piece.name, read);
      if (read !== undefined) open.push(read);
    }
  }
  return [...found].map(([name, pieces]) => ({ name, pieces }));
}
