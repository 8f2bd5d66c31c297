import { isVariableName, variableNamePattern } from "../model/content.ts";
import { cutText } from "./cut-text.ts";
import { type BadNameReason, reservedNames, type TemplateProblem } from "./template-segments.ts";

const formatted = /^\s*([\p{L}_][\p{L}\p{N}_]{0,63})\s*(?:![rsa])?(?::[^{}\s"',]*)?\s*$/u;

const spacedReference = /^\s*>\s*([\p{L}_][\p{L}\p{N}_-]{0,63})\s*$/u;

/** Why a text between braces is not a variable, as the problem to show; null when it is one. */
export function nameProblem(name: string): Pick<TemplateProblem, "code" | "data"> | null {
  if (reservedNames.has(name)) return { code: "reserved-name", data: { name } };
  if (isVariableName(name)) return null;
  const shown = cutText(name, 80);
  if (name.trim() === "") return { code: "empty-name", data: { name: shown } };
  const { reason, suggestion } = readReason(name);
  return {
    code: "bad-name",
    data: { name: shown, reason, ...(suggestion === undefined ? {} : { suggestion }) },
  };
}

function readReason(name: string): { reason: BadNameReason; suggestion?: string } {
  if (variableNamePattern.test(name)) return { reason: "forbidden" };
  // Longer than any name with a format: nothing below can match, and no pattern runs over a hostile text.
  if (name.length > 1_000) return { reason: "json" };
  const inner = formatted.exec(name)?.[1];
  if (inner !== undefined && isVariableName(inner)) {
    return { reason: name.trim() === inner ? "spaces" : "format", suggestion: inner };
  }
  const snippet = spacedReference.exec(name)?.[1];
  if (snippet !== undefined) return { reason: "spaces", suggestion: `>${snippet}` };
  if (/["'\n:;,{}]/.test(name)) return { reason: "json" };
  if (/[.[]/.test(name)) return { reason: "path" };
  return { reason: "name" };
}
