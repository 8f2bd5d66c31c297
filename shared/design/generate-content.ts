import { isRunnable, type PromptContent, type RunnableFormat, type Variable } from "../model/content.ts";
import type { PromptSpec } from "../model/spec.ts";
import { fixAll } from "../text/lint/fixes.ts";
import { lintContent } from "../text/lint/lint.ts";
import { parseTemplate } from "../text/template.ts";
import { languageName } from "./languages.ts";
import { schemaOfFields } from "./output-schema.ts";
import { literalOf, templateOf, variableTag } from "./template-text.ts";
import { asksNothing, isBlank, type SectionName, wordingOf } from "./wording.ts";

/** The variable that takes what the user of the finished prompt writes. */
export const inputName = "user_input";

/**
 * The chat template that a spec gives: a system message in sections, and the user's message between marks. Of `base` it
 * keeps the template format, the tools, what is declared with the variables, and every model setting but those that the
 * spec decides: reply format, output schema and the most tokens of the reply.
 */
export function contentOfSpec(spec: PromptSpec, base?: PromptContent): PromptContent {
  const format: RunnableFormat =
    base !== undefined && isRunnable(base.templateFormat) ? base.templateFormat : "f-string";
  const system = sectionsOf(spec, format)
    .map(({ text }) => text)
    .join("\n\n");
  const human = `<${inputName}>\n${variableTag(inputName, format)}\n</${inputName}>`;
  const content: PromptContent = {
    templateFormat: format,
    messages: [
      { role: "system", template: system },
      { role: "human", template: human },
    ],
    variables: variablesOf(spec, [system, human], format, base),
    ...settingsOf(spec, base),
    tools: base?.tools ?? [],
  };
  return markOff(content);
}

/** A document that a sentence of the spec names gets tags around it. */
const markOff = (content: PromptContent): PromptContent =>
  fixAll(content, lintContent(content), "undelimited-variable");

export interface Section {
  name: SectionName;
  /** With its heading, as a template. */
  text: string;
}

/** The sections of the system message, in order; those of which the spec says nothing are left out. */
export function sectionsOf(spec: PromptSpec, format: RunnableFormat): Section[] {
  const words = wordingOf(spec);
  const sections: Section[] = [];
  const add = (name: SectionName, lines: readonly string[]) => {
    const body = lines.filter((line) => line !== "").join("\n");
    if (body !== "") sections.push({ name, text: `# ${words.headings[name]}\n${body}` });
  };
  const template = (text: string) => templateOf(text.trim(), format);

  add("role", [
    isBlank(spec.role) ? "" : words.role(variableTag("role", format)),
    isBlank(spec.domain) ? "" : words.domain(variableTag("domain", format)),
  ]);
  add("context", [template(spec.context)]);
  add("audience", [isBlank(spec.audience) ? "" : literalOf(words.audience(spec.audience), format)]);
  add("task", [template(spec.task)]);
  add("rules", rulesOf(spec, format));
  add("output", outputOf(spec, format));
  add("examples", examplesOf(spec, format));
  add("language", languageOf(spec, format));
  add("input", [words.input]);
  return sections;
}

/** The constraints as numbered lines; what has several lines is set in. */
export function rulesOf(spec: PromptSpec, format: RunnableFormat): string[] {
  return spec.constraints
    .filter((constraint) => !asksNothing(constraint))
    .map((constraint, index) => {
      const text = templateOf(wordingOf(spec).constraint(constraint), format);
      return `${index + 1}. ${text.replace(/\n/g, "\n   ")}`;
    });
}

export function outputOf(spec: PromptSpec, format: RunnableFormat): string[] {
  const words = wordingOf(spec);
  const { output } = spec;
  const group = output.format === "json" || output.format === "table" ? output.format : "other";
  return [
    words.format[output.format],
    templateOf(output.description.trim(), format),
    ...(output.fields.length === 0 ? [] : [words.fields[group]]),
    ...output.fields.map((field) => literalOf(words.field(field, output.format), format)),
  ];
}

export const examplesOf = (spec: PromptSpec, format: RunnableFormat): string[] => {
  // Without an answer it would teach the model to answer nothing.
  const shown = spec.examples.filter(({ output }) => !isBlank(output));
  return shown.length === 0
    ? []
    : [wordingOf(spec).examples, ...shown.map((example) => exampleText(example, format))];
};

export const exampleText = (
  { input, output }: PromptSpec["examples"][number],
  format: RunnableFormat,
): string =>
  literalOf(
    `<example>\n${isBlank(input) ? "" : `<input>\n${input.trim()}\n</input>\n`}<output>\n${output.trim()}\n</output>\n</example>`,
    format,
  );

export const languageOf = (spec: PromptSpec, format: RunnableFormat): string[] =>
  isBlank(spec.language)
    ? []
    : [literalOf(wordingOf(spec).language(languageName(spec.language, spec.writtenIn)), format)];

/** Every name that the messages use, with what is known of it. */
function variablesOf(
  spec: PromptSpec,
  templates: readonly string[],
  format: RunnableFormat,
  base: PromptContent | undefined,
): Variable[] {
  const names = new Set(templates.flatMap((text) => parseTemplate(text, format).mentioned));
  const preset = new Map([
    ["role", withoutFullStop(spec.role)],
    ["domain", withoutFullStop(spec.domain)],
  ]);
  return [...names].map((name) => {
    const known = base?.variables.find((variable) => variable.name === name);
    const value = preset.get(name) ?? "";
    if (value === "") return known ?? { name, type: "text" };
    return { ...known, name, type: known?.type ?? "text", default: value };
  });
}

/** The sentence around it has its own. */
const withoutFullStop = (text: string): string => text.trim().replace(/[.。]$/, "");

function settingsOf(
  spec: PromptSpec,
  base: PromptContent | undefined,
): Pick<PromptContent, "model" | "outputSchema"> {
  const { responseFormat: _format, maxTokens: _most, ...kept } = base?.model ?? {};
  const outputSchema = spec.output.format === "json" ? schemaOfFields(spec.output.fields) : null;
  const responseFormat =
    spec.output.format !== "json"
      ? null
      : outputSchema === null
        ? ("json" as const)
        : ("json-schema" as const);
  const limits = spec.constraints.flatMap((one) => (one.kind === "max-tokens" ? [one.amount] : []));
  return {
    model: {
      ...kept,
      ...(limits.length === 0 ? {} : { maxTokens: Math.min(...limits) }),
      ...(responseFormat === null ? {} : { responseFormat }),
    },
    outputSchema,
  };
}
