import { isRunnable, type PromptContent } from "../model/content.ts";
import { parseTemplate } from "../text/template.ts";
import { readWrittenOut } from "../text/write-out-snippets.ts";
import { normalise, type Searched, searched } from "./says.ts";

/** The words of a prompt, as the checks against a spec look at them. */
export interface Reading {
  content: PromptContent;
  /** What instructs: the system messages and the last message of the user, without examples. */
  instructions: Searched;
  /** The same as it is written, message by message, with the places kept. */
  written: { index: number; text: string }[];
  /** Everything, examples and earlier turns included. Normalised. */
  everything: string;
  /** Names of variables that the messages use. */
  used: ReadonlySet<string>;
}

export function readPrompt(content: PromptContent): Reading {
  const whole = readWrittenOut(content).content;
  const last = whole.messages.findLastIndex(({ role }) => role === "human");
  const texts = whole.messages.map((message, index) => ({
    index,
    role: message.role,
    text: message.role === "history" ? "" : plainText(message.template, whole),
  }));
  const instructing = texts.filter(({ role, index }) => role === "system" || index === last);
  return {
    content,
    instructions: searched(instructing.map(({ text }) => withoutExamples(text)).join("\n")),
    written: content.messages.flatMap((message, index) =>
      message.role === "system" || index === last
        ? [{ index, text: message.role === "history" ? "" : message.template }]
        : [],
    ),
    everything: normalise(texts.map(({ text }) => text).join("\n")),
    used: new Set(
      whole.messages.flatMap((message) =>
        message.role === "history" ? [] : parseTemplate(message.template, whole.templateFormat).mentioned,
      ),
    ),
  };
}

/** A template as it reads: variables as `{name}` whatever the format, braces as they are sent. */
export function plainText(
  template: string,
  { templateFormat }: Pick<PromptContent, "templateFormat">,
): string {
  if (!isRunnable(templateFormat)) return template;
  return parseTemplate(template, templateFormat)
    .segments.map((segment) => {
      if (segment.kind === "variable") return `{${segment.name}}`;
      if (segment.kind === "escape") return template.slice(segment.start, segment.start + 1);
      return segment.kind === "comment" ? "" : template.slice(segment.start, segment.end);
    })
    .join("");
}

/** Examples say how a reply looks, not what is asked of it. An opening tag that is never closed holds nothing. */
function withoutExamples(text: string): string {
  let rest = "";
  let from = 0;
  for (const { 0: opening, 1: name, index } of text.matchAll(/<(examples?)>/gi)) {
    if (index < from) continue;
    const close = text.indexOf(`</${name}>`, index + opening.length);
    if (close < 0) break;
    rest += `${text.slice(from, index)}\n`;
    from = close + opening.length + 1;
  }
  return rest + text.slice(from);
}
