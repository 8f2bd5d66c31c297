import type { PromptContent, Variable, VariableValue } from "../../model/content.ts";
import { type Finding, maxFindings } from "./finding.ts";
import { findSecrets } from "./secret-patterns.ts";

/** Keys, tokens and passwords in messages and in what is written down with the variables. No finding holds one. */
export function findSecretText(content: PromptContent): Finding[] {
  const inMessages = content.messages.flatMap((message, index) =>
    message.role === "history"
      ? []
      : findSecrets(message.template)
          .slice(0, maxFindings)
          .map(
            ({ kind, start, end }): Finding => ({
              rule: "secret-in-text",
              level: "warning",
              place: { in: "message", index, start, end },
              data: { kind },
            }),
          ),
  );
  const inVariables = content.variables.flatMap((variable, index): Finding[] => {
    const [secret] = textsOf(variable).flatMap(findSecrets);
    return secret === undefined
      ? []
      : [
          {
            rule: "secret-in-text",
            level: "warning",
            place: { in: "variable", index },
            data: { kind: secret.kind, name: variable.name },
          },
        ];
  });
  return [...inMessages, ...inVariables];
}

export const holdsSecret = (value: VariableValue | undefined): boolean =>
  value !== undefined && findSecrets(typeof value === "string" ? value : JSON.stringify(value)).length > 0;

const textsOf = ({ description, default: preset, example, options = [] }: Variable): string[] =>
  [description, preset, example, ...options].flatMap((value) =>
    value === undefined ? [] : [typeof value === "string" ? value : JSON.stringify(value)],
  );
