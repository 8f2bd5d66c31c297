import { reaches } from "#shared/checks/outcome.ts";
import type { CheckSubject } from "#shared/checks/subject.ts";
import { asText } from "#shared/checks/value-readers.ts";
import type { CheckResult } from "#shared/model/check.ts";
import type { Part } from "./fence.ts";

/** Whether a score reaches its limit, where there is one. */
export const meets = (score: number, threshold: number | null): boolean =>
  threshold === null || reaches(score, threshold);

/** What the model was asked, as one part: every message before the reply. */
export function requestPart({ messages, inputs }: Pick<CheckSubject, "messages" | "inputs">): Part[] {
  const said = messages.map(({ role, content }) => `${roleNames[role]}:\n${content}`);
  // Where a text is only tried there was no request; the values say what it would have been about.
  const given = Object.entries(inputs).map(([name, value]) => `${name}: ${asText(value)}`);
  const text = (said.length > 0 ? said : given).join("\n\n");
  return text === "" ? [] : [{ name: "request", text }];
}

const roleNames = { system: "System", human: "User", ai: "Assistant" } as const;

export const expectedPart = ({ expected }: Pick<CheckSubject, "expected">): Part[] =>
  expected === null || expected === "" ? [] : [{ name: "expected", text: asText(expected) }];

export const replyPart = ({ output }: { output: string }): Part => ({ name: "reply", text: output });

/** What is shown of every judge's verdict beside its reason. */
export const seen = (
  model: string,
  facts: Record<string, CheckResult["detail"] | undefined>,
): CheckResult["detail"] => ({
  model,
  ...(Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined)) as object),
});
