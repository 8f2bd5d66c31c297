import type { PromptContent } from "../../model/content.ts";
import { parseTemplate } from "../template.ts";
import { type Finding, maxFindings } from "./finding.ts";

/** `{% if x %}` and the like. A piece is short, and nothing in it opens another one. */
const statement =
  /\{%-?\s*(?:if|elif|else|endif|for|endfor|set|block|endblock|macro|endmacro|include|extends|import|from|raw|endraw|filter|endfilter|call|endcall|with|endwith|unless|endunless|case|endcase|assign|capture|endcapture)\b[^{}\n]{0,300}?%\}/g;

/**
 * Statements of Jinja, Nunjucks or Liquid in a Mustache prompt: plain text to it, which a model would be sent as it is.
 * In an f-string their braces are an error already.
 */
export function findStatements({ messages, templateFormat }: PromptContent): Finding[] {
  if (templateFormat !== "mustache") return [];
  return messages.flatMap((message, index) => {
    if (message.role === "history" || !message.template.includes("{%")) return [];
    const { template } = message;
    return parseTemplate(template, templateFormat)
      .segments.filter(({ kind }) => kind === "text")
      .flatMap(({ start, end }) =>
        [...template.slice(start, end).matchAll(statement)].map(
          ({ 0: written, index: at }): Finding => ({
            rule: "statement-as-text",
            level: "warning",
            place: { in: "message", index, start: start + at, end: start + at + written.length },
            data: { name: written.length > 40 ? `${written.slice(0, 37)}…` : written },
          }),
        ),
      )
      .slice(0, maxFindings);
  });
}
