export type Level = "error" | "warning" | "hint";

/**
 * Every rule of the linter by its stable id, with the level of its findings. error: the prompt cannot be formatted (with
 * `bad-default` and `no-options`: unless a value is given). Errors cannot be muted. `docs/lint-rules.md` explains each.
 */
export const rules = {
  "unclosed-brace": "error",
  "stray-brace": "error",
  "empty-name": "error",
  "bad-name": "error",
  "reserved-name": "error",
  "unclosed-section": "error",
  "unopened-section": "error",
  "too-deep": "error",
  "item-outside-section": "error",
  "unsupported-partial": "error",
  "unsupported-delimiter": "error",
  "history-clash": "error",
  "duplicate-variable": "error",
  "no-options": "error",
  "bad-default": "error",
  "unknown-snippet": "error",
  "snippet-cycle": "error",
  "foreign-syntax": "error",
  "unknown-variable": "warning",
  "unused-variable": "hint",
  "snippet-unused": "hint",
  "similar-names": "hint",
  "empty-message": "warning",
  "role-order": "warning",
  "statement-as-text": "warning",
  "undelimited-variable": "warning",
  "volatile-prefix": "hint",
  "secret-in-text": "warning",
  "contradictory-format": "warning",
  "hidden-characters": "warning",
} as const satisfies Record<string, Level>;

export type RuleId = keyof typeof rules;

export const isRuleId = (id: string): id is RuleId => Object.hasOwn(rules, id);

export const canBeMuted = (rule: RuleId): boolean => rules[rule] !== "error";
