import type { TFunction } from "i18next";
import type { Finding } from "#shared/text/lint/finding.ts";
import type { ValueProblemCode } from "#shared/text/variable-value.ts";
import { explainFault } from "../../../ui/monaco/template-words.ts";

/** What is wrong with the content, in the language of the page. */
export function explainProblem(t: TFunction, { rule, data }: Pick<Finding, "rule" | "data">): string {
  const { snippet, ...own } = data;
  const problem = explainOwn(t, { rule, data: own });
  return snippet === undefined ? problem : t("editor.problem.inSnippet", { snippet, problem });
}

function explainOwn(t: TFunction, { rule, data }: Pick<Finding, "rule" | "data">): string {
  const { name = "", kind = "", first = "", second = "" } = data;
  switch (rule) {
    case "unused-variable":
    case "duplicate-variable":
    case "empty-message":
    case "no-options":
    case "bad-default":
    case "similar-names":
    case "undelimited-variable":
    case "statement-as-text":
    case "unknown-snippet":
    case "snippet-cycle":
    case "snippet-unused":
      return t(`editor.problem.${rule}`, { name, first, second });
    case "foreign-syntax":
      return t("editor.problem.foreign-syntax", { name: syntaxNames[name] ?? name });
    case "role-order":
    case "hidden-characters":
      return t(`editor.problem.${rule}.${kind}` as "editor.problem.role-order.no-human", { name });
    case "volatile-prefix":
      return t(`editor.problem.volatile-prefix.${kind === "variable" ? kind : "date"}`, { first });
    case "secret-in-text":
      return t("editor.problem.secret-in-text", {
        what: t(`editor.secret.${kind}` as "editor.secret.token"),
      });
    case "contradictory-format":
      return kind === "setting"
        ? t("editor.problem.contradictory-format.setting", {
            first,
            format: t(`editor.responseFormat.${second}` as "editor.responseFormat.json"),
          })
        : t("editor.problem.contradictory-format.texts", { first, second });
    default:
      return explainFault({ code: rule, data });
  }
}

/** As these tools write themselves, in every language. */
export const syntaxNames: Record<string, string> = {
  jinja2: "Jinja2",
  handlebars: "Handlebars",
  nunjucks: "Nunjucks",
};

export const explainValue = (t: TFunction, code: ValueProblemCode): string =>
  t(`editor.valueProblem.${code}`);
