/** The words of the errors of this domain; see `errors.ts`. */
export const designErrors = {
  "spec-conflict": {
    title: "Changed in another window",
    message: "Another window saved this spec meanwhile. Both are kept: choose which one to go on with.",
  },
};
