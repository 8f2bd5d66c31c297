import type { LatheEvent } from "#shared/contract/events.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import { contentOfSpec } from "#shared/design/generate-content.ts";
import type { PromptContent, VariableValues } from "#shared/model/content.ts";
import type { PromptId, SuiteId } from "#shared/model/ids.ts";
import type { PromptSpec } from "#shared/model/spec.ts";
import type { Template } from "#shared/model/template.ts";
import { neededVariables, ownValue } from "#shared/text/needed-variables.ts";
import { readWrittenOut } from "#shared/text/write-out-snippets.ts";
import { keepSpec } from "../design/index.ts";
import { createPrompt, freePromptName, promptOf, readDraft, saveVersion } from "../prompts/index.ts";
import { updateSettings } from "../settings/index.ts";
import { makeWholeSuite, toldSuite } from "../suites/index.ts";
import { type TemplateContext, timeOf } from "./context.ts";
import { insertUse } from "./template-store.ts";

/**
 * A prompt with the template's text, spec, suite and example values: all of it or nothing. It has its version 1.0.0 at
 * once: a template is finished work, so what is tested next belongs to a version, and whatever is changed afterwards has
 * something to be compared with.
 */
export function useTemplate(
  context: TemplateContext,
  template: Template,
  input: Pick<ParsedInput<"templates.use">, "name" | "folder" | "withSuite">,
): Output<"templates.use"> {
  const { db } = context;
  const events: LatheEvent[] = [];
  // Told of when it is stored: what is taken back was never there.
  const prompts = { ...context.prompts, publish: (event: LatheEvent) => void events.push(event) };
  const { promptId, suiteId } = db.transaction(() => {
    const { promptId } = createPrompt(prompts, {
      name: input.name ?? freePromptName(prompts, promptNameOf(template)),
      description: template.description,
      folder: input.folder,
      tags: template.tags,
      content: template.content,
    });
    const { revision } = readDraft(prompts, promptId);
    saveVersion(prompts, { promptId, revision, message: versionMessage(template), bump: "patch" });
    if (template.spec !== null) keepTemplateSpec(context, promptId, template.spec, template.content);
    const suiteId = input.withSuite ? addSuite(context, template, promptId) : null;
    updateSettings(db, { values: { [promptId]: exampleValues(template) } });
    insertUse(db, { key: template.key, promptId, suiteId, at: timeOf(context) });
    return { promptId, suiteId };
  });
  for (const event of events) context.publish(event);
  if (template.spec !== null) context.publish({ type: "spec.changed", promptId });
  if (suiteId !== null) toldSuite(context.suites, suiteId);
  context.publish({ type: "settings.changed", session: "" });
  context.publish({ type: "templates.changed" });
  return { prompt: promptOf(context.prompts, promptId), suiteId };
}

/** A template may have a name that no prompt can: `@` separates a version on the command line. */
const promptNameOf = ({ name, key }: Template): string =>
  name
    .replaceAll("@", " ")
    .replace(/^[\s-]+/, "")
    .trim() || key;

const versionMessage = ({ name, language }: Template): string =>
  language === "zh" ? `取自模板“${name}”` : `From the template “${name}”`;

const addSuite = ({ suites }: TemplateContext, { suite }: Template, promptId: PromptId): SuiteId | null =>
  suite === null ? null : makeWholeSuite(suites, { ...suite, promptId });

/**
 * The text of a template was polished by hand: what the spec by itself gives is the base against which that is told, so
 * that a change of the spec is merged in and replaces none of it.
 */
const keepTemplateSpec = (
  { design }: TemplateContext,
  promptId: PromptId,
  spec: PromptSpec,
  content: PromptContent,
): void => keepSpec(design, promptId, spec, contentOfSpec(spec, content));

/** So that “Run” works at once: the examples of its variables, or what the first case says. */
function exampleValues({ content, suite }: Template): VariableValues {
  const inputs = suite?.cases[0]?.inputs ?? {};
  const values: VariableValues = {};
  for (const { name, example } of neededVariables(readWrittenOut(content).content)) {
    const value = example ?? ownValue(inputs, name);
    if (value !== undefined) values[name] = value;
  }
  return values;
}
