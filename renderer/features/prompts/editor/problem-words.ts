import type { TFunction } from "i18next";
import type { PromptContent } from "#shared/model/content.ts";
import { type ContentProblem, checkContent } from "#shared/text/check-content.ts";
import type { ValueProblemCode } from "#shared/text/variable-value.ts";
import { explainFault } from "../../../ui/monaco/template-words.ts";

/** What is wrong with the content, in the language of the page. */
export function explainProblem(t: TFunction, { code, data }: ContentProblem): string {
  const { name = "" } = data;
  switch (code) {
    case "unused-variable":
    case "duplicate-variable":
    case "empty-message":
    case "no-options":
    case "bad-default":
      return t(`editor.problem.${code}`, { name });
    default:
      return explainFault({ code, data });
  }
}

/**
 * The problems worth showing. An undeclared name is one problem of its message, however often it stands there; and a
 * prompt in which nothing is written yet is no faulty one.
 */
export function problemsOf(content: PromptContent): ContentProblem[] {
  const isBlank = content.messages.every(
    (message) => message.role === "history" || message.template.trim() === "",
  );
  const seen = new Set<string>();
  return checkContent(content).filter(({ code, place, data }) => {
    if (code === "empty-message") return !isBlank;
    if (code !== "undefined-variable") return true;
    const key = `${place.index} ${data.name ?? ""}`;
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst;
  });
}

export const explainValue = (t: TFunction, code: ValueProblemCode): string =>
  t(`editor.valueProblem.${code}`);

/** A problem that keeps the prompt from being formatted at all. A default that does not fit matters only where it is used. */
export const isBlocking = ({ code, severity }: ContentProblem): boolean =>
  severity === "error" && code !== "bad-default" && code !== "no-options";
