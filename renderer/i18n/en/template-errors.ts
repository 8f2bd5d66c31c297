/** The words of the errors of this domain; see `errors.ts`. */
export const templateErrors = {
  "not-found": {
    title: "This template is not here",
    message: "It may have been removed in another window.",
  },
  "read-only": {
    title: "This template ships with Lathe",
    message: "It stays as it is. Use it, change the prompt, and save that as a template of your own.",
  },
  "name-taken": {
    title: "This name is in use",
    message: "There is already a template named “{{name}}”. “{{suggestion}}” is free.",
  },
  "suite-too-large": {
    title: "This suite is too large for a template",
    message: "It has {{cases}} cases; a template takes at most {{most}}. Choose a smaller suite, or none.",
  },
};
