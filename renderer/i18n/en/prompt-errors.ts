/** The words of the errors of prompts; see `errors.ts`. */
export const promptErrors = {
  "foreign-syntax": {
    title: "This syntax is kept as it is",
    message:
      "The prompt is written in {{syntax}}, which Lathe keeps and does not fill in. Rewrite it as f-string or Mustache, then choose that format.",
  },
  "draft-conflict": {
    title: "Changed in another window",
    message:
      "Another window changed this draft meanwhile. Both texts are kept: choose which one to go on with.",
  },
  "name-taken": {
    title: "This name is in use",
    message: "There is already a prompt named “{{name}}”. “{{suggestion}}” is free.",
  },
  "no-journal-entry": {
    title: "Not in the journal",
    message: "This state of the draft is not in the journal.",
  },
  "no-version": { title: "No version yet", message: "Save a version of this prompt first." },
  "not-found": {
    title: "This prompt is not here",
    message: "It may have been removed in another window.",
  },
  "not-storable": { title: "This cannot be stored", message: "{{message}}" },
  "template-invalid": { title: "The template has a fault", message: "{{message}}" },
  "too-long": {
    title: "Too long",
    message:
      "With its snippets and these values the prompt is longer than {{limit}} characters. Shorten one of them.",
  },
  "value-invalid": { title: "A value does not fit", message: "{{message}}" },
  "value-missing": { title: "A value is missing", message: "Give a value for {{names}}." },
  "version-not-found": { title: "No such version", message: "{{message}}" },
};
