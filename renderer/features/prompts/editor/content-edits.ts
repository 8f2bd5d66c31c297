import type {
  Message,
  MessageRole,
  ModelSettings,
  PromptContent,
  Variable,
  VariableType,
} from "#shared/model/content.ts";
import { declareMissingVariables, isNameTaken } from "#shared/text/check-content.ts";
import { parseTemplate } from "#shared/text/template.ts";
import { readValue } from "#shared/text/variable-value.ts";
import { readWrittenOut } from "#shared/text/write-out-snippets.ts";

/** What can be done to a prompt's content. Each answers new content, or the same object where nothing changes. */
export type Edit = (content: PromptContent) => PromptContent;

export type BlockRole = MessageRole | "history";

const withMessages =
  (edit: (messages: Message[], content: PromptContent) => Message[] | null): Edit =>
  (content) => {
    const messages = edit([...content.messages], content);
    return messages === null ? content : { ...content, messages };
  };

export const setTemplate = (index: number, template: string): Edit =>
  withMessages((messages) => {
    const message = messages[index];
    if (message === undefined || message.role === "history" || message.template === template) return null;
    return messages.with(index, { ...message, template });
  });

/** A message becomes a history only while it is blank: a placeholder has no place for its text. */
export const setRole = (index: number, role: BlockRole): Edit =>
  withMessages((messages, content) => {
    const message = messages[index];
    if (message === undefined || message.role === role) return null;
    if (role !== "history") {
      return messages.with(index, { role, template: message.role === "history" ? "" : message.template });
    }
    return canBecomeHistory(message) ? messages.with(index, newMessage("history", content)) : null;
  });

export const canBecomeHistory = (message: Message): boolean =>
  message.role === "history" || message.template.trim() === "";

export const addMessage = (role: BlockRole, at = Number.MAX_SAFE_INTEGER): Edit =>
  withMessages((messages, content) => messages.toSpliced(at, 0, newMessage(role, content)));

export const removeMessage = (index: number): Edit =>
  withMessages((messages) => (index in messages ? messages.toSpliced(index, 1) : null));

export const putBack = (index: number, message: Message): Edit =>
  withMessages((messages) => messages.toSpliced(index, 0, message));

export const duplicateMessage = (index: number): Edit =>
  withMessages((messages, content) => {
    const message = messages[index];
    if (message === undefined) return null;
    const copy = message.role === "history" ? newMessage("history", content) : { ...message };
    return messages.toSpliced(index + 1, 0, copy);
  });

export const moveMessage = (from: number, to: number): Edit =>
  withMessages((messages) => {
    const message = messages[from];
    if (message === undefined || from === to || to < 0 || to >= messages.length) return null;
    return messages.toSpliced(from, 1).toSpliced(to, 0, message);
  });

export const setHistory = (index: number, patch: { variable?: string; optional?: boolean }): Edit =>
  withMessages((messages) => {
    const message = messages[index];
    if (message?.role !== "history") return null;
    return messages.with(index, { ...message, ...patch });
  });

/** The reply becomes an ai message at the end, letter for letter, followed by room for the next human one. */
export const appendReply = (reply: string): Edit =>
  withMessages((messages, content) => {
    const { templateFormat } = content;
    return [
      ...messages,
      { role: "ai", template: asTemplate(reply, templateFormat) },
      { role: "human", template: "" },
    ];
  });

/** A text as a template that gives this text. Mustache has no escape: a text with tags in it stays as it is, and is marked. */
export const asTemplate = (text: string, format: PromptContent["templateFormat"]): string =>
  format === "f-string" ? text.replace(/[{}]/g, "$&$&") : text;

export const declareAll: Edit = declareMissingVariables;

export const declareVariable =
  (name: string): Edit =>
  (content) =>
    content.variables.some((variable) => variable.name === name)
      ? content
      : { ...content, variables: [...content.variables, { name, type: "text" }] };

export const addVariable: Edit = (content) => declareVariable(freeName(content, "variable"))(content);

export const removeVariable =
  (index: number): Edit =>
  (content) => ({ ...content, variables: content.variables.toSpliced(index, 1) });

/** A field of `undefined` is taken away. */
export type VariablePatch = { [K in keyof Omit<Variable, "name">]?: Variable[K] | undefined };

export const changeVariable =
  (index: number, patch: VariablePatch): Edit =>
  (content) => {
    const variable = content.variables[index];
    if (variable === undefined) return content;
    const changed = withoutAbsent({ ...variable, ...patch }) as Variable;
    return { ...content, variables: content.variables.with(index, changed) };
  };

/** Default and example go along where they can be read as the new type. */
export const setVariableType =
  (index: number, type: VariableType): Edit =>
  (content) => {
    const variable = content.variables[index];
    if (variable === undefined || variable.type === type) return content;
    const read = (value: Variable["default"]) => {
      const reading = readValue({ name: variable.name, type, options: variable.options }, value);
      return reading.ok ? reading.value : undefined;
    };
    return changeVariable(index, { type, default: read(variable.default), example: read(variable.example) })(
      content,
    );
  };

/** A field of `undefined` goes back to the provider's own default. */
export const changeModel =
  (patch: { [K in keyof ModelSettings]?: ModelSettings[K] | undefined }): Edit =>
  (content) => ({ ...content, model: withoutAbsent({ ...content.model, ...patch }) as ModelSettings });

/** The numbers of the messages that mention each name, also in a snippet, counted from 1. */
export function messagesUsing(content: PromptContent): Map<string, number[]> {
  const uses = new Map<string, number[]>();
  readWrittenOut(content).content.messages.forEach((message, index) => {
    const names =
      message.role === "history"
        ? [message.variable]
        : parseTemplate(message.template, content.templateFormat).mentioned;
    for (const name of names) uses.set(name, [...(uses.get(name) ?? []), index + 1]);
  });
  return uses;
}

function newMessage(role: BlockRole, content: PromptContent): Message {
  if (role !== "history") return { role, template: "" };
  return { role, variable: freeName(content, "history"), optional: true };
}

function freeName(content: PromptContent, stem: string): string {
  let name = stem;
  for (let count = 2; isNameTaken(content, name); count += 1) name = `${stem}${count}`;
  return name;
}

const withoutAbsent = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
