import type { promptErrors as english } from "../en/prompt-errors.ts";

/** The words of the errors of prompts; see `errors.ts`. */
export const promptErrors: typeof english = {
  "foreign-syntax": {
    title: "这种语法原样保留",
    message:
      "这个提示词用 {{syntax}} 编写，Lathe 会原样保留，但不会代入变量。请改写为 f-string 或 Mustache，再切换到该格式。",
  },
  "draft-conflict": {
    title: "另一个窗口改过这份草稿",
    message: "另一个窗口刚刚修改了这份草稿。两份文字都已保留，请选择以哪一份继续。",
  },
  "name-taken": {
    title: "名称已被使用",
    message: "已经有名为“{{name}}”的提示词，可以改用“{{suggestion}}”。",
  },
  "no-journal-entry": { title: "没有这条记录", message: "草稿日志中没有这个状态。" },
  "no-version": { title: "还没有版本", message: "请先为此提示词保存一个版本。" },
  "not-found": { title: "找不到此提示词", message: "它可能已在另一个窗口中被移除。" },
  "not-storable": { title: "内容无法保存", message: "{{message}}" },
  "template-invalid": { title: "模板有误", message: "{{message}}" },
  "too-long": {
    title: "内容过长",
    message: "写入片段和变量值之后，提示词超过了 {{limit}} 个字符。请缩短某个片段或某个值。",
  },
  "value-invalid": { title: "变量的值不合适", message: "{{message}}" },
  "value-missing": { title: "缺少变量的值", message: "请填写：{{names}}。" },
  "version-not-found": { title: "没有这个版本", message: "此提示词没有你要找的版本。" },
};
