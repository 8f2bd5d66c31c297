import { isRunnable, type PromptContent, type TextMessage, type Variable } from "../../model/content.ts";
import { splitModelRef } from "../../model/model-ref.ts";
import { writeOutSnippets } from "../../text/write-out-snippets.ts";
import { Losses, templateNotHeld } from "../cannot-export.ts";
import { fileNameOf } from "../file-name.ts";
import type { ExportSource, FormatWriter } from "../found.ts";
import { withoutNothing, writeYaml } from "../front-matter.ts";
import { writeTemplates } from "../syntax/convert.ts";
import { propertiesOf } from "./properties.ts";
import { isRoleLine } from "./roles.ts";

/**
 * Version 2. Mustache stays what it is; an f-string template becomes Jinja2, and a word in the metadata tells Lathe what it
 * was when it comes back.
 */
export const writePrompty: FormatWriter = (source) => {
  const losses = new Losses();
  const content = writeOutSnippets(source.content);
  tellLosses(source, losses);
  const fields = withoutNothing({
    name: source.name,
    description: source.description,
    metadata: withoutNothing({
      tags: source.tags,
      version: source.version,
      lathe: content.templateFormat === "mustache" ? {} : { templateFormat: content.templateFormat },
    }),
    model: modelOf(content, losses),
    inputs: inputsOf(content),
    outputs: outputsOf(content),
    tools: content.tools.map(({ name, description, parameters }) => ({
      name,
      kind: "function",
      ...(description === undefined ? {} : { description }),
      parameters: propertiesOf(parameters, false) ?? parameters,
    })),
    template: { format: content.templateFormat === "mustache" ? "mustache" : "jinja2", parser: "prompty" },
  });
  return {
    files: [
      {
        name: fileNameOf(source.name, "prompty"),
        mediaType: "text/plain",
        text: `---\n${writeYaml(fields)}---\n${bodyOf(content, losses)}`,
      },
    ],
    losses: losses.all,
  };
};

function tellLosses({ message, spec, suite, content }: ExportSource, losses: Losses): void {
  if (message !== "") losses.add("details-not-held", { fields: "message" });
  if (spec !== null) losses.add("spec-not-held");
  if (suite !== null) losses.add("suite-not-held", { name: suite.name });
  const names = (content.snippets ?? []).map(({ name }) => name);
  if (names.length > 0) losses.add("snippets-written-out", { names: names.join(", ") });
}

function modelOf({ model, outputSchema }: PromptContent, losses: Losses): Record<string, unknown> {
  const ref = model.model === undefined ? null : splitModelRef(model.model);
  if (ref?.provider === "simulator") losses.add("simulator-model", { model: ref.model });
  const { temperature, topP, maxTokens, seed, stop, responseFormat } = model;
  const asOutputs = outputSchema !== null && propertiesOf(outputSchema, true) !== undefined;
  const replied =
    outputSchema !== null && !asOutputs
      ? { type: "json_schema", json_schema: { name: "reply", schema: outputSchema } }
      : responseFormat === "json" && outputSchema === null
        ? { type: "json_object" }
        : responseFormat === "text" && outputSchema === null
          ? { type: "text" }
          : undefined;
  if (outputSchema !== null && responseFormat !== "json-schema") losses.add("schema-sent");
  return withoutNothing({
    id: ref?.model,
    provider: ref?.provider,
    apiType: "chat",
    options: withoutNothing({
      temperature,
      topP,
      maxOutputTokens: maxTokens,
      seed,
      stopSequences: stop,
      additionalProperties: withoutNothing({ response_format: replied }),
    }),
  });
}

const outputsOf = ({ outputSchema }: PromptContent): unknown =>
  outputSchema === null ? undefined : propertiesOf(outputSchema, true);

const kinds: Record<Variable["type"], string> = {
  text: "string",
  enum: "string",
  number: "float",
  boolean: "boolean",
  list: "array",
  json: "object",
};

function inputsOf({ variables, messages }: PromptContent): unknown[] {
  const inputs = variables.map((variable) => ({
    name: variable.name,
    kind: kinds[variable.type],
    ...(variable.description === undefined ? {} : { description: variable.description }),
    ...(variable.default === undefined ? { required: true } : { default: variable.default }),
    ...(variable.example === undefined ? {} : { example: variable.example }),
    ...(variable.type === "enum" ? { enumValues: variable.options ?? [] } : {}),
    ...(variable.type === "list" ? { items: { kind: "string" } } : {}),
  }));
  const threads = messages.flatMap((message) => (message.role === "history" ? [message] : []));
  return [
    ...inputs,
    ...threads.map(({ variable, optional }) => ({
      name: variable,
      kind: "thread",
      ...(optional ? {} : { required: true }),
    })),
  ];
}

const roleNames = { system: "system", human: "user", ai: "assistant" } as const;

function bodyOf(content: PromptContent, losses: Losses): string {
  const syntax = content.templateFormat === "mustache" ? "Mustache" : "Jinja2";
  const written = content.templateFormat === "mustache" ? [] : writeTemplates(content, "jinja2");
  const parts = content.messages.map((message, index) => {
    if (message.role === "history") return `{{${message.variable}}}\n`;
    const text =
      content.templateFormat === "mustache"
        ? markedMustache(message)
        : markedJinja(written.shift()?.template, content);
    if (text === undefined) throw templateNotHeld(index + 1, syntax);
    if (message.template !== message.template.trim()) losses.add("edges-trimmed", { message: index + 1 });
    return `${roleNames[message.role]}:\n${text}\n`;
  });
  return parts.join("\n");
}

/** An empty comment in front keeps a line of the text from being read as a role. */
const markedMustache = ({ template }: TextMessage): string =>
  template
    .split("\n")
    .map((line) => (isRoleLine(line) ? `{{!}}${line}` : line))
    .join("\n");

/** And so does an empty text in Jinja2. What stays Jinja2 as somebody wrote it is not touched. */
function markedJinja(template: string | undefined, { templateFormat }: PromptContent): string | undefined {
  if (template === undefined || !template.split("\n").some(isRoleLine)) return template;
  if (!isRunnable(templateFormat)) return undefined;
  return template
    .split("\n")
    .map((line) => (isRoleLine(line) ? `{{ "" }}${line}` : line))
    .join("\n");
}
