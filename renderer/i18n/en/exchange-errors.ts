/** The words of the errors of this domain; see `errors.ts`. */
export const exchangeErrors = {
  "nothing-found": {
    title: "Nothing to import",
    message: "{{message}}",
  },
  "cannot-export": {
    title: "It cannot be exported like this",
    message: "{{said}}",
  },
  "syntax-not-held": {
    title: "This format has no {{syntax}}",
    message:
      "The prompt is written in {{syntax}}, which {{format}} does not have. Convert it to f-string or Mustache first, or export it as Lathe JSON.",
  },
  "message-faulty": {
    title: "A message has a fault",
    message:
      "Message {{message}} has a fault at “{{shown}}”: mend what the editor marks there, then export it.",
  },
  "no-such-item": {
    title: "The files are not the ones of the preview",
    message: "“{{itemId}}” is not in these files, or was chosen twice. Look at the preview again.",
  },
  "bad-name": {
    title: "This cannot be a name",
    message: "“{{name}}” cannot be a name here. {{said}}",
  },
  "suite-version": {
    title: "A suite gets no version by an import",
    message: "“{{name}}” is a suite: add it, or skip it.",
  },
  "too-large": {
    title: "The files are too large together",
    message:
      "They have {{millions}} million characters; at most {{limit}} million are read at once. Import them in parts.",
  },
  "draft-unsaved": {
    title: "The draft is not stored",
    message:
      "The text on the screen could not be stored, so it cannot be exported yet. See to that first, or export a version.",
  },
  "template-not-held": {
    title: "A message cannot be written in this format",
    message:
      "Message {{message}} cannot be written in {{syntax}} so that it means the same. Rewrite it with plain variables, or export it as Lathe JSON.",
  },
  "history-needed": {
    title: "The conversation has no place in this format",
    message:
      "The prompt cannot be sent without the conversation “{{name}}”. Make it optional first, or choose another format.",
  },
};
