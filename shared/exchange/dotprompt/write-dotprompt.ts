import { isRunnable, type PromptContent } from "../../model/content.ts";
import { splitModelRef } from "../../model/model-ref.ts";
import { writeOutSnippets } from "../../text/write-out-snippets.ts";
import { historyNotHeld, Losses, templateNotHeld } from "../cannot-export.ts";
import { fileNameOf } from "../file-name.ts";
import type { ExportSource, FormatWriter } from "../found.ts";
import { withoutNothing, writeYaml } from "../front-matter.ts";
import { writeTemplates } from "../syntax/convert.ts";
import { schemaFor } from "./variables.ts";

/** Keys with a dot are for extensions: there Lathe finds again what the format has no word for. */
export const writeDotprompt: FormatWriter = (source) => {
  const losses = new Losses();
  const content = writeOutSnippets(source.content);
  tellLosses(source, losses);
  const body = bodyOf(content, losses);
  const { model, variables, tools, templateFormat } = content;
  if (model.model !== undefined && splitModelRef(model.model).provider === "simulator")
    losses.add("simulator-model", { model: splitModelRef(model.model).model });
  const { temperature, topP, maxTokens, seed, stop } = model;
  const defaults = variables.flatMap(({ name, default: standard }) =>
    standard === undefined ? [] : [[name, standard] as const],
  );
  const history = content.messages.find((message) => message.role === "history");
  const fields = withoutNothing({
    name: source.name,
    version: source.version,
    description: source.description,
    model: model.model,
    config: withoutNothing({ temperature, topP, maxOutputTokens: maxTokens, seed, stopSequences: stop }),
    input: withoutNothing({
      schema: variables.length === 0 ? undefined : schemaFor(variables),
      default: Object.fromEntries(defaults),
    }),
    output: outputOf(content, losses),
    toolDefs: tools.map(({ name, description, parameters }) => ({
      name,
      ...(description === undefined ? {} : { description }),
      inputSchema: parameters,
    })),
    metadata: withoutNothing({ tags: source.tags }),
    "lathe.templateFormat": templateFormat === "mustache" ? undefined : templateFormat,
    "lathe.history": history?.variable === "history" ? undefined : history?.variable,
    "lathe.historyNeeded": history?.optional === false ? true : undefined,
  });
  return {
    files: [
      {
        name: fileNameOf(source.name, "prompt"),
        mediaType: "text/plain",
        text: `---\n${writeYaml(fields)}---\n${body}\n`,
      },
    ],
    losses: losses.all,
  };
};

function tellLosses({ message, spec, suite, content }: ExportSource, losses: Losses): void {
  if (message !== "") losses.add("details-not-held", { fields: "message" });
  if (spec !== null) losses.add("spec-not-held");
  if (suite !== null) losses.add("suite-not-held", { name: suite.name });
  const snippets = (content.snippets ?? []).map(({ name }) => name);
  if (snippets.length > 0) losses.add("snippets-written-out", { names: snippets.join(", ") });
  const examples = content.variables.flatMap(({ name, example }) => (example === undefined ? [] : [name]));
  if (examples.length > 0) losses.add("examples-not-held", { names: examples.join(", ") });
}

function outputOf({ model, outputSchema }: PromptContent, losses: Losses): Record<string, unknown> {
  const { responseFormat } = model;
  if (outputSchema === null)
    return withoutNothing({ format: responseFormat === "json-schema" ? "json" : responseFormat });
  if (responseFormat !== "json-schema") losses.add("schema-sent");
  return { format: "json", schema: outputSchema };
}

const roleNames = { system: "system", human: "user", ai: "model" } as const;

function bodyOf(content: PromptContent, losses: Losses): string {
  const written = writeTemplates(content, "handlebars");
  let hasHistory = false;
  let body = "";
  for (const [index, message] of content.messages.entries()) {
    if (message.role === "history") {
      if (!hasHistory) body += body === "" ? "{{history}}" : "\n\n{{~history}}";
      else if (message.optional) losses.add("history-not-held", { name: message.variable });
      else throw historyNotHeld(message.variable);
      hasHistory = true;
      continue;
    }
    const template = written.shift()?.template;
    // A marker in the text would begin another message.
    if (template === undefined || message.template.includes("<<<dotprompt:"))
      throw templateNotHeld(index + 1, "Handlebars");
    if (template.trim() === "") {
      losses.add("message-empty", { message: index + 1 });
      continue;
    }
    if (message.template !== message.template.trim()) losses.add("edges-trimmed", { message: index + 1 });
    body += messageOf(roleNames[message.role], template, body === "", isRunnable(content.templateFormat));
  }
  return body;
}

/** `~` takes away the line ends around it, so that a message has none that the prompt has not. */
function messageOf(role: string, template: string, isFirst: boolean, isOwn: boolean): string {
  const mark = `role "${role}"`;
  if (template !== template.trim() || !isOwn) return `{{${mark}}}${template}`;
  return `${isFirst ? "{{" : "\n\n{{~"}${mark}~}}\n${template}`;
}
