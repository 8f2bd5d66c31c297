import type { Finding, FindingData } from "./finding.ts";
import type { Fix } from "./fixes.ts";
import type { RuleId } from "./rules.ts";
import { findSecrets } from "./secret-patterns.ts";

const sentences: Record<RuleId, (data: FindingData) => string> = {
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
  "unsupported-partial": ({ name }) =>
    `“${name}” is not the name of a snippet (a letter or _, then letters, digits, _ or -).`,
  "unsupported-delimiter": () => "Other delimiters than {{ and }} are not supported.",
  "unknown-snippet": ({ name }) => `There is no snippet “${name}”. Make it, or put its text here.`,
  "snippet-cycle": ({ name, first }) => `The snippet “${name}” leads back to itself: ${first}.`,
  "snippet-unused": ({ name }) => `Nothing refers to “${name}”, whose text the prompt holds.`,
  "foreign-syntax": ({ name }) =>
    `The prompt is written in ${name}, which Lathe keeps and does not fill in. Rewrite it as f-string or Mustache, then choose that format.`,
  "history-clash": ({ name }) => `“${name}” is the name of a history and of a variable; rename one.`,
  "duplicate-variable": ({ name }) => `The variable “${name}” is declared twice.`,
  "no-options": ({ name }) => `“${name}” has no options to choose from.`,
  "bad-default": ({ name, detail }) => `The default of “${name}” does not fit: ${detail}`,
  "unknown-variable": ({ name }) => `The variable “${name}” is not declared.`,
  "unused-variable": ({ name }) => `No message uses the variable “${name}”.`,
  "similar-names": ({ first, second }) =>
    `“${first}” and “${second}” are easily taken for each other; rename one.`,
  "empty-message": () => "This message is empty.",
  "role-order": ({ kind = "" }) => roleOrder[kind] ?? "The messages stand in an unusual order.",
  "statement-as-text": ({ name }) =>
    `“${name}” is sent to the model as it is: Mustache has no such statements. Write a section, or take it out.`,
  "undelimited-variable": ({ name }) =>
    `Nothing marks where “${name}” begins and ends, so a model may take its words for instructions.`,
  "volatile-prefix": ({ kind, first }) =>
    `${kind === "variable" ? `“${first}” changes with each call` : `“${first}” goes out of date`} and stands before a long fixed text, which providers then cannot serve from their cache. Move it behind that text.`,
  "secret-in-text": ({ kind = "" }) =>
    `This looks like ${secretKinds[kind] ?? "a secret"}. Whoever sees the prompt sees it, and so does the model's provider. Make it a variable, and revoke it where it was real.`,
  "contradictory-format": ({ kind, first, second }) =>
    kind === "setting"
      ? `“${first}” contradicts the reply format that is set, ${second}. Change one of the two.`
      : `“${first}” and “${second}” contradict each other; a model can follow only one of the two.`,
  "hidden-characters": ({ kind = "", name }) =>
    `${hiddenKinds[kind] ?? "A character that cannot be seen"} (${name}).`,
};

const roleOrder: Record<string, string> = {
  "system-not-first":
    "A system message stands behind other messages; many models refuse it or move it to the front.",
  "history-before-system": "The history is put in before the system message; many models refuse that.",
  "two-systems": "There are two system messages; many models take one. Join them.",
  "starts-with-ai":
    "The conversation begins with the model's words; many models ask that a human speaks first.",
  "same-role": "Two messages of the same role follow each other; some models refuse that, others join them.",
  "ends-with-ai":
    "The last words are the model's own: it is asked to go on with them, which some models refuse.",
  "no-human": "No human says anything; several providers refuse a request of system messages alone.",
};

const secretKinds: Record<string, string> = {
  "api-key": "an API key",
  token: "an access token",
  "private-key": "a private key",
  password: "a password",
};

const hiddenKinds: Record<string, string> = {
  control: "A control character stands here",
  direction: "A character that turns the direction of the text stands here",
  invisible: "A character that cannot be seen stands here",
  "look-alike": "A letter of another alphabet stands here that looks like a Latin one",
};

/**
 * A finding in English, for errors and the terminal; the page has its own words for the rules. What it quotes may end in
 * a log, so a secret between two braces is not quoted.
 */
export function explainFinding({ rule, data }: Pick<Finding, "rule" | "data">): string {
  const { name, snippet } = data;
  const words = sentences[rule](
    name !== undefined && findSecrets(name).length > 0 ? { ...data, name: "…" } : data,
  );
  return snippet === undefined ? words : `In the snippet “${snippet}”: ${words}`;
}

const fixTitles: Record<Fix["kind"], (name: string) => string> = {
  declare: (name) => `Declare ${name}`,
  write: (name) => `Write ${name}`,
  escape: () => "Double the braces",
  "close-section": (name) => `Close the section ${name}`,
  "remove-variable": (name) => `Remove the variable ${name}`,
  "remove-message": () => "Remove the message",
  "remove-snippet": (name) => `Remove the text of ${name}`,
  "move-up": () => "Move the message to the front",
  wrap: (name) => `Put it between <${name}> and </${name}>`,
  "make-variable": (name) => `Replace it by the variable ${name}`,
  "clear-values": (name) => `Clear the default and the example of ${name}`,
  "remove-characters": () => "Write it as it looks",
};

export const explainFix = ({ kind, name }: Pick<Fix, "kind" | "name">): string => fixTitles[kind](name);
