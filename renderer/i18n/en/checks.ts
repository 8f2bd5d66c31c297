import type { CheckFamily, FieldKind, Threshold } from "#shared/checks/definition.ts";
import { problemTexts } from "#shared/checks/problem-texts.ts";
import { reasonTexts } from "#shared/checks/reasons.ts";
import type { CheckState, CheckType } from "#shared/model/check.ts";

interface Named {
  name: string;
  /** One line: when it passes. */
  text: string;
}

/** Words of the checks: what they are called, what they ask for, and why they said what they said. */
export const checks = {
  family: {
    text: "Text",
    structure: "JSON and XML",
    figures: "Figures",
    similarity: "Similarity",
    judge: "A model judges",
    call: "The call",
    script: "Script",
    person: "People",
  } satisfies Record<CheckFamily, string> as Record<CheckFamily, string>,

  type: {
    equals: { name: "Equals", text: "The reply is exactly this text or this JSON." },
    contains: { name: "Contains", text: "The reply contains this text." },
    icontains: { name: "Contains, any case", text: "The reply contains this text, in capitals or not." },
    "contains-any": { name: "Contains one of", text: "The reply contains at least one of these texts." },
    "contains-all": { name: "Contains all of", text: "The reply contains every one of these texts." },
    "icontains-any": {
      name: "Contains one of, any case",
      text: "The reply contains at least one of these texts, in capitals or not.",
    },
    "icontains-all": {
      name: "Contains all of, any case",
      text: "The reply contains every one of these texts, in capitals or not.",
    },
    "starts-with": { name: "Starts with", text: "The reply starts with this text." },
    "ends-with": { name: "Ends with", text: "The reply ends with this text." },
    regex: { name: "Regular expression", text: "The pattern matches somewhere in the reply." },
    "is-json": {
      name: "Is JSON",
      text: "The whole reply is JSON, and fits the schema if there is one.",
    },
    "contains-json": {
      name: "Contains JSON",
      text: "Somewhere in the reply there is a JSON object or list, which fits the schema if there is one.",
    },
    "json-path": { name: "JSON value", text: "The value at a path of the reply’s JSON is as asked for." },
    "json-match": {
      name: "JSON matches",
      text: "The reply’s JSON agrees with the expected JSON, key by key.",
    },
    "is-xml": { name: "Is XML", text: "The whole reply is well-formed XML and has these elements." },
    "contains-xml": {
      name: "Contains XML",
      text: "Somewhere in the reply there is well-formed XML with these elements.",
    },
    "word-count": { name: "Word count", text: "The reply has so many words." },
    length: { name: "Length", text: "The reply has so many characters, words, sentences or tokens." },
    "number-close": {
      name: "Number",
      text: "The number in the reply is the expected one, or near enough.",
    },
    levenshtein: {
      name: "Edit distance",
      text: "At most so many characters lie between the reply and the expected text.",
    },
    "rouge-n": { name: "ROUGE-N", text: "The reply repeats enough of the expected text’s word sequences." },
    "rouge-l": {
      name: "ROUGE-L",
      text: "The reply has enough of the expected text’s words in the same order.",
    },
    bleu: { name: "BLEU", text: "The reply’s word sequences are mostly those of the expected text." },
    similar: { name: "Similar in meaning", text: "The reply is close to the expected text by embeddings." },
    "llm-rubric": { name: "Rubric", text: "A model judges whether the reply does what you describe." },
    "g-eval": { name: "G-Eval", text: "A model scores the reply by each of your criteria, step by step." },
    factuality: {
      name: "Factuality",
      text: "A model compares the reply’s facts with those of the expected answer.",
    },
    "answer-relevance": {
      name: "Answer relevance",
      text: "A model judges how far the reply answers the question.",
    },
    "context-faithfulness": {
      name: "Faithful to context",
      text: "A model judges how many of the reply’s claims the context supports.",
    },
    "select-best": {
      name: "Best of several",
      text: "A model compares the reply with the other replies to the same case.",
    },
    latency: { name: "Latency", text: "The reply came within this time." },
    cost: { name: "Cost", text: "The reply cost no more than this." },
    "finish-reason": { name: "Ended by", text: "The reply came to its end in this way." },
    "is-refusal": { name: "Is a refusal", text: "The model refuses to answer." },
    "tool-call": { name: "Tool call", text: "The right tools were called, with the right arguments." },
    javascript: { name: "JavaScript", text: "Your own code decides." },
    human: { name: "People’s marks", text: "People have marked the reply as good." },
    unsupported: { name: "Not supported", text: "It came with an import; Lathe keeps it and skips it." },
  } satisfies Record<CheckType, Named> as Record<CheckType, Named>,

  /** With `{{name}}`, for the negation. */
  not: "Not: {{name}}",

  /** What stands beside the field of the value. */
  value: {
    label: "Value",
    text: "Text",
    "long-text": "Text",
    list: "Texts, with commas between them",
    json: "JSON",
    schema: "JSON Schema",
    path: "JSON path",
    pattern: "Pattern",
    code: "Code",
    number: "Number",
    boolean: "Yes or no",
    choice: "Choice",
    bounds: "At least and at most",
    model: "Model",
    rubric: "Rubric",
    expectedHint: "Empty: the expected answer of the case.",
    variablesHint: "Names of variables in double braces are filled in from the case.",
  } satisfies Record<FieldKind | "label" | "expectedHint" | "variablesHint", string> as Record<
    FieldKind | "label" | "expectedHint" | "variablesHint",
    string
  >,
  /** Where the hint of a type says more than that of its field. */
  valueHint: {
    "is-json": "Empty: the prompt’s own output schema, if it has one.",
    "contains-json": "Empty: any JSON object or list.",
    "json-path": "As in $.items[0].name (RFC 9535).",
    "is-xml": "Elements that must be there, as in order.item.",
    "contains-xml": "Elements that must be there, as in order.item.",
    "g-eval": "Each line is a criterion, judged by itself.",
    "answer-relevance": "The question. Empty: the last human message.",
    "context-faithfulness": "The source text; most often a variable of the case, in double braces.",
    "llm-rubric": "What a good reply does. It adds to a rubric that is chosen.",
    "tool-call": "The expected calls: names, or {name, arguments}.",
    javascript: "An expression or a function’s body over output and context; context.vars has the inputs.",
  } satisfies Partial<Record<CheckType, string>> as Partial<Record<CheckType, string>>,

  option: {
    trim: { name: "Ignore blanks at both ends", text: "" },
    ignoreCase: { name: "Ignore case", text: "" },
    flags: { name: "Flags", text: "Such as i for any case, s for dots that match line breaks." },
    equals: { name: "Equals", text: "Any JSON." },
    min: { name: "At least", text: "" },
    max: { name: "At most", text: "" },
    regex: { name: "Matches the pattern", text: "" },
    exists: { name: "Must be there", text: "Off: there must be nothing at the path." },
    which: { name: "Which of several", text: "" },
    excludeKeys: { name: "Keys to leave out", text: "At any depth." },
    ignoreExtra: { name: "Allow more keys", text: "Keys that only the reply has do not count." },
    list: { name: "Lists", text: "" },
    unit: { name: "Unit", text: "Tokens are an estimate." },
    tolerance: { name: "Tolerance", text: "" },
    relative: { name: "As a share", text: "The tolerance is a share of the expected number: 0.05 is 5 %." },
    decimal: { name: "Decimal sign", text: "" },
    n: { name: "Words in a sequence", text: "" },
    measure: { name: "Measure", text: "" },
    patterns: { name: "More phrases", text: "Beside those that Lathe knows, in English and Chinese." },
    model: { name: "Model", text: "Empty: the judge of the run." },
    rubricId: { name: "Rubric", text: "Shipped with Lathe." },
    scores: { name: "Scores", text: "What each of the letters A to E counts, from 0 to 1." },
    mode: { name: "What is checked", text: "" },
    args: { name: "Arguments", text: "" },
    ignore: { name: "Arguments to leave out", text: "" },
    order: { name: "Order", text: "" },
    enabled: {
      name: "Enabled",
      text: "Code from a file stays off until you have read it and turn it on.",
    },
    kind: { name: "Kind of mark", text: "" },
    values: { name: "Labels", text: "From the worst to the best." },
    passAt: { name: "Passes at", text: "Empty: thumb up, four stars, the best label." },
    name: { name: "Original name", text: "" },
  } as Record<string, Named>,

  choice: {
    every: "all of them",
    some: "one is enough",
    same: "same items, any order",
    ordered: "same items, same order",
    superset: "at least the expected items",
    subset: "no other than the expected items",
    characters: "characters",
    words: "words",
    sentences: "sentences",
    tokens: "tokens",
    last: "the last number",
    first: "the first number",
    any: "any number",
    auto: "by the number itself",
    point: "point: 1,234.5",
    comma: "comma: 1.234,5",
    recall: "recall",
    precision: "precision",
    f1: "F1",
    cosine: "cosine",
    dot: "dot product",
    euclidean: "Euclidean distance",
    valid: "every call fits its tool",
    "names-f1": "the right tools",
    arguments: "the right arguments",
    partial: "more are allowed",
    exact: "exactly these",
    in_order: "in this order, others between",
    thumb: "thumb up or down",
    stars: "one to five stars",
    label: "a label",
  } as Record<string, string>,

  threshold: {
    "min-score": "Score at least",
    "max-distance": "Distance at most",
    "max-ms": "Milliseconds at most",
    "max-usd": "US dollars at most",
  } satisfies Record<Threshold["meaning"], string> as Record<Threshold["meaning"], string>,

  state: {
    pass: "Passed",
    fail: "Failed",
    error: "Error",
    skipped: "Skipped",
  } satisfies Record<CheckState, string> as Record<CheckState, string>,

  reason: reasonTexts as Record<keyof typeof reasonTexts, string>,
  problem: problemTexts as Record<keyof typeof problemTexts, string>,
};
