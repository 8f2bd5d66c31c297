import type { Variable, VariableValue } from "#shared/model/content.ts";
import { type CaseRequest, caseRequestMarker } from "#shared/suites/case-request.ts";
import type { ModelRequest } from "../model-call.ts";
import { textOfKind } from "./case-texts.ts";
import { type CaseKind, caseKinds, wordsOfKind } from "./case-words.ts";
import { languageOf } from "./language.ts";

/** The reply to a request for test cases; null: it is none. Only the last request is believed: the prompt may say anything. */
export function proposeCases({ messages }: ModelRequest): string | null {
  const [system, asked] = messages;
  if (system?.role !== "system" || !system.content.startsWith("You write test cases for a prompt template"))
    return null;
  const request = readRequest(asked?.content ?? "");
  if (request === null) return null;
  const prompt = asked?.content.slice(0, asked.content.lastIndexOf("<request>")) ?? "";
  const language = languageOf(prompt.slice(prompt.indexOf("<prompt>"))) === "zh" ? "zh" : "en";
  const wanted = kindsOf(request);
  const cases = Array.from({ length: request.count }, (_, index) => {
    const kind = wanted[index % wanted.length] as CaseKind;
    const turn = request.there + index;
    const { name, why, tag } = wordsOfKind(kind, language);
    return {
      name: index < wanted.length ? name : `${name} (${Math.floor(index / wanted.length) + 1})`,
      inputs: Object.fromEntries([
        ...request.variables.map((variable, place) => [
          variable.name,
          valueFor(variable, { kind: place === textAt(request) ? kind : "usual", turn, language, request }),
        ]),
        ...request.histories.map((history) => [history, []]),
      ]),
      expected: null,
      tags: [tag],
      why,
    };
  });
  return JSON.stringify({ cases }, null, 2);
}

function readRequest(text: string): CaseRequest | null {
  const json = /<request>\n(.*)\n<\/request>\s*$/.exec(text)?.[1];
  try {
    const read = JSON.parse(json ?? "") as CaseRequest;
    return read.marker === caseRequestMarker ? read : null;
  } catch {
    return null;
  }
}

/** What is missing first, then the other kinds; a prompt without texts knows usual cases only. */
function kindsOf(request: CaseRequest): CaseKind[] {
  const main = request.variables[textAt(request)];
  if (main === undefined) return ["usual"];
  const missing = request.missing[main.name] ?? [];
  const first = caseKinds.filter((kind) => kind !== "usual" && missing.includes(kind));
  const rest = caseKinds.filter((kind) => !first.includes(kind) && kind !== "empty");
  return request.there === 0
    ? ["usual", ...first, ...rest.filter((kind) => kind !== "usual")]
    : [...first, ...rest];
}

/** The variable that a case is about: the first text without a default, else the first text. −1: there is none. */
function textAt({ variables }: CaseRequest): number {
  const required = variables.findIndex(({ type, default: usual }) => type === "text" && usual === undefined);
  return required >= 0 ? required : variables.findIndex(({ type }) => type === "text");
}

export interface ValueWish {
  kind: CaseKind;
  /** Differs from case to case, also of those that were proposed before. */
  turn: number;
  language: "en" | "zh";
  request: CaseRequest;
}

function valueFor(variable: Variable, wish: ValueWish): VariableValue {
  const { name, type, options = [] } = variable;
  const known = wish.request.examples.map(({ inputs }) => inputs[name]).find((value) => value !== undefined);
  const example = variable.example ?? variable.default ?? known ?? null;
  switch (type) {
    case "text":
      return textOfKind(typeof example === "string" ? example : "", name, wish);
    case "number": {
      const usual = typeof example === "number" ? example : 10;
      return [usual, usual * 2, Math.max(1, Math.round(usual / 2)), usual + 1][wish.turn % 4] ?? usual;
    }
    case "boolean":
      return wish.turn % 2 === 0;
    case "enum": {
      const missing = options.filter((option) => wish.request.missing[name]?.includes(option));
      const choice =
        missing[wish.turn % Math.max(options.length, 1)] ?? options[wish.turn % Math.max(options.length, 1)];
      return choice ?? "";
    }
    case "list": {
      const items = Array.isArray(example) ? example : ["A", "B", "C"];
      return items.slice(0, Math.max(1, items.length - (wish.turn % 3)));
    }
    case "json":
      return typeof example === "string" || example === null ? { value: wish.turn } : example;
  }
}
