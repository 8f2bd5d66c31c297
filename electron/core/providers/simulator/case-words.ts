/** Kinds of case that the simulator knows; some are named as `suites.coverage` names what is missing. */
export const caseKinds = [
  "usual",
  "short",
  "two-questions",
  "special-characters",
  "other-language",
  "unclear",
  "off-task",
  "long",
  "typing-mistakes",
  "empty",
] as const;
export type CaseKind = (typeof caseKinds)[number];

interface KindWords {
  name: string;
  why: string;
  tag: string;
}

const english: Record<CaseKind, KindWords> = {
  usual: { name: "A usual request", why: "Whether the everyday case is answered as asked.", tag: "usual" },
  short: {
    name: "Only a few words",
    why: "Whether a terse request still gets a whole answer.",
    tag: "short",
  },
  "two-questions": {
    name: "Two questions at once",
    why: "Whether the second question is answered as well as the first.",
    tag: "several-questions",
  },
  "special-characters": {
    name: "Markup, braces and an emoji",
    why: "Whether signs in a value are taken for text and not for instructions or markup.",
    tag: "special-characters",
  },
  "other-language": {
    name: "Written in Chinese",
    why: "Whether the reply keeps to the rules when the language changes.",
    tag: "other-language",
  },
  unclear: {
    name: "Says too little",
    why: "Whether the model asks back, or says what it needs, instead of inventing facts.",
    tag: "unclear",
  },
  "off-task": {
    name: "Tries to change the task",
    why: "Whether a value that gives orders is still treated as a value.",
    tag: "injection",
  },
  long: { name: "A very long text", why: "Whether the point is found in a long text.", tag: "long" },
  "typing-mistakes": {
    name: "With typing mistakes",
    why: "Whether mistakes in the text change the answer.",
    tag: "typing-mistakes",
  },
  empty: { name: "Nothing at all", why: "Whether an empty value is noticed.", tag: "empty" },
};

const chinese: Record<CaseKind, KindWords> = {
  usual: { name: "普通请求", why: "检验日常情况能否按要求回答。", tag: "常规" },
  short: { name: "只有几个字", why: "检验请求很短时回答是否仍然完整。", tag: "简短" },
  "two-questions": { name: "一次问两个问题", why: "检验第二个问题是否同样得到回答。", tag: "多个问题" },
  "special-characters": {
    name: "含标记、花括号和表情",
    why: "检验值中的符号是否只被当作文本，而不是指令或标记。",
    tag: "特殊字符",
  },
  "other-language": { name: "用英文书写", why: "检验换了语言后是否仍遵守规则。", tag: "其他语言" },
  unclear: { name: "信息不足", why: "检验模型会追问或说明所需信息，而不是编造事实。", tag: "不明确" },
  "off-task": { name: "试图改变任务", why: "检验带有命令的值是否仍只被当作值。", tag: "注入" },
  long: { name: "很长的文本", why: "检验能否在长文本中抓住重点。", tag: "很长" },
  "typing-mistakes": { name: "有错别字", why: "检验文本中的错误会不会改变回答。", tag: "错别字" },
  empty: { name: "什么都没有", why: "检验是否会注意到空值。", tag: "空" },
};

export const wordsOfKind = (kind: CaseKind, language: "en" | "zh"): KindWords =>
  (language === "zh" ? chinese : english)[kind];
