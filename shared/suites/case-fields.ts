import type { VariableValue } from "../model/content.ts";
import { caseContent, type SuiteCase } from "../model/suite.ts";

/** A case as it is written to a file: what says nothing beyond the usual is left out. */
export function caseFields({
  caseId,
  content,
}: Pick<SuiteCase, "caseId" | "content">): Record<string, VariableValue> {
  const fields: Record<string, VariableValue> = { id: caseId };
  const usual = caseContent.parse({});
  for (const name of fieldOrder) {
    const value = content[name] as VariableValue;
    if (JSON.stringify(value) !== JSON.stringify(usual[name])) fields[name] = value;
  }
  return fields;
}

const fieldOrder = [
  "name",
  "inputs",
  "turns",
  "expected",
  "checks",
  "tags",
  "group",
  "weight",
  "split",
  "notes",
  "threshold",
] as const;
