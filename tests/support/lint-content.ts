import { emptyContent, type Message, type PromptContent, type Variable } from "#shared/model/content.ts";
import { isNamed, parseTemplate } from "#shared/text/template.ts";

/** A prompt of these messages whose variables are all declared: `system: …`, `ai: …`, `history: name`, else what a human says. */
export function promptOf(texts: readonly string[], more: Partial<PromptContent> = {}): PromptContent {
  const messages = texts.map((text): Message => {
    const [, role, template = ""] = /^(system|ai|history): ?(.*)$/s.exec(text) ?? [];
    if (role === "history") return { role, variable: template, optional: true };
    return role === "system" || role === "ai" ? { role, template } : { role: "human", template: text };
  });
  const content: PromptContent = { ...emptyContent(), ...more, messages };
  const names = messages.flatMap((message) =>
    message.role === "history"
      ? []
      : parseTemplate(message.template, content.templateFormat)
          .segments.filter(isNamed)
          .map(({ name }) => name),
  );
  const declared = new Set(content.variables.map(({ name }) => name));
  const missing = [...new Set(names)].filter((name) => !declared.has(name));
  return {
    ...content,
    variables: [...content.variables, ...missing.map((name): Variable => ({ name, type: "text" }))],
  };
}
