import type { PromptContent } from "../../model/content.ts";
import { checkContent, findWritten } from "../check-content.ts";
import { readWrittenOut } from "../write-out-snippets.ts";
import { findContradictions } from "./find-contradictions.ts";
import { findHiddenText } from "./find-hidden-characters.ts";
import { findRoleOrder } from "./find-role-order.ts";
import { findSecretText } from "./find-secrets.ts";
import { findSimilarNames } from "./find-similar-names.ts";
import { findStatements } from "./find-statements.ts";
import { findUndelimited } from "./find-undelimited.ts";
import { findVolatile } from "./find-volatile.ts";
import type { Finding } from "./finding.ts";
import type { RuleId } from "./rules.ts";

/** What looks for findings, the gravest first. Each takes time in proportion to the text and never throws. */
export const finders: readonly ((content: PromptContent) => Finding[])[] = [
  checkContent,
  ...[
    findSecretText,
    findHiddenText,
    findRoleOrder,
    findContradictions,
    findStatements,
    findUndelimited,
    findSimilarNames,
    findVolatile,
  ].map(
    // What a model reads is the text with its snippets written out.
    (find) => (content: PromptContent) => findWritten(readWrittenOut(content), find),
  ),
];

/** Everything that the rules find in a prompt, but for the muted rules; errors are never muted. In the order of the places. */
export function lintContent(content: PromptContent, muted: ReadonlySet<RuleId> = new Set()): Finding[] {
  return inOrder(finders.flatMap((find) => find(content))).filter((finding) => !isMuted(finding, muted));
}

export const isMuted = ({ rule, level }: Finding, muted: ReadonlySet<RuleId>): boolean =>
  level !== "error" && muted.has(rule);

const order = { message: 0, variable: 1, snippet: 2 };

/** Along the messages, then along the variables and the snippets. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => {
    if (a.place.in !== b.place.in) return order[a.place.in] - order[b.place.in];
    if (a.place.index !== b.place.index) return a.place.index - b.place.index;
    return a.place.in === "message" && b.place.in === "message" ? a.place.start - b.place.start : 0;
  });
}
