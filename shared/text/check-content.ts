import { isRunnable, type PromptContent, type Variable } from "../model/content.ts";
import { type Finding, maxFindings } from "./lint/finding.ts";
import { type RuleId, rules } from "./lint/rules.ts";
import { opensScope } from "./needed-variables.ts";
import { cycleThrough, includesOf, reachedSnippets } from "./snippet-references.ts";
import { isNamed, isReference, type ParsedTemplate, parseTemplate, rootUses } from "./template.ts";
import { reservedNames } from "./template-segments.ts";
import { readValue } from "./variable-value.ts";
import { readWrittenOut, type WrittenOut } from "./write-out-snippets.ts";

/**
 * What keeps a prompt from being formatted, or from being meant as it is written: first along the messages, as they are
 * with their snippets written out, then along the variables and the snippets. `lintContent` looks at everything else too.
 */
export function checkContent(content: PromptContent): Finding[] {
  const written = readWrittenOut(content);
  return [
    ...checkFormat(content),
    ...findWritten(written, (of) => checkWritten(of, content, written)),
    ...checkSnippets(content),
  ];
}

/** What is found in the text with its snippets written out, at the places of the messages themselves. */
export function findWritten(written: WrittenOut, find: (content: PromptContent) => Finding[]): Finding[] {
  return find(written.content).map((finding) => {
    const { place, other } = finding;
    if (place.in !== "message") return finding;
    const { start, end, snippet } = written.placeOf(place.index, place.start, place.end);
    const found: Finding = { ...finding, place: { ...place, start, end } };
    if (other?.in === "message") {
      const { start, end } = written.placeOf(other.index, other.start, other.end);
      found.other = { ...other, start, end };
    }
    return snippet === null ? found : { ...found, data: { ...found.data, snippet } };
  });
}

function checkFormat({ templateFormat }: PromptContent): Finding[] {
  if (isRunnable(templateFormat)) return [];
  const place = { in: "message" as const, index: 0, start: 0, end: 0 };
  return [{ rule: "foreign-syntax", level: rules["foreign-syntax"], place, data: { name: templateFormat } }];
}

function checkSnippets(content: PromptContent): Finding[] {
  if (content.snippets === undefined) return [];
  const reached = reachedSnippets(content);
  return content.snippets.flatMap(({ name }, index): Finding[] =>
    reached.has(name)
      ? []
      : [
          {
            rule: "snippet-unused",
            level: rules["snippet-unused"],
            place: { in: "snippet", index },
            data: { name },
          },
        ],
  );
}

function checkWritten(content: PromptContent, original: PromptContent, written: WrittenOut): Finding[] {
  const templates = content.messages.map((message) =>
    message.role === "history" ? null : parseTemplate(message.template, content.templateFormat),
  );
  const mentioned = new Set(templates.flatMap((template) => template?.mentioned ?? []));
  const declared = new Set(content.variables.map((variable) => variable.name));
  const histories = new Set(
    content.messages.flatMap((message) => (message.role === "history" ? [message.variable] : [])),
  );

  const found: Finding[] = [];
  content.messages.forEach((message, index) => {
    const report = (rule: RuleId, start: number, end: number, data: Finding["data"]) => {
      found.push({ rule, level: rules[rule], place: { in: "message", index, start, end }, data });
    };
    const template = templates[index];
    if (message.role === "history") {
      const data = { name: message.variable };
      const isClash = declared.has(message.variable) || mentioned.has(message.variable);
      if (isClash) report("history-clash", 0, 0, data);
      if (reservedNames.has(message.variable)) report("reserved-name", 0, 0, data);
      return;
    }
    if (message.template.trim() === "") report("empty-message", 0, message.template.length, {});
    if (template === null || template === undefined) return;
    for (const { code, start, end, data } of template.problems) report(code, start, end, data);
    // Of a prompt that would be too long nothing was written out: formatting tells of that.
    const left = written.isTooLong ? [] : template.segments.filter(isReference);
    const references = left.slice(0, maxFindings);
    for (const { snippet, start, end } of references) {
      if (!written.isCycle(snippet)) report("unknown-snippet", start, end, { name: snippet });
      else {
        const way = cycleThrough(snippet, includesOf(original)) ?? [snippet];
        report("snippet-cycle", start, end, { name: snippet, first: way.join(" › ") });
      }
    }
    let unknown = 0;
    for (const { name, start, end } of rootUses(template.segments, opensScope(content))) {
      if (declared.has(name) || histories.has(name)) continue;
      unknown += 1;
      if (unknown <= maxFindings) report("unknown-variable", start, end, { name });
    }
  });
  return [...found, ...checkVariables(content, mentioned)];
}

function checkVariables(
  { variables, templateFormat }: PromptContent,
  mentioned: ReadonlySet<string>,
): Finding[] {
  // What a syntax of another tool makes use of, nobody here knows.
  const isRead = isRunnable(templateFormat);
  const seen = new Set<string>();
  return variables.flatMap((variable, index) => {
    const { name } = variable;
    const found: Finding[] = [];
    const report = (rule: RuleId, data: Finding["data"] = { name }) => {
      found.push({ rule, level: rules[rule], place: { in: "variable", index }, data });
    };
    if (seen.has(name)) report("duplicate-variable");
    else if (isRead && !mentioned.has(name)) report("unused-variable");
    seen.add(name);
    if (variable.type === "enum" && (variable.options ?? []).length === 0) report("no-options");
    else if (variable.default !== undefined) {
      const reading = readValue({ ...variable, default: undefined }, variable.default);
      const isBad = !reading.ok && reading.code !== "missing";
      if (isBad) report("bad-default", { name, detail: reading.message });
    }
    return found;
  });
}

/** A fault that keeps the prompt from being formatted at all; a default or a list of options matters only where it is used. */
export const isBlocking = ({ rule, level }: Finding): boolean =>
  level === "error" && rule !== "bad-default" && rule !== "no-options";

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
  readWrittenOut(content).content.messages.flatMap((message) =>
    message.role === "history" ? [] : [parseTemplate(message.template, content.templateFormat)],
  );
