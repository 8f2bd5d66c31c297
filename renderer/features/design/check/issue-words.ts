import type { DesignIssue } from "#shared/model/spec.ts";
import { coreWords } from "../note-text.ts";

/** What is wrong, in the language of the page. */
export const issueText = ({ rule, data, text }: DesignIssue): string =>
  coreWords([`design.issue.${rule}.${data.detail ?? "plain"}`, `design.issue.${rule}.plain`], data, text);
