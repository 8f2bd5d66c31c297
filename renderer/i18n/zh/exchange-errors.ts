import type { exchangeErrors as english } from "../en/exchange-errors.ts";

/** The words of the errors of this domain; see `errors.ts`. */
export const exchangeErrors: typeof english = {
  "nothing-found": {
    title: "没有可以导入的内容",
    message: "{{message}}",
  },
};
