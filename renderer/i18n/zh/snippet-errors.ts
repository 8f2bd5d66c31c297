import type { snippetErrors as english } from "../en/snippet-errors.ts";

/** The words of the errors of this domain; see `errors.ts`. */
export const snippetErrors: typeof english = {
  "not-found": {
    title: "找不到这个片段",
    message: "它可能已在另一个窗口中被移除。",
  },
};
