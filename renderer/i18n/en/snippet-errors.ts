/** The words of the errors of this domain; see `errors.ts`. */
export const snippetErrors = {
  "not-found": {
    title: "This snippet is not here",
    message: "It may have been removed in another window.",
  },
  "name-taken": {
    title: "This name is in use",
    message: "There is already a snippet named “{{name}}”. “{{suggestion}}” is free.",
  },
  conflict: {
    title: "Changed in another window",
    message: "Another window changed this snippet meanwhile. Both texts are there: choose which one to keep.",
  },
  cycle: {
    title: "This would never end",
    message: "“{{name}}” would include itself: {{way}}. Take one of these references out.",
  },
  "cannot-convert": {
    title: "Some prompts cannot take this text",
    message:
      "{{names}} would take the text in the other template format, which cannot say it. Leave sections and comments out, or change the format of these prompts.",
  },
  "too-many": {
    title: "Too many snippets",
    message: "A prompt can include at most {{limit}} snippets.",
  },
};
