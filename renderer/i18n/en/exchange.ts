import { exchangePage } from "./exchange-page.ts";

export const exchange = {
  ...exchangePage,
  title: "Import and export",
  field: {
    between: ", ",
    description: "description",
    tags: "tags",
    version: "version number",
    message: "message of the version",
    group: "group",
    weight: "weight",
    split: "split",
    notes: "notes",
    turns: "further turns",
    expected: "expected answer",
  },
  note: {
    "unknown-field": "“{{field}}” has no place in Lathe and is left out.",
    "file-missing": "“{{path}}” was not among the files; choose the whole folder to take it in.",
    "file-outside": "“{{path}}” is outside of the chosen folder and is not opened.",
    "code-inert": "The code at “{{where}}” is kept as text and is not run.",
    "credential-dropped": "“{{field}}” may hold a key, a header or an address and is not taken over.",
    "syntax-kept":
      "The template uses more of {{syntax}} than variables; it is kept as it is and has to be rewritten before it can be sent.",
    "not-recognised": "Lathe recognises no prompt and no data set in this file.",
    "empty-file": "The file is empty.",
    "same-path": "There is another file of this path; only the first is read.",
    "broken-json": "This is not valid JSON: {{said}}",
    "unsafe-key": "“{{path}}” is not a name that can be used.",
    "duplicate-key": "“{{path}}” is there twice; keep one.",
    "too-deep": "It is nested deeper than {{limit}} levels.",
    unstorable: "“{{where}}” cannot be kept: {{fault}}",
    "newer-format": "A newer Lathe wrote this (form {{version}}); update to read it.",
    unreadable: "It cannot be read: {{said}}",
    "not-of-format": "It has not the form of {{format}}.",
    "reader-failed": "Lathe made a mistake of its own while it read this file: {{said}}",
    "too-many": "The files hold more than {{limit}} things; the rest is left out.",
    "name-changed": "It is called “{{from}}” there, which cannot be a name here.",
    "tag-left-out": "“{{tag}}” cannot be a tag and is left out.",
    "value-left-out": "The value of “{{field}}” cannot be used here and is left out.",
    "model-taken":
      "The model “{{model}}” was taken as “{{taken}}”; choose another where that is not your provider.",
    "placeholders-read": "Read as variables: {{names}}.",
    "variable-renamed": "The variable “{{from}}” is called “{{to}}” here.",
    "part-left-out": "A part of type “{{type}}” in message {{message}} is no text and is left out.",
    "message-left-out":
      "Message {{message}} with the role “{{role}}” has no place in a prompt and is left out.",
    "role-changed": "Message {{message}} with the role “{{role}}” was taken as “{{taken}}”.",
    "calls-left-out": "The calls of tools in message {{message}} have no place in a prompt and are left out.",
    "node-left-out": "“{{id}}” at “{{where}}” is not among what Lathe takes from LangChain and is left out.",
    "reference-kept":
      "The prompt “{{name}}” that is referred to was not among the files; the reference stays as text.",
    "version-renumbered": "It was version {{version}} where it came from; versions are counted anew here.",
    "draft-kept": "The draft had changes without a version; they are kept in its journal.",
    "row-problem": "Row {{row}}: {{said}}",
    "more-problems": "… and {{count}} more rows with problems.",
    "cases-left-out":
      "The tests stand for more than a suite can hold ({{limit}} cases, {{millions}} million characters); the rest is left out.",
    "files-too-long":
      "“{{path}}” is left out: the files that are referred to have more than {{millions}} million characters together.",
    "more-notes": "… and {{count}} more of the same kinds.",
    "reference-other":
      "“{{name}}” is referred to as {{wanted}}, which was not among the files; version {{taken}} of it was taken.",
    "split-at-rules":
      "The file was taken as {{count}} prompts, because lines of --- stand between its parts. If these are only lines of the text, take the lines out and import it again.",
    "only-this-version": "Other versions, runs and results are not part of the file.",
    "details-not-held": "The format has no place for {{fields}}.",
    "variables-not-held":
      "Of the variables only the names are kept, without type, description, default and example: {{names}}.",
    "not-filled-in": "The format holds filled-in texts only; these placeholders stay in the text: {{names}}.",
    "braces-ambiguous": "Text in message {{message}} looks like a placeholder and will be read as one.",
    "history-not-held": "The place of the conversation “{{name}}” is left out.",
    "suite-not-held": "The suite “{{name}}” is left out: the format has no tests.",
    "spec-not-held": "The spec is left out.",
    "setting-not-held": "The setting “{{field}}” is left out.",
    "provider-not-held":
      "The format has no place for the provider “{{provider}}”; only the model “{{model}}” is named.",
    "snippets-written-out": "References to snippets are written out as text: {{names}}.",
    "sections-not-held": "The format has no sections; message {{message}} keeps its tags as text.",
    "broken-yaml": "Line {{line}} is not valid YAML: {{said}}",
    "env-kept": "“{{name}}” names a setting of the computer; it stays as text.",
    "models-left-out": "A prompt has one model here; these are left out: {{models}}.",
    "value-as-json": "“{{name}}” is a list or an object; Lathe puts it into the text as JSON.",
    "variable-left-out": "“{{name}}” cannot be the name of a variable here and is left out.",
    "tool-left-out": "The tool “{{name}}” is of a kind that Lathe has not and is left out.",
    "tool-undefined": "Of the tool “{{name}}” only the name is known; say what it takes before you use it.",
    "schema-reference": "The schema “{{name}}” is only named; it is not part of the file.",
    "scores-left-out": "The results are left out ({{count}}): a score belongs to the run that gave it.",
    "address-not-fetched": "“{{address}}” is an address and is not fetched.",
    "edges-trimmed": "Blanks at the start and at the end of message {{message}} are not kept.",
    "message-empty": "Message {{message}} is empty and is left out.",
    "examples-not-held": "Examples of values are left out: {{names}}.",
    "history-renamed": "The conversation “{{name}}” has no name of its own there.",
    "schema-sent": "The schema of the reply becomes one that is sent with each request.",
    "schema-simplified":
      "Of the schema of the reply only names, types and descriptions of its fields are held.",
    "case-fields-not-held": "In the cases these have no place: {{fields}}.",
    "checks-not-held": "These checks exist only in Lathe and are left out: {{types}}.",
    "check-parts-not-held":
      "These checks look at a part of the reply, or at a changed one, which the format cannot say; they are left out: {{types}}.",
    "model-missing": "The prompt names no model: name one in the file before it is run there.",
    "check-details-not-held": "Of the checks these have no place: {{fields}}.",
    "simulator-model":
      "The model “{{model}}” is Lathe’s own simulator; name another one before you run it there.",
    "template-unsafe":
      "The template of message {{message}} has more than plain names between braces; it is kept as it is and cannot be sent before it is rewritten.",
    "schema-not-held": "The schema of the reply is left out.",
    "syntax-changed": "Variables are written as {{to}} there.",
    "prompt-at-openai":
      "It names the prompt {{id}} that is kept at OpenAI. Copy its text there and paste it here.",
    "optional-not-held": "Whether the conversation “{{name}}” may be missing is not kept.",
    "unused-not-held": "Variables that no message uses are left out: {{names}}.",
    "types-not-held":
      "Of these variables only name and default are kept, without type, description and example: {{names}}.",
    "case-fields-carried":
      "These parts of the cases go along as metadata, which has no effect there: {{fields}}.",
    "values-read-there":
      "Values of the cases that hold double braces or begin with “file://” are read by that tool and not taken as they are: {{names}}.",
  },
};
