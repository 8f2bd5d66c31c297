import type { VariableValue } from "#shared/model/content.ts";
import { readJson } from "../../../ui/attempt/read-json.ts";

/** The expected answer as it is compared: JSON is set out. null: none is known. */
export function expectedText(expected: VariableValue): string | null {
  if (expected === null || expected === "") return null;
  return typeof expected === "string" ? expected : JSON.stringify(expected, null, 2);
}

/** Both texts as they are compared: where both are JSON, how they are set out is no difference. */
export function comparedTexts(before: string, after: string): [before: string, after: string] {
  const old = readJson(before);
  const now = old === undefined ? undefined : readJson(after);
  if (old === undefined || now === undefined) return [before, after];
  return [JSON.stringify(old, null, 2), JSON.stringify(now, null, 2)];
}
