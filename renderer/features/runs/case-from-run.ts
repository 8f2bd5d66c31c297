import type { PromptId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import { type CaseContent, caseContent } from "#shared/model/suite.ts";
import { prettyJson } from "./reply-of.ts";

/** A case that asks what a run asked. */
export interface CaseFromRun {
  promptId: PromptId;
  suiteId: null;
  content: CaseContent;
}

/**
 * The inputs of a run with its reply as the answer that is wanted, to be corrected where it is not. null: the reply is not
 * complete, and what is half of an answer is none.
 */
export function caseFromRun({ promptId, values, state, attempt }: Run): CaseFromRun | null {
  if (state !== "done" || attempt.partial || attempt.text === "") return null;
  const json = prettyJson(attempt.text);
  const expected = json === null ? attempt.text : JSON.parse(json);
  return { promptId, suiteId: null, content: caseContent.parse({ inputs: values, expected }) };
}
