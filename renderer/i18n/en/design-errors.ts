/** The words of the errors of this domain; see `errors.ts`. */
export const designErrors = {
  "spec-conflict": {
    title: "Changed in another window",
    message: "Another window saved this spec meanwhile. Both are kept: choose which one to go on with.",
  },
  "no-spec": {
    title: "No spec in the answer",
    message:
      "The model's answer held no spec that could be read. Try again, say the task in more words, or choose another model.",
  },
  "spec-cut": {
    title: "The answer was cut off",
    message:
      "The model's answer was cut off before the spec was whole. Choose a model that may answer at greater length, or say less in the task.",
  },
};
