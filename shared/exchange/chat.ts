import type { Message, MessageRole, PromptContent } from "../model/content.ts";
import { isVariableName } from "../model/content.ts";
import type { ExchangeNote } from "../model/exchange.ts";
import { maxTextLength, textFault } from "../model/text.ts";
import { reservedNames } from "../text/template-segments.ts";
import { exchangeNote, type NoteCode } from "./note.ts";
import type { ReadTexts } from "./placeholders.ts";
import { type Fields, fieldOf, isFields, type Json, saysNothing, textField } from "./read-json.ts";
import { unreadable } from "./unreadable.ts";

/** A message as another format has it, before its placeholders are read. */
export type FoundMessage = { role: MessageRole; text: string } | { role: "history"; variable: string };

/** Gathers what is to be told while a file is read. */
export class Notes {
  readonly losses: ExchangeNote[] = [];
  readonly warnings: ExchangeNote[] = [];
  readonly #told = { losses: new Set<string>(), warnings: new Set<string>() };

  lose(code: NoteCode, params: ExchangeNote["params"] = {}): void {
    this.#add("losses", exchangeNote(code, params));
  }

  warn(code: NoteCode, params: ExchangeNote["params"] = {}): void {
    this.#add("warnings", exchangeNote(code, params));
  }

  /** The same thing is told once. A file can have a million fields that nobody knows: the last note counts the rest. */
  #add(list: "losses" | "warnings", note: ExchangeNote): void {
    const told = this.#told[list];
    if (told.has(note.text)) return;
    told.add(note.text);
    const left = told.size - mostNotes;
    if (left <= 0) this[list].push(note);
    else if (left === 1) this[list].push(exchangeNote("more-notes", { count: 1 }));
    else this[list][this[list].length - 1] = exchangeNote("more-notes", { count: left });
  }
}

/** As many as somebody reads. */
const mostNotes = 300;

const roles: Record<string, MessageRole> = {
  system: "system",
  developer: "system",
  user: "human",
  human: "human",
  assistant: "ai",
  ai: "ai",
  model: "ai",
};

export const roleOf = (name: string): MessageRole | null =>
  Object.hasOwn(roles, name.toLowerCase()) ? (roles[name.toLowerCase()] ?? null) : null;

/**
 * Messages of a chat request. What is no text is left out and told; a result of a tool, and an answer that is nothing but
 * calls, are parts of a conversation that was had and not of a prompt.
 */
export function readMessages(list: readonly Json[], notes: Notes): FoundMessage[] {
  return list.flatMap((item, index): FoundMessage[] => {
    const message = index + 1;
    if (typeof item === "string") return [{ role: "human", text: item }];
    if (!isFields(item)) {
      notes.lose("message-left-out", { message, role: "?" });
      return [];
    }
    const name = textField(item, "role");
    if (textField(item, "type") === "placeholder" || name === "placeholder")
      return [{ role: "history", variable: textField(item, "name") || textField(item, "content") }];
    if (name === "tool" || name === "function") {
      notes.lose("message-left-out", { message, role: name });
      return [];
    }
    tellRest(item, message, notes);
    const calls = [fieldOf(item, "tool_calls"), fieldOf(item, "function_call")].some((one) => one !== null);
    if (calls) notes.lose("calls-left-out", { message });
    const content = fieldOf(item, "content");
    const text = textOfParts(content, message, notes);
    // Nothing but calls, results or pictures, each of which was told: no message of a prompt is left.
    if (text === "" && (calls || (Array.isArray(content) && content.length > 0))) return [];
    const role = roleOf(name);
    if (role === null) notes.warn("role-changed", { message, role: name.slice(0, 60) || "?", taken: "user" });
    return [{ role: role ?? "human", text }];
  });
}

const knownFields = new Set(["role", "content", "type", "tool_calls", "function_call", "id", "status"]);

function tellRest(item: Fields, message: number, notes: Notes): void {
  for (const [name, value] of Object.entries(item)) {
    if (knownFields.has(name) || value === null) continue;
    notes.lose("unknown-field", { field: `messages[${message - 1}].${name.slice(0, 60)}` });
  }
}

/** A system text that stands apart from the messages is the message 0. */
const placeOf = (message: number): string => (message === 0 ? "system" : `messages[${message - 1}].content`);

export function textOfParts(content: Json, message: number, notes: Notes): string {
  if (typeof content === "string") return content;
  if (content === null) return "";
  const parts = Array.isArray(content) ? content : [content];
  const texts = parts.flatMap((part) => {
    if (typeof part === "string") return [part];
    if (isFields(part) && typeof fieldOf(part, "text") === "string") {
      for (const name of Object.keys(part))
        if (name !== "type" && name !== "text" && !saysNothing(fieldOf(part, name)))
          notes.lose("unknown-field", { field: `${placeOf(message)}.${name.slice(0, 60)}` });
      return [textField(part, "text")];
    }
    const type = isFields(part) ? textField(part, "type") || "?" : typeof part;
    notes.lose("part-left-out", { type: type.slice(0, 60), message });
    return [];
  });
  return texts.join("\n");
}

/** Of a text. Each is looked at by several parsers, one after the other, and no prompt has as many. */
const mostBraces = 200_000;

/** Before anybody looks for placeholders: a text that cannot be kept or is nothing but braces is not worth seconds. */
export function refuseHuge(texts: readonly string[]): void {
  for (const [index, text] of texts.entries()) {
    const fault = text.length > maxTextLength ? textFault(text) : braceFault(text);
    if (fault !== null)
      throw unreadable("unstorable", { where: `messages[${index}]`, fault: `The text ${fault}.` });
  }
}

function braceFault(text: string): string | null {
  let count = 0;
  for (let at = text.indexOf("{"); at >= 0; at = text.indexOf("{", at + 1)) count += 1;
  return count > mostBraces ? `has ${count} braces; the limit is ${mostBraces}` : null;
}

/** The messages with the placeholders of their texts read by `read`; what is called otherwise here is told. */
export function asTemplates(
  found: readonly FoundMessage[],
  read: (texts: readonly string[]) => ReadTexts,
  notes: Notes,
): Pick<PromptContent, "templateFormat" | "messages" | "variables"> & { names: string[] } {
  const written = found.flatMap((one) => (one.role === "history" ? [] : [one.text]));
  refuseHuge(written);
  const { templateFormat, texts, names, renamed } = read(written);
  for (const { from, to } of renamed) notes.warn("variable-renamed", { from, to });
  let next = 0;
  const taken = new Set(names);
  const messages = found.map((one): Message => {
    if (one.role !== "history") {
      next += 1;
      return { role: one.role, template: texts[next - 1] ?? "" };
    }
    const variable = historyName(one.variable, taken);
    if (variable !== one.variable) notes.warn("variable-renamed", { from: one.variable, to: variable });
    return { role: "history", variable, optional: true };
  });
  return { templateFormat, messages, variables: names.map((name) => ({ name, type: "text" })), names };
}

/** The place of a conversation has a name that no variable has. */
export function historyName(wanted: string, taken: ReadonlySet<string>): string {
  const plain = wanted.replace(/[^\p{L}\p{N}_]+/gu, "_").slice(0, 50);
  const isFree = (name: string) => isVariableName(name) && !taken.has(name) && !reservedNames.has(name);
  if (isFree(plain)) return plain;
  let name = "history";
  for (let count = 2; !isFree(name); count += 1) name = `history_${count}`;
  return name;
}
