/** The words of the errors of this domain; see `errors.ts`. */
export const templateErrors = {
  "not-found": {
    title: "This template is not here",
    message: "It may have been removed in another window.",
  },
};
