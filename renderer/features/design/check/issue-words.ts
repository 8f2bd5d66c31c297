import type { DesignIssue, ValidatedInput } from "#shared/model/spec.ts";
import { errorText } from "../../../i18n/error-text.ts";
import type { DesignDraft } from "../design-port.ts";
import { coreWords } from "../note-text.ts";

/** Figures that are words of Lathe's own, and where their words stand. */
const ownWords = {
  unit: "design.constraint.unit",
  type: "design.output.type",
  format: "design.output",
} as const;

interface Known {
  inputs: readonly ValidatedInput[];
  explainLint: DesignDraft["explainLint"];
}

/** What is wrong, in the language of the page. */
export function issueText({ rule, where, data, text }: DesignIssue, { inputs, explainLint }: Known): string {
  if (rule === "lint") {
    const { detail, ...found } = data;
    const texts = Object.fromEntries(Object.entries(found).map(([name, value]) => [name, String(value)]));
    return explainLint(String(detail), texts) ?? text;
  }
  if (rule === "input-invalid") {
    const error = inputs[Number(/^inputs\[(\d+)\]$/.exec(where)?.[1])]?.error;
    const reason = error == null ? text : errorText(error).message;
    return coreWords(
      [`design.issue.input-invalid.${data.count === 1 ? "one" : "many"}`],
      { ...data, reason },
      text,
    );
  }
  return coreWords(keysOf(rule, data.detail), said(data), text);
}

const keysOf = (rule: string, detail: string | number | undefined): string[] => [
  `design.issue.${rule}.${detail ?? "plain"}`,
  `design.issue.${rule}.plain`,
];

/** What is left to do after a model has written a prompt: notes of its own, and issues. */
export const noteKeys = (code: string, params: Record<string, string>): string[] => [
  `design.note.${code}`,
  ...keysOf(code, params.detail),
];

export function said(data: DesignIssue["data"]): DesignIssue["data"] {
  const words = { ...data };
  for (const [name, path] of Object.entries(ownWords)) {
    const value = words[name];
    if (typeof value === "string") words[name] = coreWords([`${path}.${value}`], {}, value);
  }
  if (typeof words.detail === "string")
    words.detail = coreWords([`design.output.${words.detail}`], {}, words.detail);
  return words;
}
