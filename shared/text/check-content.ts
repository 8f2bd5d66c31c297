import type { PromptContent, Variable } from "../model/content.ts";
import { opensScope } from "./needed-variables.ts";
import { isNamed, type ParsedTemplate, parseTemplate, rootUses, type TemplateProblem } from "./template.ts";
import { reservedNames, type TemplateProblemCode } from "./template-segments.ts";
import { readValue } from "./variable-value.ts";

export type ContentProblemCode =
  | TemplateProblemCode
  /** Used in a message and not declared: a text that needs a value. */
  | "undefined-variable"
  | "unused-variable"
  | "duplicate-variable"
  | "empty-message"
  | "no-options"
  /** `data.detail` says why the default does not fit. */
  | "bad-default"
  /** A history placeholder has the name of a declared variable or of one that a template uses. */
  | "history-clash";

export interface ContentProblem {
  code: ContentProblemCode;
  /** error: the prompt cannot be formatted (with `bad-default` and `no-options`: unless a value is given). */
  severity: "error" | "warning" | "info";
  place:
    | { in: "message"; index: number /** UTF-16 offsets into the template. */; start: number; end: number }
    | { in: "variable"; index: number };
  data: TemplateProblem["data"] & { detail?: string };
}

/** What is wrong or doubtful about a prompt's content: first along the messages, then along the variables. */
export function checkContent(content: PromptContent): ContentProblem[] {
  const templates = content.messages.map((message) =>
    message.role === "history" ? null : parseTemplate(message.template, content.templateFormat),
  );
  const mentioned = new Set(templates.flatMap((template) => template?.mentioned ?? []));
  const declared = new Set(content.variables.map((variable) => variable.name));
  const histories = new Set(
    content.messages.flatMap((message) => (message.role === "history" ? [message.variable] : [])),
  );

  const problems: ContentProblem[] = [];
  content.messages.forEach((message, index) => {
    const at = (start: number, end: number) => ({ in: "message" as const, index, start, end });
    const template = templates[index];
    if (message.role === "history") {
      const data = { name: message.variable };
      if (declared.has(message.variable) || mentioned.has(message.variable)) {
        problems.push({ code: "history-clash", severity: "error", place: at(0, 0), data });
      }
      if (reservedNames.has(message.variable)) {
        problems.push({ code: "reserved-name", severity: "error", place: at(0, 0), data });
      }
      return;
    }
    if (message.template.trim() === "") {
      problems.push({
        code: "empty-message",
        severity: "warning",
        place: at(0, message.template.length),
        data: {},
      });
    }
    if (template === null || template === undefined) return;
    for (const { code, start, end, data } of template.problems) {
      problems.push({ code, severity: "error", place: at(start, end), data });
    }
    for (const { name, start, end } of rootUses(template.segments, opensScope(content))) {
      if (declared.has(name) || histories.has(name)) continue;
      problems.push({
        code: "undefined-variable",
        severity: "warning",
        place: at(start, end),
        data: { name },
      });
    }
  });
  return [...problems, ...checkVariables(content.variables, mentioned)];
}

function checkVariables(variables: readonly Variable[], mentioned: ReadonlySet<string>): ContentProblem[] {
  const seen = new Set<string>();
  return variables.flatMap((variable, index) => {
    const { name } = variable;
    const place = { in: "variable" as const, index };
    const problems: ContentProblem[] = [];
    if (seen.has(name))
      problems.push({ code: "duplicate-variable", severity: "error", place, data: { name } });
    else if (!mentioned.has(name)) {
      problems.push({ code: "unused-variable", severity: "info", place, data: { name } });
    }
    seen.add(name);
    if (variable.type === "enum" && (variable.options ?? []).length === 0) {
      problems.push({ code: "no-options", severity: "error", place, data: { name } });
    } else if (variable.default !== undefined) {
      const reading = readValue({ ...variable, default: undefined }, variable.default);
      if (!reading.ok && reading.code !== "missing") {
        const data = { name, detail: reading.message };
        problems.push({ code: "bad-default", severity: "error", place, data });
      }
    }
    return problems;
  });
}

/** The names that templates need and nothing declares, in order of first use. */
export function undeclaredNames(content: PromptContent): string[] {
  const taken = new Set([
    ...content.variables.map((variable) => variable.name),
    ...content.messages.map((message) => (message.role === "history" ? message.variable : "")),
  ]);
  const names = templatesOf(content).flatMap(({ segments }) =>
    rootUses(segments, opensScope(content)).map((use) => use.name),
  );
  return [...new Set(names)].filter((name) => !taken.has(name));
}

/** Declares every undeclared name that the templates need as a required text; what is there stays as it is. */
export function declareMissingVariables(content: PromptContent): PromptContent {
  const names = undeclaredNames(content);
  if (names.length === 0) return content;
  const added = names.map((name): Variable => ({ name, type: "text" }));
  return { ...content, variables: [...content.variables, ...added] };
}

/** Whether a declared, used or history variable has this name. */
export function isNameTaken(content: PromptContent, name: string): boolean {
  return (
    content.variables.some((variable) => variable.name === name) ||
    content.messages.some((message) => message.role === "history" && message.variable === name) ||
    templatesOf(content).some(({ segments }) => segments.some((part) => isNamed(part) && part.name === name))
  );
}

const templatesOf = (content: PromptContent): ParsedTemplate[] =>
  content.messages.flatMap((message) =>
    message.role === "history" ? [] : [parseTemplate(message.template, content.templateFormat)],
  );
