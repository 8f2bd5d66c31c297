import type { Output } from "../contract/operations.ts";
import type { PromptContent, Variable, VariableValue } from "../model/content.ts";
import type { CaseContent } from "../model/suite.ts";
import { canonicalJson } from "../text/canonical.ts";
import { neededVariables } from "../text/needed-variables.ts";
import { valueText } from "./excerpts.ts";

type VariableCoverage = Output<"suites.coverage">["variables"][number];
type Kind = VariableCoverage["missing"][number];

/** In UTF-16 units of a text, and in entries of a list. */
const longText = 1_000;
const longList = 10;

const kindsByType: Record<Variable["type"], Kind[]> = {
  text: ["empty", "long", "other-language", "special-characters"],
  number: ["number"],
  boolean: ["true", "false"],
  enum: ["option"],
  list: ["empty", "long", "special-characters"],
  json: ["empty"],
};

/** The variables that the prompt needs; without a prompt the inputs that there are, as texts. */
export function coveredVariables(content: PromptContent | null, inputNames: string[]): Variable[] {
  if (content !== null) return neededVariables(content);
  return inputNames.map((name) => ({ name, type: "text" }));
}

/** What the values of one variable have and lack. A default counts where a case gives nothing. */
export class VariableSurvey {
  readonly #variable: Variable;
  readonly #distinct = new Set<string>();
  readonly #kinds = new Set<Kind>();
  readonly #scripts = new Set<string>();
  readonly #options = new Set<string>();
  #given = 0;

  constructor(variable: Variable) {
    this.#variable = variable;
  }

  /** `digest`: a short text for a long one, equal for equal. */
  see({ inputs }: Pick<CaseContent, "inputs">, digest: (text: string) => string): void {
    const { name } = this.#variable;
    const isGiven = Object.hasOwn(inputs, name);
    const value = isGiven ? inputs[name] : this.#variable.default;
    if (isGiven) {
      this.#given += 1;
      this.#distinct.add(digest(canonicalJson(value)));
    }
    if (value !== undefined) this.#note(value);
  }

  result(): VariableCoverage {
    const { name, type, options = [] } = this.#variable;
    const missingOptions = type === "enum" ? options.filter((option) => !this.#options.has(option)) : [];
    const has = (kind: Kind): boolean => {
      if (kind === "other-language") return this.#scripts.size > 1;
      return kind === "option" ? missingOptions.length === 0 : this.#kinds.has(kind);
    };
    return {
      name,
      given: this.#given,
      distinct: this.#distinct.size,
      missing: kindsByType[type].filter((kind) => !has(kind)),
      missingOptions,
    };
  }

  #note(value: VariableValue): void {
    const text = valueText(value);
    if (isEmpty(value)) this.#kinds.add("empty");
    if (Array.isArray(value) ? value.length >= longList : text.length >= longText) this.#kinds.add("long");
    if (special.test(text)) this.#kinds.add("special-characters");
    if (text.trim() !== "" && Number.isFinite(Number(text))) this.#kinds.add("number");
    if (/^(true|yes|on|1|是)$/i.test(text.trim())) this.#kinds.add("true");
    if (/^(false|no|off|0|否)$/i.test(text.trim())) this.#kinds.add("false");
    this.#options.add(text);
    const script = scriptOf(text);
    if (script !== null) this.#scripts.add(script);
  }
}

/** What breaks prompts that put values in without marking where they begin and end. */
const special = /[{}<>"`\\]|\p{Extended_Pictographic}|\r?\n\s*\r?\n/u;

const isEmpty = (value: VariableValue): boolean =>
  value === null ||
  (typeof value === "string" && value.trim() === "") ||
  (typeof value === "object" && Object.keys(value).length === 0);

const scripts: [name: string, pattern: RegExp][] = [
  ["Han", /\p{Script=Han}/gu],
  ["Kana", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ["Hangul", /\p{Script=Hangul}/gu],
  ["Latin", /\p{Script=Latin}/gu],
  ["Cyrillic", /\p{Script=Cyrillic}/gu],
  ["Arabic", /\p{Script=Arabic}/gu],
  ["Devanagari", /\p{Script=Devanagari}/gu],
];

/** The script that most of a text's beginning is written in; null: it has no letters. */
function scriptOf(text: string): string | null {
  const start = text.slice(0, 500);
  const counts = scripts.map(([name, pattern]) => ({ name, count: start.match(pattern)?.length ?? 0 }));
  const most = counts.reduce((best, one) => (one.count > best.count ? one : best));
  return most.count === 0 ? null : most.name;
}
