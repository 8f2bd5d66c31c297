import { LatheError } from "#shared/contract/errors.ts";
import type {
  ChatMessage,
  MessageRole,
  PromptContent,
  VariableValue,
  VariableValues,
} from "#shared/model/content.ts";
import { neededVariables, ownValue } from "#shared/text/needed-variables.ts";
import { missingValues, readValue, valueToText } from "#shared/text/variable-value.ts";

/** What LangChain is given under one name: texts, or for Mustache sections arrays and objects without a prototype. */
export type TemplateValue =
  | string
  | number
  | false
  | readonly TemplateValue[]
  | { [name: string]: TemplateValue };

export interface PromptValues {
  variables: Map<string, TemplateValue>;
  histories: Map<string, ChatMessage[]>;
}

const roles: ReadonlyMap<unknown, MessageRole> = new Map([
  ["system", "system"],
  ["human", "human"],
  ["user", "human"],
  ["ai", "ai"],
  ["assistant", "ai"],
]);

/** The values that the messages need, checked by type. Fails with `prompts.value-missing` or `prompts.value-invalid`. */
export function readPromptValues(content: PromptContent, values: VariableValues): PromptValues {
  refuseMissing(missingValues(content, values));
  const faults: { name: string; message: string }[] = [];
  const variables = new Map<string, TemplateValue>();
  for (const variable of neededVariables(content)) {
    const reading = readValue(variable, ownValue(values, variable.name));
    if (!reading.ok) faults.push({ name: variable.name, message: reading.message });
    else {
      const text = valueToText(variable, reading.value);
      variables.set(
        variable.name,
        content.templateFormat === "mustache" ? sealed(reading.value, text) : text,
      );
    }
  }
  const histories = new Map<string, ChatMessage[]>();
  for (const message of content.messages) {
    if (message.role !== "history") continue;
    const history = readHistory(ownValue(values, message.variable) ?? []);
    if (history !== null) histories.set(message.variable, history);
    else {
      const shape = `[{"role": "human", "content": "…"}, {"role": "ai", "content": "…"}]`;
      faults.push({
        name: message.variable,
        message: `“${message.variable}” is a conversation such as ${shape}.`,
      });
    }
  }
  if (faults.length > 0) {
    throw new LatheError({
      code: "prompts.value-invalid",
      message: faults.map((fault) => fault.message).join(" "),
      details: { names: faults.map((fault) => fault.name) },
    });
  }
  return { variables, histories };
}

function refuseMissing(names: string[]): void {
  if (names.length === 0) return;
  throw new LatheError({
    code: "prompts.value-missing",
    message: `Give a value for ${names.map((name) => `“${name}”`).join(", ")}.`,
    details: { names },
  });
}

function readHistory(raw: VariableValue): ChatMessage[] | null {
  if (!Array.isArray(raw)) return null;
  const messages = raw.map((entry): ChatMessage | null => {
    if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return null;
    const role = roles.get(ownValue(entry, "role"));
    const content = ownValue(entry, "content");
    return role === undefined || typeof content !== "string" ? null : { role, content };
  });
  return messages.every((message) => message !== null) ? messages : null;
}

/**
 * A copy for Mustache, whose look-ups use `in` and would reach what an array or an object inherits: the copies inherit
 * nothing, and a symbol that no template can name gives them their text. `null` becomes an empty text, because Mustache
 * fails on names inside a null item; `true` becomes a text, so that `{{.}}` in a section means it and not everything.
 */
function sealed(value: VariableValue, text?: string): TemplateValue {
  if (value === null) return "";
  if (value === true) return "true";
  if (typeof value !== "object") return value;
  const copy: TemplateValue[] | Record<string, TemplateValue> = Array.isArray(value)
    ? Object.setPrototypeOf(
        value.map((item) => sealed(item)),
        null,
      )
    : Object.create(null);
  if (!Array.isArray(value)) {
    for (const [name, child] of Object.entries(value)) {
      Object.defineProperty(copy, name, { value: sealed(child), enumerable: true });
    }
  }
  return Object.defineProperty(copy, Symbol.toPrimitive, { value: () => text ?? JSON.stringify(value) });
}
