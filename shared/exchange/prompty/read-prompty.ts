import {
  type Message,
  type PromptContent,
  type TemplateFormat,
  templateFormat,
} from "../../model/content.ts";
import { Notes, refuseHuge } from "../chat.ts";
import { finishedContent, foundPrompt } from "../finish.ts";
import type { FormatReader, FoundPrompt } from "../found.ts";
import { readFields, splitFrontMatter } from "../front-matter.ts";
import { endingOf } from "../peek.ts";
import { type Fields, fieldOf, isFields, textField, textsOf } from "../read-json.ts";
import { References } from "../references.ts";
import type { ReadSettings } from "../settings.ts";
import { convertTemplates } from "../syntax/convert.ts";
import type { Piece } from "../syntax/pieces.ts";
import { readJinja } from "../syntax/read-jinja.ts";
import { unreadable } from "../unreadable.ts";
import { arraysByUse, inputsOf, type ReadInputs } from "./inputs.ts";
import { readModel } from "./model.ts";
import { readProperties, schemaOf } from "./properties.ts";
import { Values } from "./references.ts";
import { type BodyPart, hasWholeBlocks, splitRoles } from "./roles.ts";
import { readPromptyTools } from "./tools.ts";

/** `.prompty` of version 1 and 2: YAML, and a template with a line for each role. */
export const promptyReader: FormatReader = {
  format: "prompty",
  recognise: (file) => (endingOf(file) === "prompty" ? 1 : 0),
  read(file, folder) {
    const notes = new Notes();
    const references = new References(file, folder, notes);
    const { yaml, line, body, isOpen } = splitFrontMatter(file.text);
    if (isOpen) throw unreadable("broken-yaml", { line: 1, said: "“---” does not close it" });
    const fields = yaml === null ? {} : readFields(yaml, line);
    const found = readPrompt(fields, body, new Values(references, notes), notes);
    return { items: [found], wanted: references.wanted, used: references.used };
  },
};

const knownFields = new Set(
  "name displayName description metadata tags version model inputs inputSchema sample outputs outputSchema tools template".split(
    " ",
  ),
);

function readPrompt(fields: Fields, body: string, values: Values, notes: Notes): FoundPrompt {
  const about = readAbout(fields, notes);
  const settings = readModel(fieldOf(fields, "model"), values, notes);
  if (Object.hasOwn(fields, "tools"))
    settings.tools.push(...readPromptyTools(values.of(fieldOf(fields, "tools")), notes));
  readOutputs(fields, settings, values, notes);
  const properties = readProperties(
    values.of(fieldOf(fields, Object.hasOwn(fields, "inputs") ? "inputs" : "inputSchema")),
  );
  const inputs = inputsOf(properties, values.of(fieldOf(fields, "sample")), notes);
  const content = readTemplate(fields, body, inputs, about.hint, notes);
  return foundPrompt(
    {
      name: about.name,
      description: about.description,
      tags: about.tags,
      content: finishedContent({ ...content, ...settings }),
    },
    notes,
  );
}

interface About {
  name: string;
  description: string;
  tags: string[];
  /** The format that Lathe wrote the file from. */
  hint: TemplateFormat | null;
}

function readAbout(fields: Fields, notes: Notes): About {
  const metadata = fieldOf(fields, "metadata");
  const about = isFields(metadata) ? metadata : {};
  for (const name of Object.keys(fields))
    if (!knownFields.has(name)) notes.lose("unknown-field", { field: name.slice(0, 80) });
  for (const name of Object.keys(about))
    if (!["tags", "version", "lathe"].includes(name))
      notes.lose("unknown-field", { field: `metadata.${name.slice(0, 80)}` });
  const version = fieldOf(about, "version") ?? fieldOf(fields, "version");
  if (version !== null) notes.warn("version-renumbered", { version: String(version).slice(0, 60) });
  const own = fieldOf(about, "lathe");
  const hint = templateFormat.safeParse(isFields(own) ? fieldOf(own, "templateFormat") : null);
  return {
    name: textField(fields, "name") || textField(fields, "displayName"),
    description: textField(fields, "description"),
    tags: [...textsOf(fieldOf(about, "tags")), ...textsOf(fieldOf(fields, "tags"))],
    hint: hint.success ? hint.data : null,
  };
}

function readOutputs(fields: Fields, settings: ReadSettings, values: Values, notes: Notes): void {
  const outputs = readProperties(
    values.of(fieldOf(fields, Object.hasOwn(fields, "outputs") ? "outputs" : "outputSchema")),
  );
  if (outputs.length === 0) return;
  for (const { name, rest } of outputs)
    for (const field of rest)
      notes.lose("unknown-field", { field: `outputs.${name}.${field}`.slice(0, 120) });
  settings.outputSchema = schemaOf(outputs, true);
  settings.model.responseFormat = "json-schema";
}

function formatOf(fields: Fields, notes: Notes): "jinja2" | "mustache" {
  const template = fieldOf(fields, "template");
  const format = isFields(template) ? (fieldOf(template, "format") ?? fieldOf(template, "type")) : template;
  const named = isFields(format) ? textField(format, "kind") : typeof format === "string" ? format : "";
  const parser = isFields(template) ? fieldOf(template, "parser") : null;
  const parserName = isFields(parser) ? textField(parser, "kind") : parser;
  if (typeof parserName === "string" && parserName !== "" && parserName !== "prompty")
    notes.lose("value-left-out", { field: "template.parser" });
  if (named !== "" && named !== "jinja2" && named !== "mustache")
    notes.lose("value-left-out", { field: "template.format" });
  return named === "mustache" ? "mustache" : "jinja2";
}

function readTemplate(
  fields: Fields,
  body: string,
  inputs: ReadInputs,
  hint: TemplateFormat | null,
  notes: Notes,
): Partial<PromptContent> {
  const format = formatOf(fields, notes);
  refuseHuge([body]);
  let parts = splitRoles(body, inputs.threads);
  const histories = new Set(parts.flatMap((part) => (part.role === "history" ? [part.variable] : [])));
  for (const [index, part] of parts.entries()) tellPart(part, index + 1, notes);
  if (format === "mustache") {
    return {
      templateFormat: "mustache",
      messages: toMessages(parts, inputs, (text) => text.replace(/^\{\{!\}\}(?=[^\n]*:\s*$)/gm, "")),
      variables: arraysByUse(inputs, histories, []),
    };
  }
  const texts = () => parts.flatMap((part) => (part.role === "history" ? [] : [part.text]));
  const read = texts().map((text) => (hint === "jinja2" ? undefined : readJinja(text, "jinja2")));
  const variables = arraysByUse(
    inputs,
    histories,
    read.filter((pieces): pieces is Piece[] => pieces !== undefined),
  );
  const formats = hint === "f-string" ? (["f-string"] as const) : undefined;
  const converted = convertTemplates(read, { syntax: "jinja2", variables, ...(formats && { formats }) });
  if (converted === undefined) {
    if (hint !== "jinja2") notes.warn("syntax-kept", { syntax: "Jinja2" });
    // A block around several messages: its halves mean nothing by themselves.
    if (!texts().every(hasWholeBlocks))
      parts = [{ role: "system", text: body.trim(), attributes: "", name: "system" }];
    return { templateFormat: "jinja2", messages: toMessages(parts, inputs, (text) => text), variables };
  }
  for (const name of converted.asJson) notes.warn("value-as-json", { name });
  let next = 0;
  const messages = toMessages(parts, inputs, () => {
    next += 1;
    return converted.templates[next - 1] ?? "";
  });
  return { templateFormat: converted.templateFormat, messages, variables: converted.variables };
}

function tellPart(part: BodyPart, message: number, notes: Notes): void {
  if (part.role === "history") return;
  if (part.name === "function" || part.name === "tool")
    notes.warn("role-changed", { message, role: part.name, taken: "user" });
  if (part.attributes !== "") notes.lose("unknown-field", { field: part.attributes.slice(0, 80) });
}

const toMessages = (
  parts: readonly BodyPart[],
  { threads, needed }: ReadInputs,
  write: (text: string) => string,
): Message[] =>
  parts.map((part): Message => {
    if (part.role !== "history") return { role: part.role, template: write(part.text) };
    const optional = !threads.has(part.variable) || !needed.has(part.variable);
    return { role: "history", variable: part.variable, optional };
  });
