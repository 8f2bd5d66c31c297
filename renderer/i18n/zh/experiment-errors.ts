import type { experimentErrors as english } from "../en/experiment-errors.ts";

export const experimentErrors: typeof english = {
  "ballot-invalid": {
    title: "这一票没有计入",
    message: "它所针对的回复已经不在了，或是发给别人的。请为接下来的一对投票。",
  },
  "cannot-look": {
    title: "这种分配方式不能追加用例",
    message: "只有每个用例都经过每个方案时才可以。请改用配对，或取消这一项。",
  },
  "cannot-stop-early": {
    title: "这种分配方式不能提前停止",
    message: "只有每个用例在每个方案中各问一次时才可以。请改用配对且不重复，或取消这一项。",
  },
  incomplete: { title: "还有内容没有调用", message: "请先继续这次对比，完成之后才能追加用例。" },
  "judge-capped": {
    title: "评审费用已到上限",
    message: "下一对回复的费用可能超出剩余额度。已有的评审结果都会保留；提高上限后再次评审即可完成其余部分。",
  },
  "judge-failed": {
    title: "评审模型没有给出可用的回答",
    message: "{{message}}",
  },
  "judge-price-unknown": {
    title: "要设上限，先要有价格",
    message: "不知道调用 {{model}} 的价格，无法控制上限。请在设置中填写它的价格，或不设上限。",
  },
  judging: {
    title: "评审正在进行",
    message: "评审模型正在比较这次对比的回复。请等它完成，或先停止它。",
  },
  "made-of-runs": {
    title: "这次对比不能追加用例",
    message: "它基于已有的测试。要问更多用例，请新建一次对比。",
  },
  "no-cases-left": { title: "没有剩下的用例", message: "用例集里的用例都已问过，请先向用例集添加用例。" },
  "no-such-arm": { title: "这次对比没有这个方案", message: "请从它已有的方案中选择。" },
  "no-such-case": { title: "找不到这个用例", message: "它不在这次对比的用例之中，请重新打开这次对比。" },
  "no-such-check": {
    title: "没有这项检查",
    message: "这里没有名为“{{name}}”的检查。请换一个指标，或先把它加到用例集里。",
  },
  "not-extendable": {
    title: "这次对比不能追加用例",
    message: "它的计划不允许：看过结果再追加用例，容易把偶然当成差异。请用全部用例新建一次对比。",
  },
  "not-found": { title: "找不到这次对比", message: "工作区中没有这次对比。" },
  "nothing-missing": {
    title: "这次对比已完成",
    message: "没有缺少的结果。可以追加用例，或新建一次对比。",
  },
  "run-empty": {
    title: "还没有可对比的内容",
    message: "“{{prompt}}”的这次测试还没有任何回复。",
  },
  "run-has-models": {
    title: "这次测试用了多个模型",
    message:
      "“{{prompt}}”的这次测试用了 {{models}} 个模型，不能当作一个方案。各模型的比较见它自己的结果；要在这里对比，请为每个模型单独测试。",
  },
  "run-twice": { title: "同一次测试选了两遍", message: "测试不能与自己对比，每次测试只能选一遍。" },
  "same-arms": {
    title: "有两个方案完全相同",
    message:
      "方案 {{first}} 与方案 {{second}} 的文本、模型和设置都一样，请改动其中之一。若想检验方法本身（A/A 对比），请让所有方案都选同一个已保存的版本，并实时调用。",
  },
  "still-running": { title: "这次对比正在进行", message: "请先暂停它，或等它停下来。" },
  "stopped-early": {
    title: "这次对比已有定论",
    message: "没有调用完就已足够确定，其余的不再调用。要问更多用例，请新建一次对比。",
  },
  "terms-changed": {
    title: "“通过”的标准已经变了",
    message:
      "用例集的检查、通过分数或评审模型与这次对比开始时不同，新旧结果不能放在一起。请新建一次对比，或把它们改回去。",
  },
  "too-many-calls": {
    title: "用例太少，调用太多",
    message:
      "每个用例最多问 {{repeats}} 次，因此这里每个方案最多 {{most}} 次调用。请减少调用次数，或增加用例。",
  },
};
