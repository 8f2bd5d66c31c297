import type { PromptContent, Variable } from "#shared/model/content.ts";
import { neededVariables } from "#shared/text/needed-variables.ts";

/** What a case can give a value to. */
export type CaseInput =
  | { kind: "value"; name: string; variable: Variable | undefined }
  /** The place of a conversation in the prompt; its value is messages. */
  | { kind: "history"; name: string };

/**
 * What the prompt asks for: first what every case must give, then what has a default or is a conversation; each in the
 * order of its use, with declared variables that it does not use at the end.
 */
export function promptInputs(content: PromptContent): CaseInput[] {
  const inputs = new Map<string, CaseInput>();
  for (const variable of [...neededVariables(content), ...content.variables]) {
    if (!inputs.has(variable.name)) {
      inputs.set(variable.name, { kind: "value", name: variable.name, variable });
    }
  }
  for (const message of content.messages) {
    if (message.role === "history") {
      inputs.set(message.variable, { kind: "history", name: message.variable });
    }
  }
  const isNeeded = (input: CaseInput) => input.kind === "value" && input.variable?.default === undefined;
  const all = [...inputs.values()];
  return [...all.filter(isNeeded), ...all.filter((input) => !isNeeded(input))];
}

/** The inputs of a suite: those of its prompt, then what its cases have besides, then the columns that were just added. */
export function suiteInputs(
  content: PromptContent | null,
  used: readonly string[],
  added: readonly string[],
): CaseInput[] {
  const known = content === null ? [] : promptInputs(content);
  const names = new Set(known.map(({ name }) => name));
  const others = [...new Set([...used, ...added])].filter((name) => !names.has(name));
  return [...known, ...others.map((name): CaseInput => ({ kind: "value", name, variable: undefined }))];
}
