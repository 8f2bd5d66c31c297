import type { designErrors as english } from "../en/design-errors.ts";

/** The words of the errors of this domain; see `errors.ts`. */
export const designErrors: typeof english = {
  "spec-conflict": {
    title: "另一个窗口改过这份设计说明",
    message: "另一个窗口刚刚保存了这份设计说明。两份都已保留，请选择以哪一份继续。",
  },
};
