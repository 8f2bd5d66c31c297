/** The words of the errors of this domain; see `errors.ts`. */
export const snippetErrors = {
  "not-found": {
    title: "This snippet is not here",
    message: "It may have been removed in another window.",
  },
};
