import type { PromptContent, Variable, VariableValue, VariableValues } from "../model/content.ts";
import { isNamed, parseTemplate, rootUses } from "./template.ts";
import { readWrittenOut } from "./write-out-snippets.ts";

/** The value given under a name, never one that the object inherits. */
export const ownValue = (values: VariableValues, name: string): VariableValue | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;

/** The declared variable of a name, else a required text: that is what an undeclared name counts as. */
export function variableNamed(content: PromptContent, name: string): Variable {
  return content.variables.find((variable) => variable.name === name) ?? { name, type: "text" };
}

/** Whether the names inside `{{#section}}` may come from the section's value. */
export const opensScope =
  (content: PromptContent) =>
  (section: string): boolean =>
    variableNamed(content, section).type === "json";

/**
 * The variables whose value the messages and their snippets need, in order of first use. An undeclared name inside a JSON section belongs
 * to the section's items and is not needed; a declared one is.
 */
export function neededVariables(content: PromptContent): Variable[] {
  const names = new Set<string>();
  const declared = new Set(content.variables.map((variable) => variable.name));
  for (const message of readWrittenOut(content).content.messages) {
    if (message.role === "history") continue;
    const { segments } = parseTemplate(message.template, content.templateFormat);
    const root = new Set(rootUses(segments, opensScope(content)));
    for (const use of segments.filter(isNamed)) {
      if (root.has(use) || declared.has(use.name)) names.add(use.name);
    }
  }
  return [...names].map((name) => variableNamed(content, name));
}
