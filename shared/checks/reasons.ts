import type { CheckReason } from "../model/check.ts";
import { cutText } from "../text/cut-text.ts";

/**
 * What a check can say of a reply, as facts that stay true when the check is negated: “contains …”, not “passes because
 * it contains …”. A page takes the words of its own language under the same code (`checks.reason.CODE`).
 */
export const reasonTexts = {
  // The check itself
  "bad-check": "The check cannot be used as it is: {{why}}",
  unsupported: "“{{name}}” is nothing that Lathe can check; it was kept as it came.",
  "not-enabled": "The script came with a file and does not run until someone enables it.",
  "needs-model": "This check asks a model, and none was asked here.",
  "missing-value": "“{{name}}” has no value in this case.",
  "no-expected": "No answer is expected in this case, and the check has no value of its own.",
  "empty-value": "There is nothing to look for: the value is empty.",
  "bad-regex": "The pattern is no regular expression: {{message}}",
  "bad-path": "The path cannot be read: {{message}}",
  "bad-schema": "The JSON Schema cannot be used: {{message}}",
  "too-slow": "It took too long and was stopped.",
  "too-much-memory": "It took too much memory and was stopped.",
  "check-crashed": "The check broke off: {{message}}",
  "json-too-deep": "The JSON is nested more than {{limit}} levels deep.",
  "too-long": "The text is too long to be compared: {{length}}, and {{limit}} is the limit.",
  "transform-not-json": "Step {{step}}: the reply is not JSON.",
  "transform-nothing": "Step {{step}}: there is nothing at {{path}}.",
  "transform-no-match": "Step {{step}}: {{pattern}} matches nothing.",

  // Text
  equal: "The reply equals “{{wanted}}”.",
  "not-equal": "The reply does not equal “{{wanted}}”.",
  contains: "Contains “{{wanted}}”.",
  "contains-not": "Does not contain “{{wanted}}”.",
  "contains-any": "Contains “{{found}}”.",
  "contains-none": "Contains none of: {{wanted}}",
  "contains-all": "Contains all {{count}}.",
  "contains-some": "Contains {{found}} of {{count}}. Missing: {{missing}}",
  "starts-with": "Starts with “{{wanted}}”.",
  "starts-otherwise": "Does not start with “{{wanted}}”.",
  "ends-with": "Ends with “{{wanted}}”.",
  "ends-otherwise": "Does not end with “{{wanted}}”.",
  matches: "{{pattern}} matches “{{found}}”.",
  "matches-nothing": "{{pattern}} matches nothing.",

  // JSON and XML
  json: "The reply is JSON.",
  "not-json": "The reply is not JSON: {{message}}",
  "schema-valid": "The JSON is valid against the schema.",
  "schema-mismatch": "The JSON breaks the schema in {{count}} places, first at {{path}}: {{message}}",
  "json-found": "Contains JSON.",
  "no-json-found": "Contains no JSON object and no list.",
  "too-many-brackets": "There are too many open brackets to look for JSON in it.",
  "nothing-at-path": "There is nothing at {{path}}.",
  "path-exists": "There is a value at {{path}}.",
  "path-holds": "{{path}} is {{found}}.",
  "path-differs": "{{path}} is {{found}}, not {{wanted}}.",
  "path-below": "{{path}} is {{found}}, below {{min}}.",
  "path-above": "{{path}} is {{found}}, above {{max}}.",
  "path-no-number": "{{path}} is {{found}}, no number.",
  "path-no-match": "{{path}} is {{found}}, which {{pattern}} does not match.",
  "json-matches": "All {{count}} parts agree with the expected JSON.",
  "json-differs": "{{matched}} of {{count}} parts agree with the expected JSON. Different: {{parts}}",
  xml: "The reply is well-formed XML.",
  "not-xml": "The reply is not well-formed XML: {{message}}",
  "xml-found": "Contains well-formed XML.",
  "no-xml-found": "Contains no well-formed XML.",
  "xml-missing": "The XML has no {{elements}}.",
  "too-many-tags": "There are too many open tags to look for XML in it.",

  // Figures
  "count-within": "{{count}} counted, as asked for.",
  "count-below": "{{count}} counted, fewer than {{min}}.",
  "count-above": "{{count}} counted, more than {{max}}.",
  "number-close": "{{found}} lies {{difference}} from {{wanted}}; {{allowed}} is allowed.",
  "number-far": "{{found}} lies {{difference}} from {{wanted}}; only {{allowed}} is allowed.",
  "no-number": "There is no number in the reply.",
  "no-number-wanted": "There is no number in the expected value.",
  "distance-within": "{{distance}} edits away, at most {{max}} allowed.",
  "distance-over": "{{distance}} edits away, more than {{max}}.",
  "score-reached": "{{name}} is {{score}}; the limit is {{min}}.",
  "score-below": "{{name}} is {{score}}, below {{min}}.",

  // The call
  "latency-within": "Took {{ms}} ms, at most {{max}} ms.",
  "latency-over": "Took {{ms}} ms, over {{max}} ms.",
  "latency-recorded": "A recorded reply: its time says nothing about the model now.",
  "latency-unknown": "The time of this reply is not known.",
  "cost-within": "Cost {{usd}} USD, at most {{max}} USD.",
  "cost-over": "Cost {{usd}} USD, over {{max}} USD.",
  "cost-unknown":
    "What this reply cost is not known: the model has no price, or the provider reported no usage.",
  "finish-is": "The reply ended by {{found}}.",
  "finish-is-not": "The reply ended by {{found}}, not by {{wanted}}.",
  "finish-unknown": "How this reply ended is not known.",
  "refusal-phrase": "Refuses: “{{found}}”.",
  "refusal-empty": "Refuses: the reply is empty.",
  "refusal-filtered": "Refuses: the provider’s content filter stopped it.",
  "no-refusal": "Is no refusal.",
  "calls-valid": "All {{count}} tool calls are valid.",
  "no-tool-calls": "No tool was called.",
  "no-tools": "The prompt has no tools to check calls against.",
  "unknown-tool": "“{{name}}” was called, which the prompt does not have.",
  "bad-arguments": "The arguments of “{{name}}” are not valid: {{message}}",
  "tool-names": "Called: {{called}}. Missing: {{missing}}. Not asked for: {{extra}}. F1 is {{f1}}.",
  "calls-match": "All {{count}} expected tool calls were made.",
  "calls-differ": "{{found}} of {{count}} expected tool calls were made; {{made}} were made in all.",

  // Scripts and people
  "script-passes": "The script lets it pass. {{said}}",
  "script-fails": "The script lets it fail. {{said}}",
  "script-no-verdict": "The script answered neither true or false, nor a number, nor {pass, score, reason}.",
  "script-threw": "The script broke off: {{message}}",
  "people-pass": "People let it pass: {{marks}}",
  "people-fail": "People let it fail: {{marks}}",
  "not-rated": "Nobody has rated this reply yet.",
  "unknown-mark": "“{{value}}” is none of the marks that this check knows.",

  // Judges
  "judge-passes": "{{said}}",
  "judge-fails": "{{said}}",
  "judge-category": "{{category}}: {{said}}",
  "judge-claims": "Every claim is supported by the context; there are {{count}}.",
  "judge-claims-unsupported":
    "The context supports {{supported}} of {{count}} claims. Not supported: {{claims}}",
  "judge-no-claims": "The reply makes no claim that the context could support.",
  "judge-compared":
    "Compared with {{count}} of the other replies: {{wins}} won, {{ties}} tied, {{losses}} lost.",
  "judge-nothing-to-compare": "There is no other reply to compare it with.",
  "judge-no-question": "There is no question that the reply could answer.",
  "judge-unknown-rubric": "There is no rubric named “{{rubric}}”.",
  "judge-call-failed": "The judge could not be asked: {{said}}",
  "judge-withheld": "The judge’s provider withheld its answer (content filter).",
  "judge-refused": "The judge refused: {{said}}",
  "judge-cut-off": "The judge’s answer was cut off at its length limit.",
  "judge-empty": "The judge answered nothing.",
  "judge-not-json": "The judge’s answer is not one JSON object: {{said}}",
  "judge-two-answers": "The judge gave “{{field}}” twice, and which of the two holds is not known.",
  "judge-missing-field": "The judge’s answer has no “{{field}}”.",
  "judge-wrong-type": "The judge’s “{{field}}” is not what was asked for.",
  "judge-out-of-range": "The judge’s “{{field}}” is {{value}}, and not from 0 to 1.",
  similar: "{{metric}} to “{{wanted}}” is {{score}} by {{model}}; the limit is {{limit}}.",
  "not-similar": "{{metric}} to “{{wanted}}” is {{score}} by {{model}}, which misses the limit of {{limit}}.",
  "nothing-to-embed": "A text without a word has no vector to compare.",
} as const;

export type ReasonCode = keyof typeof reasonTexts;
export type ReasonParams = Record<string, string | number>;

/** Results are kept by the hundred thousand: a reason quotes, and never holds, a long text. */
const maxQuote = 500;

/** A reason with its English sentence. Figures are rounded to what a person reads; long texts are cut. */
export function reason(code: ReasonCode, params: ReasonParams = {}): CheckReason {
  const shown: ReasonParams = {};
  for (const [name, value] of Object.entries(params)) {
    shown[name] = typeof value === "number" ? rounded(value) : cutText(value, maxQuote);
  }
  return { code, params: shown, text: fillIn(reasonTexts[code], shown) };
}

/** Values are put in once: braces in them stay what they are. */
export const fillIn = (text: string, params: ReasonParams): string =>
  text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : whole,
  );

const rounded = (value: number): number =>
  Number.isInteger(value) ? value : Number(value.toPrecision(Math.abs(value) >= 1 ? 7 : 4));
