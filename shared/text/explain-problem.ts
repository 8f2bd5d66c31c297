import type { ContentProblem, ContentProblemCode } from "./check-content.ts";

const sentences: Record<ContentProblemCode, (data: ContentProblem["data"]) => string> = {
  "unclosed-brace": () => "This brace is never closed. Close it, or double it to send it as it is.",
  "stray-brace": () => "This } closes nothing. Double it (}}) to send it as it is.",
  "empty-name": () => "There is no name between the braces.",
  "bad-name": ({ name, reason, suggestion }) => {
    if (suggestion !== undefined) return `“${name}” is not the name of a variable; write “${suggestion}”.`;
    const remedy = reason === "json" ? " Double these braces to send them as they are." : "";
    return `“${name}” is not the name of a variable (a letter or _, then letters, digits or _).${remedy}`;
  },
  "reserved-name": ({ name }) => `LangChain keeps the name “${name}” for itself; choose another.`,
  "unclosed-section": ({ name }) => `The section “${name}” is never closed; add {{/${name}}}.`,
  "unopened-section": ({ name }) => `No section “${name}” is open here.`,
  "too-deep": () => "Sections are nested too deep.",
  "item-outside-section": () => "{{.}} is the current item of a section and stands inside one.",
  "unsupported-partial": () => "Partials ({{> name}}) are not supported; put their text here.",
  "unsupported-delimiter": () => "Other delimiters than {{ and }} are not supported.",
  "undefined-variable": ({ name }) => `The variable “${name}” is not declared.`,
  "unused-variable": ({ name }) => `No message uses the variable “${name}”.`,
  "duplicate-variable": ({ name }) => `The variable “${name}” is declared twice.`,
  "empty-message": () => "This message is empty.",
  "no-options": ({ name }) => `“${name}” has no options to choose from.`,
  "bad-default": ({ name, detail }) => `The default of “${name}” does not fit: ${detail}`,
  "history-clash": ({ name }) => `“${name}” is the name of a history and of a variable; rename one.`,
};

/** A problem as one English sentence, for errors and the terminal; the page has its own words for the codes. */
export function explainProblem(problem: Pick<ContentProblem, "code" | "data">): string {
  return sentences[problem.code](problem.data);
}
