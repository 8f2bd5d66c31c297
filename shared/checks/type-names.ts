import { type Check, type CheckType, checkType } from "../model/check.ts";

/** What a name of a check stands for. */
export interface NamedType {
  type: CheckType;
  options: Check["options"];
}

/** Promptfoo's names for what Lathe says with an option or another word. */
const aliases: Readonly<Record<string, NamedType>> = {
  "similar:cosine": { type: "similar", options: {} },
  "similar:dot": { type: "similar", options: { measure: "dot" } },
  "similar:euclidean": { type: "similar", options: { measure: "euclidean" } },
  "is-valid-openai-tools-call": { type: "tool-call", options: { mode: "valid" } },
  "is-valid-openai-function-call": { type: "tool-call", options: { mode: "valid" } },
  "is-valid-function-call": { type: "tool-call", options: { mode: "valid" } },
  "tool-call-f1": { type: "tool-call", options: { mode: "names-f1" } },
  "model-graded-closedqa": { type: "llm-rubric", options: {} },
  "model-graded-factuality": { type: "factuality", options: {} },
  grade: { type: "llm-rubric", options: {} },
  fn: { type: "javascript", options: {} },
  eval: { type: "javascript", options: {} },
};

/** Promptfoo's types that Lathe has not. They are kept as they came, and skipped. */
const unsupportedNames: ReadonlySet<string> = new Set([
  "agent-rubric",
  "assert-set",
  "classifier",
  "contains-html",
  "contains-sql",
  "context-recall",
  "context-relevance",
  "conversation-relevance",
  "gleu",
  "guardrails",
  "is-html",
  "is-sql",
  "max-score",
  "meteor",
  "moderation",
  "perplexity",
  "perplexity-score",
  "pi",
  "python",
  "rouge-s",
  "ruby",
  "search-rubric",
  "skill-used",
  "trace-error-spans",
  "trace-span-count",
  "trace-span-duration",
  "trajectory:goal-success",
  "trajectory:step-count",
  "trajectory:tool-args-match",
  "trajectory:tool-sequence",
  "trajectory:tool-used",
  "webhook",
]);

const ownNames: ReadonlySet<string> = new Set(checkType.options.filter((type) => type !== "unsupported"));

/** What a name without its `not-` stands for; null: it is the name of no check, here or in promptfoo. */
export function typeNamed(name: string): NamedType | null {
  if (ownNames.has(name)) return { type: name as CheckType, options: {} };
  if (Object.hasOwn(aliases, name)) return aliases[name] ?? null;
  return unsupportedNames.has(name) ? { type: "unsupported", options: { name } } : null;
}

/** Every name there is, the longest first, so that none hides one that begins with it. */
export const knownNames: readonly string[] = [...ownNames, ...Object.keys(aliases), ...unsupportedNames].sort(
  (a, b) => b.length - a.length || (a < b ? -1 : 1),
);

/** The name that says a type together with its options, so that the compact form can hold both. */
export function shortNameOf({ type, options }: Pick<Check, "type" | "options">): string | null {
  const names = Object.keys(options);
  if (names.length === 0) return type;
  const found = Object.entries(aliases).find(
    ([, alias]) =>
      alias.type === type &&
      Object.keys(alias.options).length === names.length &&
      names.every((name) => alias.options[name] === options[name]),
  );
  return found?.[0] ?? null;
}
