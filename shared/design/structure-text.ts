import type { Message, MessageRole, PromptContent } from "../model/content.ts";
import type { PromptSpec } from "../model/spec.ts";
import { findUnsafeKey } from "../text/json-text.ts";
import { asTemplate, chooseSyntax, guessVariables } from "./choose-syntax.ts";
import { inputName } from "./generate-content.ts";
import { readSpec } from "./read-spec.ts";
import { plainText } from "./reading.ts";
import { type RolePart, readRoles, roleNamed } from "./role-marks.ts";
import { variableTag } from "./template-text.ts";

export type StructureNoteCode =
  /** `count` messages, found by `how`: a family of marks, or `json`. */
  | "roles-found"
  | "no-roles"
  /** `format`: f-string or mustache; only where there are variables. */
  | "format-chosen"
  /** `names`, joined with commas. */
  | "variables-found"
  | "no-variables"
  /** `syntax`: of another tool; the text is kept and cannot be sent yet. */
  | "foreign-syntax"
  /** `{x}` and `{{x}}` both occur; `format` was chosen. */
  | "mixed-braces"
  /** `names`: look like places to fill in, and are no variables: `[YOUR NAME]`, `$topic`. */
  | "other-placeholders"
  /** A message for the user's text was added: nothing in the prompt takes it. */
  | "input-added"
  /** `role`: Lathe has no such role; its message became one of the user. */
  | "unknown-role"
  /** `names`: parts of the messages that are no text, such as images and tool calls. */
  | "left-out"
  /** `parts`: what was read into the spec, joined with commas. */
  | "spec-read";

export interface StructureNote {
  code: StructureNoteCode;
  params: Record<string, string>;
  /** English. */
  text: string;
}

export interface StructuredText {
  content: PromptContent;
  /** What could be read of the intent; null: nothing. */
  spec: Partial<PromptSpec> | null;
  notes: StructureNote[];
}

/** A pasted text as a prompt: by roles, with its variables. No character of it is lost but for the marks of roles. */
export function structureText(text: string): StructuredText {
  const notes: StructureNote[] = [];
  const note = (code: StructureNoteCode, words: string, params: Record<string, string> = {}) => {
    notes.push({ code, params, text: words });
  };
  const parts = withoutOpening(partsOf(text.replace(/\r\n?/g, "\n").replace(/^\uFEFF/, ""), note));
  const { format, isMixed } = chooseSyntax(parts.map((part) => part.text).join("\n"));
  const templates = parts.map((part) => asTemplate(part.text, format));
  const messages = parts.map(
    ({ role }, index): Message => ({ role: role ?? "human", template: templates[index] ?? "" }),
  );
  const variables = guessVariables(templates, format);

  if (format !== "f-string" && format !== "mustache")
    note(
      "foreign-syntax",
      `The text is written in ${format}; it is kept as it is and cannot be sent before it is rewritten.`,
      { syntax: format },
    );
  else if (variables.length === 0) note("no-variables", "There are no variables in the text.");
  else {
    const names = variables.map(({ name }) => name).join(", ");
    note("format-chosen", `Variables are written as in ${format}.`, { format });
    note("variables-found", `Variables found: ${names}.`, { names });
  }
  if (isMixed) note("mixed-braces", `Both {x} and {{x}} occur; the text is read as ${format}.`, { format });
  const others = otherPlaceholders(text);
  if (others.length > 0) {
    const names = others.join(", ");
    note("other-placeholders", `These look like places to fill in, and are no variables: ${names}.`, {
      names,
    });
  }
  if (format === "f-string" && variables.length === 0 && messages.every(({ role }) => role === "system")) {
    messages.push({ role: "human", template: variableTag(inputName, format) });
    variables.push({ name: inputName, type: "text" });
    note(
      "input-added",
      `A message with {${inputName}} was added: nothing in the text takes what a user writes.`,
    );
  }
  // The spec holds texts as they are sent, and no template.
  const spec = readSpec(
    parts.map(({ role }, index) => ({
      role,
      text: plainText(templates[index] ?? "", { templateFormat: format }),
    })),
  );
  if (spec !== null) {
    const read = Object.keys(spec).filter((key) => key !== "writtenIn");
    note("spec-read", `Read into the spec: ${read.join(", ")}.`, { parts: read.join(", ") });
  }
  const content: PromptContent = {
    templateFormat: format,
    messages,
    variables,
    model: {},
    tools: [],
    outputSchema: null,
  };
  return { content, spec, notes };
}

/** A mark after which a model is to begin its answer (“<|im_start|>assistant”) is no message. */
const withoutOpening = (parts: Part[]): Part[] => {
  const last = parts.at(-1);
  return parts.length > 1 && last?.role === "ai" && last.text.trim() === "" ? parts.slice(0, -1) : parts;
};

/** More than a prompt may hold are no roles, but a log of something. */
const maxMessages = 199;

type Tell = (code: StructureNoteCode, words: string, params?: Record<string, string>) => void;
type Part = { role: MessageRole; text: string };

function partsOf(text: string, note: Tell): Part[] {
  const json = messagesInJson(text, note);
  if (json !== null && json.length <= maxMessages) {
    note("roles-found", `${json.length} messages were read from JSON.`, {
      count: String(json.length),
      how: "json",
    });
    return json;
  }
  const found = readRoles(text);
  const parts = found === null ? [] : withRoles(found.parts);
  if (found !== null && parts.length <= maxMessages) {
    note("roles-found", `${parts.length} messages were found by their ${found.family}.`, {
      count: String(parts.length),
      how: found.family,
    });
    return parts;
  }
  note("no-roles", "The text names no roles.");
  const whole = text.trim();
  return [{ role: instructs.test(whole) && !hasVariables(whole) ? "system" : "human", text: whole }];
}

/** How a text for the system message begins. */
const instructs =
  /^(?:#{1,6}\s.{0,40}\n+)?(?:you(?:['’]re| are)\b|your (?:task|job|role)\b|act as\b|as an? |i want you to\b|你是|您是|你将|你的任务|请你?扮演|作为|扮演)/i;

const hasVariables = (text: string): boolean => {
  const { format } = chooseSyntax(text);
  return guessVariables([asTemplate(text, format)], format).length > 0;
};

/** What stands outside of the marks is for the system message while nothing else was said, then for the user's. */
function withRoles(parts: readonly RolePart[]): Part[] {
  const result: Part[] = [];
  for (const { role, text } of parts) {
    const plain = text.trim();
    const known = role ?? (result.every((one) => one.role === "system") ? "system" : "human");
    const last = result.at(-1);
    if (role === null && last?.role === known) last.text = `${last.text}\n\n${plain}`;
    else result.push({ role: known, text: plain });
  }
  return result;
}

/** Messages as OpenAI's API takes them, alone or in a request; null: the text is something else. */
function messagesInJson(text: string, note: Tell): Part[] | null {
  if (!/^\s*[[{]/.test(text) || !text.includes('"role"')) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (findUnsafeKey(text) !== null) return null;
  const list = Array.isArray(parsed) ? parsed : (parsed as { messages?: unknown }).messages;
  if (!Array.isArray(list) || list.length === 0) return null;
  const leftOut = new Set<string>();
  const parts: Part[] = [];
  for (const item of list) {
    if (typeof item !== "object" || item === null || typeof item.role !== "string") return null;
    const { role, content, ...rest } = item as { role: string; content: unknown };
    const said = textOf(content, leftOut);
    if (said === null) return null;
    const known = roleNamed(role);
    if (known === null)
      note("unknown-role", `There is no role “${role}” in Lathe; its message became one of the user.`, {
        role,
      });
    for (const key of Object.keys(rest)) leftOut.add(key);
    parts.push({ role: known ?? "human", text: said });
  }
  if (!Array.isArray(parsed))
    for (const key of Object.keys(parsed as object)) if (key !== "messages") leftOut.add(key);
  if (leftOut.size > 0) {
    const names = [...leftOut].slice(0, 20).join(", ");
    note("left-out", `Left out, because it is no text of a message: ${names}.`, { names });
  }
  return parts;
}

function textOf(content: unknown, leftOut: Set<string>): string | null {
  if (typeof content === "string") return content;
  if (content === null || content === undefined) return "";
  if (!Array.isArray(content)) return null;
  const texts: string[] = [];
  for (const part of content) {
    if (typeof part === "object" && part !== null && typeof part.text === "string") texts.push(part.text);
    else leftOut.add(typeof part?.type === "string" ? part.type : "?");
  }
  return texts.join("\n");
}

/** Ways of other tools and of people to mark a place to fill in. */
function otherPlaceholders(text: string): string[] {
  const found = [
    ...text.matchAll(
      /\[(?:insert|your|enter|add|填写|插入|你的)[^\]\n]{1,40}\]|\[[A-Z][A-Z _]{2,40}\]|<<[^<>\n]{1,40}>>|\$\{[^{}\n]{1,40}\}|(?<![\w$])\$[a-z_][a-z_0-9]{1,30}\b/giu,
    ),
  ].map(([whole]) => whole);
  return [...new Set(found)].filter((one) => roleNamed(one.slice(1, -1)) === null).slice(0, 10);
}
