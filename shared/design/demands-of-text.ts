import { isRunnable, type PromptContent, type RunnableFormat } from "../model/content.ts";
import type { PromptSpec } from "../model/spec.ts";
import { cutText } from "../text/cut-text.ts";
import { addToSection } from "./add-to-section.ts";
import type { Demand, Way } from "./demand.ts";
import { mostOf, type Searched, says, searched } from "./says.ts";
import { literalOf, templateOf, variablesIn, variableTag } from "./template-text.ts";
import { isBlank, type SectionName, wordingOf } from "./wording.ts";

/** The fixes that add lines to a section; none where Lathe does not fill in the syntax of the prompt. */
export function additions(
  content: PromptContent,
  spec: PromptSpec,
  name: SectionName,
  lines: (format: RunnableFormat) => readonly string[],
  what: string,
): Way[] {
  const { templateFormat } = content;
  if (!isRunnable(templateFormat)) return [];
  const section = wordingOf(spec).headings[name];
  return [
    {
      text: `Add ${what} to “${section}”`,
      apply: (now) => addToSection(now, spec, name, lines(templateFormat)),
    },
  ];
}

/** Role, domain, audience, context and task. */
export function demandsOfText(content: PromptContent, spec: PromptSpec): Demand[] {
  const words = wordingOf(spec);
  return [
    ...preset(content, spec, "role", words.role),
    ...preset(content, spec, "domain", words.domain),
    ...part("audience", "context-missing", (format) => literalOf(words.audience(spec.audience), format)),
    ...part("context", "context-missing", (format) => templateOf(spec.context.trim(), format)),
    ...part("task", "task-missing", (format) => templateOf(spec.task.trim(), format)),
    ...variablesOfSpec(spec),
  ];

  function part(
    name: "audience" | "context" | "task",
    rule: Demand["rule"],
    line: (format: RunnableFormat) => string,
  ): Demand[] {
    const text = spec[name];
    if (isBlank(text)) return [];
    return [
      {
        rule,
        level: name === "task" ? "error" : "warning",
        where: name,
        text: `The prompt does not say the ${name} of the spec: ${shown(text)}`,
        data: { detail: name, text: shown(text) },
        isMet: ({ instructions }) => says(instructions, text, mostOf),
        ways: additions(content, spec, name, (format) => [line(format)], `the ${name}`),
      },
    ];
  }
}

/** Role and domain are variables with the spec's words as their default; their words in the text will do as well. */
function preset(
  content: PromptContent,
  spec: PromptSpec,
  name: "role" | "domain",
  sentence: (text: string) => string,
): Demand[] {
  const text = spec[name].trim().replace(/[.。]$/, "");
  if (text === "") return [];
  return [
    {
      rule: name === "role" ? "role-missing" : "context-missing",
      level: "warning",
      where: name,
      text: `The prompt does not say the ${name} of the spec: ${shown(text)}`,
      data: { detail: name, text: shown(text) },
      isMet({ instructions, used, content: now }) {
        if (name === "role" ? saysRole(instructions, text) : says(instructions, text, mostOf)) return true;
        const variable = used.has(name) ? now.variables.find((one) => one.name === name) : undefined;
        if (variable === undefined) return used.has(name);
        // Without a default it is given with each run.
        return variable.default === undefined || says(searched(String(variable.default)), text);
      },
      ways: [
        {
          text: `Set the default of {${name}}`,
          apply: (now) => ({
            ...now,
            variables: now.variables.map((one) => (one.name === name ? { ...one, default: text } : one)),
          }),
        },
        ...additions(
          content,
          spec,
          "role",
          (format) => [sentence(variableTag(name, format))],
          `the ${name}`,
        ).map((way): Way => ({ ...way, apply: (now) => withDefault(way.apply(now), name, text) })),
      ],
    },
  ];
}

/** Words for anybody who does a task; what they do is what tells them apart. */
const anybody =
  /\b(?:an?|the|assistant|agent|expert|specialist|engine|bot|system|helper|professional|experienced|senior|writer|author)\b|一[名位个家]|某|助手|助理|专家|专员|机器人|系统|资深|专业/gi;

/** “A data extraction engine” is told by “You extract data” as well. */
function saysRole(instructions: Searched, text: string): boolean {
  const deed = text.replace(anybody, " ").trim();
  return says(instructions, text, mostOf) || (deed !== "" && says(instructions, deed, mostOf));
}

const withDefault = (content: PromptContent, name: string, text: string): PromptContent => ({
  ...content,
  variables: content.variables.map((one) => (one.name === name ? { ...one, default: text } : one)),
});

/** A variable that the spec names has its value nowhere to go where no message uses it. */
function variablesOfSpec(spec: PromptSpec): Demand[] {
  const texts = [
    spec.context,
    spec.task,
    spec.output.description,
    ...spec.constraints.map((one) => ("text" in one ? one.text : "")),
  ];
  const names = [...new Set(texts.flatMap(variablesIn))];
  return names.map((name) => ({
    rule: "variable-unused",
    level: "warning",
    where: `variables.${name}`,
    text: `The spec names the variable {${name}}, and no message uses it.`,
    data: { detail: "spec", name },
    isMet: ({ used }) => used.has(name),
    ways: [],
  }));
}

export const shown = (text: string): string => cutText(text.trim().replace(/\s+/g, " "), 120);
