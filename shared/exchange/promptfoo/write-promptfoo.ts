import { shortNameOf } from "../../checks/type-names.ts";
import type { Check } from "../../model/check.ts";
import type { PromptContent } from "../../model/content.ts";
import { splitModelRef } from "../../model/model-ref.ts";
import type { CaseContent } from "../../model/suite.ts";
import { writeOutSnippets } from "../../text/write-out-snippets.ts";
import { historyNotHeld, Losses, templateNotHeld } from "../cannot-export.ts";
import { fileNameOf } from "../file-name.ts";
import type { ExportSource, FormatWriter } from "../found.ts";
import { withoutNothing, writeYaml } from "../front-matter.ts";
import { writeTemplates } from "../syntax/convert.ts";
import { writeAssert } from "./asserts.ts";
import { providerId } from "./providers.ts";

/** A configuration with the prompt in it and the suite as its tests. */
export const writePromptfoo: FormatWriter = (source) => {
  const losses = new Losses();
  const content = writeOutSnippets(source.content);
  tellLosses(source, losses);
  const { model } = content;
  const ref = model.model === undefined ? null : splitModelRef(model.model);
  if (ref?.provider === "simulator") losses.add("simulator-model", { model: ref.model });
  if (ref === null) losses.add("model-missing");
  const config = configOf(content, ref?.provider ?? "", losses);
  const lost = new Lost();
  const fields = {
    description: source.description || source.name,
    ...withoutNothing({ tags: tagsOf(source) }),
    prompts: [
      {
        raw: rawOf(content, losses),
        label: source.name,
        ...(ref === null ? withoutNothing({ config }) : {}),
      },
    ],
    ...(ref === null
      ? {}
      : { providers: [{ id: providerId(ref.provider, ref.model), ...withoutNothing({ config }) }] }),
    ...withoutNothing({ defaultTest: defaultsOf(source, lost, losses) }),
    ...withoutNothing({ tests: source.suite?.cases.map((one) => testOf(one, lost)) }),
  };
  lost.tell(losses);
  return {
    files: [
      {
        name: fileNameOf(source.name, "promptfooconfig.yaml"),
        mediaType: "application/yaml",
        text: `# yaml-language-server: $schema=https://promptfoo.dev/config-schema.json\n${writeYaml(fields)}`,
      },
    ],
    losses: losses.all,
  };
};

function tellLosses({ version, message, spec, content, tags }: ExportSource, losses: Losses): void {
  const lost = [...(version === null ? [] : ["version"]), ...(message === "" ? [] : ["message"])];
  if (lost.length > 0) losses.add("details-not-held", { fields: lost.join(", ") });
  if (spec !== null) losses.add("spec-not-held");
  const snippets = (content.snippets ?? []).map(({ name }) => name);
  if (snippets.length > 0) losses.add("snippets-written-out", { names: snippets.join(", ") });
  const typed = content.variables.filter(
    ({ type, description, example }) => type !== "text" || description !== undefined || example !== undefined,
  );
  if (typed.length > 0) losses.add("types-not-held", { names: typed.map(({ name }) => name).join(", ") });
  for (const tag of tags) if (tag.startsWith("lathe:")) losses.add("tag-left-out", { tag });
}

/** Tags of promptfoo are names with values; those that begin with `lathe:` tell Lathe what else it was. */
function tagsOf({ tags, content, suite }: ExportSource): Record<string, string> {
  const written: Record<string, string> = {};
  for (const tag of tags) {
    const [, name, value] = /^(.+?): (.+)$/s.exec(tag) ?? [];
    if (tag.startsWith("lathe:")) continue;
    if (name !== undefined && value !== undefined && !Object.hasOwn(written, name)) written[name] = value;
    else written[tag] = "";
  }
  if (content.templateFormat !== "mustache") written["lathe:templateFormat"] = content.templateFormat;
  if (suite !== null) written["lathe:suite"] = suite.name;
  if (suite !== null && suite.description !== "") written["lathe:suiteDescription"] = suite.description;
  return written;
}

const roleNames = { system: "system", human: "user", ai: "assistant" } as const;

function rawOf(content: PromptContent, losses: Losses): string {
  const written = writeTemplates(content, "nunjucks");
  const messages = content.messages.flatMap((message, index) => {
    if (message.role === "history") {
      if (!message.optional) throw historyNotHeld(message.variable);
      losses.add("history-not-held", { name: message.variable });
      return [];
    }
    const template = written.shift()?.template;
    if (template === undefined) throw templateNotHeld(index + 1, "Nunjucks");
    return [{ role: roleNames[message.role], content: template }];
  });
  const [only] = messages;
  // A text that would be read as a chat or as a path is written as a chat.
  const isPlain =
    messages.length === 1 && only?.role === "user" && !/^\s*[[{]|^\w+:|^\s*$/.test(only.content);
  return isPlain ? only.content : JSON.stringify(messages, null, 2);
}

function configOf(
  { model, tools, outputSchema }: PromptContent,
  provider: string,
  losses: Losses,
): Record<string, unknown> {
  const { temperature, topP, maxTokens, stop, seed, responseFormat } = model;
  if (outputSchema !== null && responseFormat !== "json-schema") losses.add("schema-sent");
  const reply =
    outputSchema !== null
      ? { type: "json_schema", json_schema: { name: "reply", schema: outputSchema } }
      : responseFormat === "text"
        ? { type: "text" }
        : responseFormat === undefined
          ? undefined
          : { type: "json_object" };
  return withoutNothing({
    temperature,
    top_p: topP,
    max_tokens: maxTokens,
    stop,
    seed,
    tools: tools.map(({ name, description, parameters }) => {
      const about = { name, ...(description === undefined ? {} : { description }) };
      return provider === "anthropic"
        ? { ...about, input_schema: parameters }
        : { type: "function", function: { ...about, parameters } };
    }),
    response_format: reply,
  });
}

function defaultsOf({ content, suite }: ExportSource, lost: Lost, losses: Losses): Record<string, unknown> {
  const vars: Record<string, unknown> = {};
  for (const { name, default: standard } of content.variables) {
    if (standard === undefined) continue;
    // A list would stand for one test with each of its items.
    if (Array.isArray(standard) || standard === null)
      losses.add("value-left-out", { field: `${name}.default` });
    else vars[name] = standard;
  }
  return withoutNothing({
    vars,
    assert: assertsOf(suite?.checks ?? [], lost),
    threshold: suite?.threshold,
  });
}

function assertsOf(checks: readonly Check[], lost: Lost): unknown[] {
  return checks.flatMap((one) => {
    const found = writeAssert(one, shortNameOf);
    if (found === undefined) lost.add(one.transform.length > 0 ? "transforms" : "checks", one.type);
    if (one.type === "javascript" && one.options.enabled === true) lost.add("details", "javascript.enabled");
    return found === undefined ? [] : [found];
  });
}

type LostKind = "checks" | "transforms" | "details" | "fields" | "carried" | "read";

/** What a suite leaves out, told once for all of its cases. */
class Lost {
  readonly #names: Record<LostKind, Set<string>> = {
    checks: new Set<string>(),
    transforms: new Set<string>(),
    details: new Set<string>(),
    fields: new Set<string>(),
    carried: new Set<string>(),
    read: new Set<string>(),
  };

  add(kind: LostKind, ...names: string[]): void {
    for (const name of names) this.#names[kind].add(name);
  }

  tell(losses: Losses): void {
    const { checks, transforms, details, fields, carried, read } = this.#names;
    const all = (names: Set<string>) => [...names].join(", ");
    if (checks.size > 0) losses.add("checks-not-held", { types: all(checks) });
    if (transforms.size > 0) losses.add("check-parts-not-held", { types: all(transforms) });
    if (details.size > 0) losses.add("check-details-not-held", { fields: all(details) });
    if (fields.size > 0) losses.add("case-fields-not-held", { fields: all(fields) });
    if (carried.size > 0) losses.add("case-fields-carried", { fields: all(carried) });
    if (read.size > 0) losses.add("values-read-there", { names: all(read) });
  }
}

/** What a case has beside its values goes along as metadata, which promptfoo keeps and does nothing with. */
function testOf(one: CaseContent, lost: Lost): Record<string, unknown> {
  const { name, inputs, checks, threshold, expected, tags, group, weight, split, notes, turns } = one;
  const hasExpected = expected !== null && !Object.hasOwn(inputs, "expected");
  if (expected !== null && !hasExpected) lost.add("fields", "expected");
  const vars = { ...inputs, ...(hasExpected ? { expected } : {}) };
  const read = Object.entries(vars).flatMap(([key, value]) =>
    typeof value === "string" && /\{[{%]|^file:\/\//.test(value) ? [key] : [],
  );
  lost.add("read", ...read);
  const lathe = withoutNothing({
    tags,
    group,
    weight: weight === 1 ? undefined : weight,
    split,
    notes,
    turns,
    expected: hasExpected ? true : undefined,
  });
  lost.add("carried", ...Object.keys(lathe).filter((field) => field !== "expected"));
  return {
    ...withoutNothing({ description: name }),
    vars,
    ...withoutNothing({ assert: assertsOf(checks, lost) }),
    ...(threshold === null ? {} : { threshold }),
    ...(Object.values(vars).some(Array.isArray) ? { options: { disableVarExpansion: true } } : {}),
    ...withoutNothing({ metadata: withoutNothing({ lathe }) }),
  };
}
