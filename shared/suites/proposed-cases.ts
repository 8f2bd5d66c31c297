import { z } from "zod";
import { type VariableValue, variableValue, variableValues } from "../model/content.ts";
import { type CaseContent, caseContent, caseTag } from "../model/suite.ts";
import { findUnsafeKey } from "../text/json-text.ts";
import { readValue } from "../text/variable-value.ts";
import type { CaseRequest } from "./case-request.ts";

/**
 * Finds the cases in a reply while it arrives: every whole object in a list, or standing alone, whatever is written around
 * it. Fences, words before and after, and a reply that breaks off do no harm.
 */
export class ProposalReader {
  #text = "";
  #at = 0;
  #isInText = false;
  readonly #open: { bracket: string; start: number; hasCases: boolean }[] = [];

  /** The JSON of the objects that the new piece completes. */
  read(delta: string): string[] {
    this.#text += delta;
    const found: string[] = [];
    for (; this.#at < this.#text.length; this.#at += 1) {
      const sign = this.#text[this.#at] as string;
      if (this.#isInText) {
        if (sign === "\\") this.#at += 1;
        else if (sign === '"') this.#isInText = false;
      } else if (sign === '"') this.#isInText = this.#open.length > 0;
      else if (sign === "{" || sign === "[")
        this.#open.push({ bracket: sign, start: this.#at, hasCases: false });
      else if (sign === "}" || sign === "]") {
        const closed = this.#open.pop();
        if (closed === undefined || closed.bracket !== (sign === "}" ? "{" : "[")) this.#open.length = 0;
        else if (sign === "}" && this.#isCase(closed.hasCases)) {
          found.push(this.#text.slice(closed.start, this.#at + 1));
          for (const outer of this.#open) outer.hasCases = true;
        }
      }
    }
    return found;
  }

  /** In the outermost list, or outside every list. */
  #isCase(hasCases: boolean): boolean {
    const outside = this.#open.map(({ bracket }) => bracket).join("");
    return !hasCases && ["", "[", "{["].includes(outside);
  }
}

const proposal = z.object({
  name: z.string().default(""),
  inputs: variableValues,
  expected: variableValue.default(null),
  tags: z.array(z.string()).default([]),
  why: z.string().default(""),
});

/** The case that was proposed; null where it is none that could be run: text that is no JSON, a value that is missing. */
export function readProposal(json: string, request: CaseRequest): { case: CaseContent; why: string } | null {
  const read = proposal.safeParse(parse(json));
  if (!read.success || findUnsafeKey(json) !== null) return null;
  const { name, inputs: given, expected, tags, why } = read.data;
  const inputs = readInputs(given, request);
  if (inputs === null) return null;
  const content = caseContent.safeParse({
    name: name.slice(0, 200),
    inputs,
    expected: expected === "" ? null : expected,
    tags: tags.flatMap((tag) => caseTag.safeParse(tag).data ?? []).slice(0, 5),
  });
  return content.success ? { case: content.data, why: why.slice(0, 500) } : null;
}

/** A value of its type for every variable, and none for a name that the prompt does not have. */
function readInputs(given: Record<string, VariableValue>, { variables, histories }: CaseRequest) {
  const inputs: Record<string, VariableValue> = {};
  for (const variable of variables) {
    const value = Object.hasOwn(given, variable.name) ? given[variable.name] : undefined;
    if (value === undefined && variable.default !== undefined) continue;
    const reading = readValue(variable, value);
    if (!reading.ok) return null;
    inputs[variable.name] = reading.value;
  }
  for (const name of histories) {
    const messages = z.array(z.object({ role: z.enum(["human", "ai"]), content: z.string() }));
    const history = messages.safeParse(Object.hasOwn(given, name) ? given[name] : undefined);
    if (history.success) inputs[name] = history.data;
  }
  return inputs;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
