import type { exchangeErrors as english } from "../en/exchange-errors.ts";

/** The words of the errors of this domain; see `errors.ts`. */
export const exchangeErrors: typeof english = {
  "nothing-found": {
    title: "没有可以导入的内容",
    message: "{{message}}",
  },
  "cannot-export": {
    title: "无法这样导出",
    message: "{{said}}",
  },
  "syntax-not-held": {
    title: "该格式不支持 {{syntax}}",
    message:
      "这个提示词用 {{syntax}} 写成，{{format}} 不支持。请先转换为 f-string 或 Mustache，或导出为 Lathe JSON。",
  },
  "message-faulty": {
    title: "有一条消息存在错误",
    message: "第 {{message}} 条消息的“{{shown}}”处有错误：请先改正编辑器中标出的地方，再导出。",
  },
  "no-such-item": {
    title: "文件与预览时不一致",
    message: "这些文件中没有“{{itemId}}”，或者它被选择了两次。请重新查看预览。",
  },
  "bad-name": {
    title: "不能用作名称",
    message: "“{{name}}”不能用作名称。{{said}}",
  },
  "suite-version": {
    title: "用例集不能通过导入生成新版本",
    message: "“{{name}}”是用例集：请添加或跳过。",
  },
  "too-large": {
    title: "文件总量过大",
    message: "共 {{millions}} 百万字符；一次最多读取 {{limit}} 百万。请分批导入。",
  },
  "draft-unsaved": {
    title: "草稿尚未保存",
    message: "屏幕上的文字未能保存，因此还不能导出。请先解决保存问题，或导出某个版本。",
  },
  "template-not-held": {
    title: "有消息无法用该格式表达",
    message: "第 {{message}} 条消息改写成 {{syntax}} 后含义会改变。请改用普通变量，或导出为 Lathe JSON。",
  },
  "history-needed": {
    title: "该格式无法保存对话历史",
    message: "这个提示词必须有对话历史“{{name}}”才能发送。请先将它设为可选，或选择其他格式。",
  },
};
