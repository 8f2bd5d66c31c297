import type { BaseMessageLike } from "@langchain/core/messages";
import { LatheError } from "#shared/contract/errors.ts";
import {
  type ChatMessage,
  isRunnable,
  type MessageRole,
  type PromptContent,
  type VariableValues,
} from "#shared/model/content.ts";
import { checkContent, isBlocking } from "#shared/text/check-content.ts";
import { explainFinding } from "#shared/text/lint/explain-finding.ts";
import { type ParsedTemplate, parseTemplate } from "#shared/text/template.ts";
import { writeOutSnippets } from "#shared/text/write-out-snippets.ts";
import { createExpansionMeter } from "./expansion-size.ts";
import { type PromptValues, readPromptValues } from "./template-values.ts";

/**
 * The messages as a model receives them, formatted by LangChain after everything was checked: a value is put in as it
 * is, whatever braces it holds, and a template reaches nothing but the values given.
 *
 * Fails with `prompts.template-invalid` (details: `code` and, for a message, `message`, `start`, `end`, else `variable`),
 * `prompts.foreign-syntax` (details: `syntax`), `prompts.value-missing` and `prompts.value-invalid` (details: `names`), or `prompts.too-long`.
 */
export async function formatPrompt(content: PromptContent, values: VariableValues): Promise<ChatMessage[]> {
  return (await preparePrompt(content))(values);
}

/**
 * What is the same for all values is done once: to format one prompt with a thousand cases. Fails, and the function that
 * it answers fails, as `formatPrompt` does.
 */
export async function preparePrompt(
  given: PromptContent,
): Promise<(values: VariableValues) => Promise<ChatMessage[]>> {
  refuseProblems(given);
  const content = writeOutSnippets(given);
  const parsed = content.messages.map((message) =>
    message.role === "history" ? null : parseTemplate(message.template, content.templateFormat),
  );
  let format: Formatter | undefined;
  return async (values) => {
    const read = readPromptValues(content, values);
    measure(content, parsed, read);
    format ??= await openFormatter(content, parsed);
    return format(read);
  };
}

type Formatter = (read: PromptValues) => Promise<ChatMessage[]>;

function refuseProblems(content: PromptContent): void {
  const blocking = checkContent(content).find(isBlocking);
  if (blocking === undefined) return;
  const { rule, place } = blocking;
  if (rule === "foreign-syntax") throw foreignSyntax(content.templateFormat);
  const where: Record<string, string | number> =
    place.in === "message"
      ? { message: place.index, start: place.start, end: place.end }
      : { variable: content.variables[place.index]?.name ?? "" };
  const prefix = place.in === "message" ? `Message ${place.index + 1}, position ${place.start + 1}: ` : "";
  throw new LatheError({
    code: "prompts.template-invalid",
    message: `${prefix}${explainFinding(blocking)}`,
    details: { code: rule, ...where },
  });
}

const foreignSyntax = (syntax: string): LatheError =>
  new LatheError({
    code: "prompts.foreign-syntax",
    message: `This prompt is written in ${syntax}, which Lathe keeps and does not fill in. Rewrite it as f-string or Mustache, then choose that format.`,
    details: { syntax },
  });

function measure(
  content: PromptContent,
  parsed: readonly (ParsedTemplate | null)[],
  read: PromptValues,
): void {
  const meter = createExpansionMeter(read.variables);
  content.messages.forEach((message, index) => {
    meter.addTemplate(parsed[index]?.segments ?? []);
    if (message.role !== "history") return;
    for (const past of read.histories.get(message.variable) ?? []) meter.addText(past.content);
  });
}

async function openFormatter(
  content: PromptContent,
  parsed: readonly (ParsedTemplate | null)[],
): Promise<Formatter> {
  const { ChatPromptTemplate, MessagesPlaceholder } = await import("@langchain/core/prompts");
  const { default: mustache } = await import("mustache");
  const { templateFormat } = content;
  // Refused before; the check tells the type.
  if (!isRunnable(templateFormat)) throw foreignSyntax(templateFormat);
  const prompt = ChatPromptTemplate.fromMessages(
    content.messages.map((message, index) =>
      message.role === "history"
        ? new MessagesPlaceholder({ variableName: message.variable, optional: message.optional })
        : ([message.role, withoutComments(message.template, parsed[index])] satisfies BaseMessageLike),
    ),
    { templateFormat, validateTemplate: false },
  );
  return async ({ variables, histories }) => {
    try {
      const own: Record<string, unknown> = Object.create(null);
      // A name that only a section's items have: without a value of its own it would be looked up in Object.prototype.
      for (const template of parsed) for (const name of template?.mentioned ?? []) own[name] = undefined;
      for (const [name, value] of variables) own[name] = value;
      for (const [name, history] of histories) {
        own[name] = history.map(({ role, content }): BaseMessageLike => [role, content]);
      }
      const messages = await prompt.formatMessages(own);
      return messages.map((message) => ({
        role: message.getType() as MessageRole,
        content: String(message.content),
      }));
    } finally {
      // Mustache keeps every template it ever parsed; a draft is formatted in hundreds of states.
      mustache.clearCache();
    }
  };
}

/** Comments are sent to no model; emptied, they cannot keep Mustache's parser busy either. */
function withoutComments(template: string, parsed: ParsedTemplate | null | undefined): string {
  const comments = parsed?.segments.filter((segment) => segment.kind === "comment") ?? [];
  if (comments.length === 0) return template;
  let text = "";
  let copied = 0;
  for (const { start, end } of comments) {
    text += `${template.slice(copied, start)}{{!}}`;
    copied = end;
  }
  return text + template.slice(copied);
}
