import type { VariableValue, VariableValues } from "../model/content.ts";
import { asText } from "./value-readers.ts";

export type Rendered = { ok: true; value: VariableValue } | { ok: false; missing: string };

export interface Scope {
  inputs: VariableValues;
  expected: VariableValue;
}

const names = /\{\{\s*([\p{L}_][\p{L}\p{N}_]{0,63})\s*\}\}/gu;
const onlyName = /^\s*\{\{\s*([\p{L}_][\p{L}\p{N}_]{0,63})\s*\}\}\s*$/u;

/**
 * Fills `{{name}}` and `{{expected}}` in every text of a value. Only plain names are filled; anything else in braces stays
 * as it is. What is filled in is not looked at again, so that a case cannot reach another variable through its data.
 * A text that is nothing but one variable becomes that variable's value, with its type; elsewhere values become text,
 * which `embed` may escape. A name without a value, or with none but null, is `missing`.
 */
export function renderValue(
  value: VariableValue,
  scope: Scope,
  embed: (text: string) => string = (text) => text,
): Rendered {
  if (typeof value === "string") return renderText(value, scope, embed);
  if (Array.isArray(value)) {
    const items: VariableValue[] = [];
    for (const item of value) {
      const rendered = renderValue(item, scope, embed);
      if (!rendered.ok) return rendered;
      items.push(rendered.value);
    }
    return { ok: true, value: items };
  }
  if (typeof value !== "object" || value === null) return { ok: true, value };
  const entries: [string, VariableValue][] = [];
  for (const [key, inner] of Object.entries(value)) {
    const rendered = renderValue(inner, scope, embed);
    if (!rendered.ok) return rendered;
    entries.push([key, rendered.value]);
  }
  // Object.fromEntries defines its keys: a key such as __proto__ stays a plain key.
  return { ok: true, value: Object.fromEntries(entries) };
}

function renderText(text: string, scope: Scope, embed: (text: string) => string): Rendered {
  if (!text.includes("{{")) return { ok: true, value: text };
  const only = onlyName.exec(text)?.[1];
  if (only !== undefined) {
    const value = lookUp(only, scope);
    return value === null ? { ok: false, missing: only } : { ok: true, value };
  }
  let missing: string | null = null;
  const filled = text.replace(names, (_, name: string) => {
    const value = lookUp(name, scope);
    if (value === null) missing ??= name;
    return embed(asText(value));
  });
  return missing === null ? { ok: true, value: filled } : { ok: false, missing };
}

/** A variable of the case that is called “expected” comes before the expected answer. */
function lookUp(name: string, { inputs, expected }: Scope): VariableValue {
  if (Object.hasOwn(inputs, name)) return inputs[name] ?? null;
  return name === "expected" ? expected : null;
}

/**
 * What a case fills into the words by which a judge judges, between marks of its own: it is data there too, and judges are
 * told so.
 */
export const markFilled = (text: string): string => `⟦${text.replace(/[⟦⟧]/g, "")}⟧`;

/** A text as a part of a regular expression that matches it to the letter, with the flag u and v too. */
export const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
