import type { TemplateFormat } from "#shared/model/content.ts";

/** How a variable is written in a message. */
export const variableExample = (format: TemplateFormat): string =>
  format === "mustache" ? "{{name}}" : "{name}";
