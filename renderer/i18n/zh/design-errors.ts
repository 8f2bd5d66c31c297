import type { designErrors as english } from "../en/design-errors.ts";

/** The words of the errors of this domain; see `errors.ts`. */
export const designErrors: typeof english = {
  "spec-conflict": {
    title: "另一个窗口改过这份设计说明",
    message: "另一个窗口刚刚保存了这份设计说明。两份都已保留，请选择以哪一份继续。",
  },
  "no-spec": {
    title: "回答里没有设计说明",
    message: "模型的回答里没有能读懂的设计说明。请重试，把任务写得更具体，或换一个模型。",
  },
  "spec-cut": {
    title: "回答被截断了",
    message: "模型的回答在写完设计说明之前被截断。请换一个允许更长回答的模型，或把任务写得简短些。",
  },
};
