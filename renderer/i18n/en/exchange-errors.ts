/** The words of the errors of this domain; see `errors.ts`. */
export const exchangeErrors = {
  "nothing-found": {
    title: "Nothing to import",
    message: "{{message}}",
  },
};
