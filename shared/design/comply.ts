import type { PromptContent } from "../model/content.ts";
import type { DesignIssue, PromptSpec } from "../model/spec.ts";
import { checkContent } from "../text/check-content.ts";
import { explainFinding, explainFix } from "../text/lint/explain-finding.ts";
import type { Finding } from "../text/lint/finding.ts";
import { fixesFor } from "../text/lint/fixes.ts";
import { lintContent } from "../text/lint/lint.ts";
import { estimateMessages } from "../text/tokens.ts";
import { type Demand, issueOf } from "./demand.ts";
import { demandsOfConstraints } from "./demands-of-constraints.ts";
import { demandsOfExamples } from "./demands-of-examples.ts";
import { demandsOfLanguage } from "./demands-of-language.ts";
import { demandsOfOutput } from "./demands-of-output.ts";
import { demandsOfText } from "./demands-of-text.ts";
import { readPrompt } from "./reading.ts";

export interface Compliance {
  /** What the spec asks for, and of it what the prompt says. */
  checked: number;
  met: number;
  issues: DesignIssue[];
}

/**
 * Holds a prompt against its spec: rule by rule, as docs/design-rules.md tells them. What is asked is told by a person's
 * words as by Lathe's own; a fix gives the content with that one issue mended. `tokens` is the longest of the formatted
 * prompts; without one the templates are counted as they stand. Without a spec only the text itself is looked at.
 */
export function comply(content: PromptContent, spec: PromptSpec | null, tokens?: number): Compliance {
  const reading = readPrompt(content);
  const demands = spec === null ? [] : demandsOf(content, spec, tokens);
  const unmet = demands.filter(({ isMet }) => !isMet(reading));
  return {
    checked: demands.length,
    met: demands.length - unmet.length,
    issues: [...unmet.map((demand) => issueOf(demand, content)), ...issuesOfText(content)],
  };
}

const demandsOf = (content: PromptContent, spec: PromptSpec, tokens: number | undefined): Demand[] => [
  ...demandsOfText(content, spec),
  ...demandsOfConstraints(content, spec),
  ...demandsOfOutput(content, spec),
  ...demandsOfExamples(content, spec),
  ...demandsOfLanguage(content, spec),
  ...tokenBudget(content, spec, tokens),
];

function tokenBudget(
  content: PromptContent,
  { tokenBudget: budget }: PromptSpec,
  longest?: number,
): Demand[] {
  if (budget === null) return [];
  const tokens =
    longest ??
    estimateMessages(
      content.messages.map((message) => ({ content: message.role === "history" ? "" : message.template })),
    );
  return [
    {
      rule: "token-budget",
      level: "error",
      where: "tokenBudget",
      text: `The prompt takes about ${tokens} tokens; the spec allows ${budget}.`,
      data: { tokens, budget },
      isMet: () => tokens <= budget,
      ways: [],
    },
  ];
}

/** What is the matter with the text, whatever the spec: its variables, and the errors and warnings of the linter. */
function issuesOfText(content: PromptContent): DesignIssue[] {
  const own = checkContent(content)
    .filter(({ rule }) => rule === "unknown-variable" || rule === "unused-variable")
    .filter(isFirstOfName())
    .map((finding): DesignIssue => {
      const isUnknown = finding.rule === "unknown-variable";
      const name = finding.data.name ?? "";
      return {
        ...issueOfFinding(content, finding, isUnknown ? "declare" : undefined),
        rule: isUnknown ? "variable-unknown" : "variable-unused",
        level: "warning",
        data: { detail: isUnknown ? "undeclared" : "declared", name },
      };
    });
  const others = lintContent(content)
    .filter(
      ({ rule, level }) => level !== "hint" && rule !== "unknown-variable" && rule !== "unused-variable",
    )
    .map((finding) => issueOfFinding(content, finding));
  return [...own, ...others];
}

const isFirstOfName = () => {
  const seen = new Set<string>();
  return ({ rule, data: { name = "" } }: Finding): boolean => {
    const key = `${rule} ${name}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  };
};

function issueOfFinding(content: PromptContent, finding: Finding, kind?: string): DesignIssue {
  const { rule, level, place } = finding;
  const fixes = fixesFor(content, finding).filter((fix) => kind === undefined || fix.kind === kind);
  const [fix] = fixes;
  const data: DesignIssue["data"] = { detail: rule };
  for (const [key, value] of Object.entries(finding.data))
    if (value !== undefined && key !== "detail") data[key] = value;
  return {
    rule: "lint",
    level: level === "error" ? "error" : "warning",
    where: place.in === "message" ? `messages[${place.index}]` : `variables[${place.index}]`,
    text: explainFinding(finding),
    data,
    fix: fix === undefined ? null : { text: explainFix(fix), content: fix.apply(content) },
  };
}
