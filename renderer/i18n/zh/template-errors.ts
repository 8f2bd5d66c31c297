import type { templateErrors as english } from "../en/template-errors.ts";

/** The words of the errors of this domain; see `errors.ts`. */
export const templateErrors: typeof english = {
  "not-found": {
    title: "找不到这个模板",
    message: "它可能已在另一个窗口中被移除。",
  },
  "read-only": {
    title: "这是 Lathe 自带的模板",
    message: "自带的模板不能修改。可以先使用它，改好提示词后存为自己的模板。",
  },
  "name-taken": {
    title: "名称已被使用",
    message: "已有名为“{{name}}”的模板。“{{suggestion}}”可以使用。",
  },
  "suite-too-large": {
    title: "这个用例集太大，放不进模板",
    message: "它有 {{cases}} 个用例，模板最多容纳 {{most}} 个。请选择较小的用例集，或不带用例集。",
  },
};
