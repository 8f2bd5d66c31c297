import type { snippetErrors as english } from "../en/snippet-errors.ts";

/** The words of the errors of this domain; see `errors.ts`. */
export const snippetErrors: typeof english = {
  "not-found": {
    title: "找不到这个片段",
    message: "它可能已在另一个窗口中被移除。",
  },
  "name-taken": {
    title: "名称已被使用",
    message: "已有名为“{{name}}”的片段，可改用“{{suggestion}}”。",
  },
  conflict: {
    title: "已在另一个窗口中更改",
    message: "另一个窗口刚刚改动了这个片段。两份内容都在，请选择保留哪一份。",
  },
  cycle: {
    title: "引用会没有尽头",
    message: "“{{name}}”会引用到自身：{{way}}。请去掉其中一处引用。",
  },
  "cannot-convert": {
    title: "有提示词用不了这段内容",
    message: "{{names}} 使用另一种模板格式，无法表达这段内容。请去掉区块和注释，或者更改这些提示词的格式。",
  },
  "too-many": {
    title: "片段过多",
    message: "一个提示词最多引用 {{limit}} 个片段。",
  },
};
