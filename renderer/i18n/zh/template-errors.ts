import type { templateErrors as english } from "../en/template-errors.ts";

/** The words of the errors of this domain; see `errors.ts`. */
export const templateErrors: typeof english = {
  "not-found": {
    title: "找不到这个模板",
    message: "它可能已在另一个窗口中被移除。",
  },
};
