import { definitionOf } from "../../checks/definitions.ts";
import { type Check, check } from "../../model/check.ts";
import type { VariableValue } from "../../model/content.ts";
import type { InertCode } from "../../model/exchange.ts";
import { readChecks } from "../../suites/read-check.ts";
import { readDocument } from "../front-matter.ts";
import { type Fields, fieldOf, isFields, type Json, textField } from "../read-json.ts";
import type { References } from "../references.ts";
import type { FewNotes } from "./few-notes.ts";
import { languageOf } from "./providers.ts";

export interface AssertContext {
  references: References;
  notes: FewNotes;
  /** `assertionTemplates` of the file. */
  templates: Fields;
}

/** A check that cannot be made here is kept as it came, and code is listed with its place: none of it is run. */
export function readAsserts(value: Json, where: string, context: AssertContext): Check[] {
  if (value === null) return [];
  const list = Array.isArray(value) ? value : [value];
  return list.flatMap((item, index) => {
    const place = `${where}[${index}]`;
    const resolved = resolve(item, context);
    listCode(resolved, place, context);
    const { checks, problems } = readChecks(resolved as VariableValue, place);
    for (const { text } of problems) context.notes.warn("row-problem", { row: place, said: text });
    return checks;
  });
}

/** `$ref: "#/assertionTemplates/name"`, and files within the folder. */
function resolve(item: Json, { templates, references, notes }: AssertContext): Json {
  if (!isFields(item)) return item;
  const name = /^#\/assertionTemplates\/(.+)$/.exec(textField(item, "$ref"))?.[1];
  if (name !== undefined && Object.hasOwn(templates, name)) {
    const { $ref: _ref, ...rest } = item;
    const template = templates[name];
    return isFields(template) ? { ...template, ...rest } : item;
  }
  const value = fieldOf(item, "value");
  if (typeof value !== "string" || !/^file:\/\//i.test(value)) return item;
  const file = references.find(value.replace(/(\.(?:[cm]?[jt]s|py|rb)):\w+$/i, "$1"), notes);
  if (file === undefined)
    return { type: "unsupported", value: item, options: { name: textField(item, "type") } };
  const isData = /\.(?:json|ya?ml)$/i.test(file.path);
  return { ...item, value: isData ? readDocument(file) : file.text };
}

const codeTypes: Record<string, InertCode["language"]> = {
  javascript: "javascript",
  fn: "javascript",
  eval: "javascript",
  python: "python",
  ruby: "other",
  webhook: "other",
};

function listCode(item: Json, where: string, context: AssertContext): void {
  const push = (place: string, language: InertCode["language"], text: Json) => {
    const written = typeof text === "string" ? text : JSON.stringify(text);
    context.notes.keep({ where: place, language, text: written });
  };
  if (typeof item === "string") {
    const type = /^(?:not-)?(javascript|fn|eval|python)\s*(?:\([^)]{0,40}\))?:/.exec(item.trim())?.[1];
    if (type !== undefined) push(where, codeTypes[type] ?? "other", item);
    return;
  }
  if (!isFields(item)) return;
  if (textField(item, "type") === "unsupported") {
    listCode(fieldOf(item, "value"), where, context);
    return;
  }
  const type = textField(item, "type").replace(/^not-/, "");
  if (Object.hasOwn(codeTypes, type)) push(where, codeTypes[type] ?? "other", fieldOf(item, "value"));
  for (const field of ["transform", "contextTransform"]) {
    const written = fieldOf(item, field);
    if (typeof written === "string")
      push(`${where}.${field}`, languageOf(written) === "python" ? "python" : "javascript", written);
  }
  const inner = fieldOf(item, "assert");
  if (Array.isArray(inner))
    for (const [index, one] of inner.entries()) listCode(one, `${where}.assert[${index}]`, context);
}

/** What promptfoo knows by the same name with the same meaning. */
const shared = new Set(
  (
    "equals contains icontains contains-any contains-all icontains-any icontains-all starts-with regex is-json " +
    "contains-json is-xml contains-xml word-count levenshtein rouge-n bleu similar llm-rubric g-eval factuality " +
    "answer-relevance context-faithfulness select-best latency cost finish-reason is-refusal javascript"
  ).split(" "),
);

/** The expected answer of a case, as promptfoo's variables have it. */
export const expectedValue = "{{expected}}";

/** undefined: promptfoo has no such check. */
export function writeAssert(one: Check, nameOf: (one: Check) => string | null): Fields | undefined {
  if (one.type === "unsupported") return isFields(one.value) ? (one.value as Fields) : undefined;
  const name = nameOf(one.type === "javascript" ? { ...one, options: {} } : one);
  if (name === null || one.transform.length > 0 || (!shared.has(one.type) && name === one.type))
    return undefined;
  const usesExpected = one.value === null && definitionOf(one.type).absentValue === "expected";
  return {
    type: `${one.not ? "not-" : ""}${name}`,
    ...(usesExpected ? { value: expectedValue } : one.value === null ? {} : { value: one.value as Json }),
    ...(one.threshold === null ? {} : { threshold: one.threshold }),
    ...(one.weight === 1 ? {} : { weight: one.weight }),
    ...(one.metric === null ? {} : { metric: one.metric }),
  };
}

/** What Lathe wrote for “the expected answer” means that again. */
export const withExpected = (one: Check): Check =>
  one.value === expectedValue && definitionOf(one.type).absentValue === "expected"
    ? check.parse({ ...one, value: null })
    : one;
