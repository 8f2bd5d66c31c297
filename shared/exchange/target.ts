import { LatheError } from "../contract/errors.ts";
import type { PromptContent, RunnableFormat } from "../model/content.ts";
import { isRunnable } from "../model/content.ts";
import { parseTemplate } from "../text/template.ts";
import { writeOutSnippets } from "../text/write-out-snippets.ts";
import type { Notes } from "./chat.ts";
import type { ExportSource } from "./found.ts";

const syntaxNames: Record<PromptContent["templateFormat"], string> = {
  "f-string": "f-string",
  mustache: "Mustache",
  jinja2: "Jinja2",
  handlebars: "Handlebars",
  nunjucks: "Nunjucks",
};

export function syntaxNotHeld(templateFormat: PromptContent["templateFormat"], format: string): LatheError {
  const syntax = syntaxNames[templateFormat];
  return new LatheError({
    code: "exchange.syntax-not-held",
    message: `The prompt is written in ${syntax}, which ${format} does not have. Convert it to f-string or Mustache first, or export it as Lathe JSON.`,
    details: { syntax, format },
  });
}

/** The content without references to snippets; what they stood for is text of the prompt, and that is told. */
export function writtenOut({ content }: ExportSource, notes: Notes): PromptContent {
  const names = (content.snippets ?? []).map(({ name }) => name);
  if (names.length > 0) notes.lose("snippets-written-out", { names: names.join(", ") });
  return writeOutSnippets(content);
}

/** Of a syntax that Lathe fills in; another one would be something else in a format that has only placeholders. */
export function runnableSyntax({ templateFormat }: PromptContent, format: string): RunnableFormat {
  if (isRunnable(templateFormat)) return templateFormat;
  throw syntaxNotHeld(templateFormat, format);
}

/** A template that Lathe itself cannot fill in means nothing that another program could be told. */
export function refuseBroken({ messages, templateFormat }: PromptContent): void {
  for (const [index, message] of messages.entries()) {
    if (message.role === "history") continue;
    const [problem] = parseTemplate(message.template, templateFormat).problems;
    if (problem === undefined) continue;
    const shown = message.template.slice(problem.start, Math.min(problem.end, problem.start + 40));
    throw new LatheError({
      code: "exchange.message-faulty",
      message: `Message ${index + 1} has a fault at “${shown}”: mend what the editor marks there, then export it.`,
      details: { message: index + 1, shown },
    });
  }
}

/** What a format that holds the prompt alone leaves out. */
export function loseAround(
  { description, tags, version, message, spec, suite }: ExportSource,
  notes: Notes,
  held: { description?: boolean; tags?: boolean; version?: boolean; message?: boolean } = {},
): void {
  const fields = [
    ...(description !== "" && held.description !== true ? ["description"] : []),
    ...(tags.length > 0 && held.tags !== true ? ["tags"] : []),
    ...(version !== null && held.version !== true ? ["version"] : []),
    ...(message !== "" && held.message !== true ? ["message"] : []),
  ];
  if (fields.length > 0) notes.lose("details-not-held", { fields: fields.join(", ") });
  if (spec !== null) notes.lose("spec-not-held");
  if (suite !== null) notes.lose("suite-not-held", { name: suite.name });
}

/** `holdsDefaults`: those of texts are kept. */
export function loseVariableDetails(
  { variables, messages, templateFormat }: PromptContent,
  notes: Notes,
  { holdsDefaults = false } = {},
): void {
  const used = new Set(
    messages.flatMap((message) =>
      message.role === "history" ? [] : parseTemplate(message.template, templateFormat).mentioned,
    ),
  );
  const unused = variables.flatMap(({ name }) =>
    used.has(name) || !isRunnable(templateFormat) ? [] : [name],
  );
  if (unused.length > 0) notes.lose("unused-not-held", { names: unused.join(", ") });
  const bare: string[] = [];
  const withDefault: string[] = [];
  for (const { name, type, default: standard, ...rest } of variables) {
    const isKept = holdsDefaults && typeof standard === "string";
    const isLost = Object.values(rest).some((value) => value !== undefined);
    if (type !== "text" || isLost || (standard !== undefined && !isKept))
      (isKept ? withDefault : bare).push(name);
  }
  if (bare.length > 0) notes.lose("variables-not-held", { names: bare.join(", ") });
  if (withDefault.length > 0) notes.lose("types-not-held", { names: withDefault.join(", ") });
}

/** `openai/gpt-4o` of a format that names the model alone. */
export function modelName(model: string, provider: string, notes: Notes): string {
  const at = model.indexOf("/");
  const own = model.slice(0, at);
  const name = model.slice(at + 1);
  if (own !== provider) notes.lose("provider-not-held", { provider: own, model: name });
  return name;
}
