/** English sentences, without their figures; a page takes its own words under `checks.problem.CODE`. */
export const problemTexts = {
  "no-value": "A value is needed.",
  "bad-value": "The value cannot be used: {{why}}",
  "bad-option": "This option cannot be used: {{why}}",
  "unknown-option": "“{{name}}” is no option of this check.",
  "bad-path": "The path cannot be read: {{why}}",
  "bad-regex": "The pattern is no regular expression: {{why}}",
  "no-threshold": "A limit is needed.",
  "bad-threshold": "The limit must lie between {{min}} and {{max}}.",
  "negative-threshold": "The limit must not be under 0.",
  "unused-threshold": "This check has no limit; the number is not used.",
  "unused-transform": "This check does not look at the text; the steps are not used.",
} as const;
