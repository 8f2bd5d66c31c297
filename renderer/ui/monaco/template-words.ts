import type { Variable, VariableValue } from "#shared/model/content.ts";
import { cutText } from "#shared/text/cut-text.ts";
import { i18n } from "../../i18n/i18n.ts";
import type { SnippetHint, TemplateFault } from "./template-faults.ts";

/** What is wrong, in the language of the page. */
export function explainFault({ code, data }: Pick<TemplateFault, "code" | "data">): string {
  const { name = "", reason, suggestion } = data;
  if (code === "bad-name") {
    if (suggestion !== undefined) return i18n.t("monaco.badName.suggest", { name, suggestion });
    return i18n.t(`monaco.badName.${reason ?? "name"}`, { name });
  }
  return i18n.t(`monaco.fault.${code}`, {
    name,
    tag: `{{/${name}}}`,
    item: "{{.}}",
    open: "{{",
    close: "}}",
  });
}

export const describeType = ({ type }: Variable): string => i18n.t(`monaco.type.${type}`);

/** A variable as Markdown: what people wrote in it is shown letter for letter, whatever it holds. */
export function describeVariable(variable: Variable): string {
  const parts = [`**${escapeMarkdown(variable.name)}** · ${escapeMarkdown(describeType(variable))}`];
  if (variable.description?.trim()) parts.push(escapeMarkdown(variable.description));
  if (variable.type === "enum" && variable.options?.length) {
    parts.push(`${i18n.t("monaco.options")}: ${variable.options.slice(0, 20).map(inlineCode).join(" · ")}`);
  }
  parts.push(
    variable.default === undefined
      ? `*${i18n.t("monaco.required")}*`
      : `${i18n.t("monaco.default")}: ${showValue(variable.default)}`,
  );
  if (variable.example !== undefined)
    parts.push(`${i18n.t("monaco.example")}: ${showValue(variable.example)}`);
  return parts.join("\n\n");
}

/** A snippet as Markdown: what it is for, and the words that stand in its place. */
export function describeSnippet({ name, description, text }: SnippetHint): string {
  const parts = [`**${escapeMarkdown(name)}** · ${escapeMarkdown(i18n.t("monaco.snippet"))}`];
  if (description.trim() !== "") parts.push(escapeMarkdown(description));
  parts.push(text === "" ? `*${i18n.t("monaco.emptyText")}*` : fenced(cutText(text, longestSnippet)));
  return parts.join("\n\n");
}

const longestSnippet = 1_200;

/** In a fence longer than any run of backticks inside. */
function fenced(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(2, ...runs.map((run) => run.length)) + 1);
  return `${fence}\n${text}\n${fence}`;
}

const longestShown = 300;

function showValue(value: VariableValue): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (text === "") return `*${i18n.t("monaco.emptyText")}*`;
  return inlineCode(text.length > longestShown ? `${text.slice(0, longestShown)}…` : text);
}

/** In a fence longer than any run of backticks inside, on one line. */
function inlineCode(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  return `${fence} ${text.replace(/\s+/g, " ")} ${fence}`;
}

/** Every ASCII mark may be escaped in Markdown; an address with an escaped dot and colon is no link. */
export const escapeMarkdown = (text: string): string => text.replace(/[!-/:-@[-`{-~]/g, "\\$&");
