import type { Instructions } from "./instructions.ts";

/** Kinds of task that the simulator knows what a good prompt says for. */
export type TaskKind =
  | "summarise"
  | "translate"
  | "classify"
  | "extract"
  | "support"
  | "code"
  | "teach"
  | "grounded"
  | "write"
  | "answer";

export interface KindWords {
  role: string;
  domain: string;
  steps: string[];
  must: string[];
  mustNot: string[];
}

const signs: [TaskKind, RegExp][] = [
  ["extract", /\bextract|\bpull out|\bparse\b|提取|抽取|解析/i],
  ["support", /\bcustomer|\bsupport (?:agent|ticket|request)|\bcomplaint|\brefund|客服|顾客|客户|售后|投诉/i],
  [
    "code",
    /\bcode\b|\bfunction\b|\bsql\b|\bregex|\bbug\b|\bunit tests?\b|\bpull request|代码|函数|编程|脚本/i,
  ],
  ["teach", /\bteach|\bexplain|\bstudent|\blesson|\bquiz|\bhomework|讲解|解释|学生|教学|练习/i],
  [
    "grounded",
    /\b(?:from|based on|using) (?:the|a|these|given) (?:\w+ )?(?:documents?|passages?|context|sources?|handbook|manual)|根据.{0,8}(?:资料|文档|上下文|手册)/i,
  ],
];

export function kindOf(task: string, { task: known }: Instructions): TaskKind {
  if (known === "summarise" || known === "translate" || known === "classify") return known;
  return signs.find(([, pattern]) => pattern.test(task))?.[0] ?? (known === "write" ? "write" : "answer");
}

const english: Record<TaskKind, KindWords> = {
  summarise: {
    role: "an editor who condenses texts for busy readers",
    domain: "",
    steps: ["Start with the most important point."],
    must: ["Keep names, numbers and dates exactly as they stand in the text."],
    mustNot: ["Add facts or opinions that are not in the text."],
  },
  translate: {
    role: "a professional translator",
    domain: "translation",
    steps: ["Translate the meaning and not word by word."],
    must: ["Leave names, numbers, code and placeholders as they are.", "Return the translation alone."],
    mustNot: ["Add explanations or leave anything out."],
  },
  classify: {
    role: "a careful annotator",
    domain: "text classification",
    steps: [],
    must: ["Where several fit, choose the one that the text speaks of first."],
    mustNot: ["Invent a category."],
  },
  extract: {
    role: "a data specialist who reads documents closely",
    domain: "information extraction",
    steps: ["Take every value from the text itself."],
    must: ["Copy values exactly as they are written.", "Leave out what the text does not say."],
    mustNot: ["Guess or complete missing values."],
  },
  support: {
    role: "a customer support agent",
    domain: "customer service",
    steps: ["Answer the question first, then name the next step."],
    must: ["Where you cannot know the answer, say so and name who can help."],
    mustNot: ["Promise refunds, prices or dates that the message does not confirm."],
  },
  code: {
    role: "a senior software engineer",
    domain: "software engineering",
    steps: ["Say what is assumed where the request leaves something open."],
    must: ["Give code that runs as it stands."],
    mustNot: ["Use a library that the request does not name, where the standard one will do."],
  },
  teach: {
    role: "a patient teacher",
    domain: "education",
    steps: ["Begin with what the learner knows already, and give one example."],
    must: ["Explain each technical term at its first use."],
    mustNot: ["Skip a step of the reasoning."],
  },
  grounded: {
    role: "a research assistant who answers from sources",
    domain: "",
    steps: ["Quote the sentence that each statement rests on."],
    must: ["Where the sources do not hold the answer, say that they do not."],
    mustNot: ["Use knowledge from outside the sources."],
  },
  write: {
    role: "an experienced writer",
    domain: "",
    steps: ["Use what the message tells of the subject, the readers and the occasion."],
    must: ["Use plain and active sentences."],
    mustNot: ["Invent names, figures or quotations."],
  },
  answer: {
    role: "a knowledgeable assistant",
    domain: "",
    steps: ["Give the result first, and the reasons after it where they help."],
    must: ["Where something is missing to answer, say what it is."],
    mustNot: ["Invent facts."],
  },
};

const chinese: Record<TaskKind, KindWords> = {
  summarise: {
    role: "为忙碌的读者提炼要点的编辑",
    domain: "",
    steps: ["先写最重要的一点。"],
    must: ["人名、数字和日期与原文一致。"],
    mustNot: ["添加原文没有的事实或观点"],
  },
  translate: {
    role: "专业译者",
    domain: "翻译",
    steps: ["译出意思，不逐字硬译。"],
    must: ["人名、数字、代码和占位符保持原样。", "只给出译文。"],
    mustNot: ["添加解释或漏译"],
  },
  classify: {
    role: "细致的标注员",
    domain: "文本分类",
    steps: [],
    must: ["有多个类别合适时，选文中最先提到的那个。"],
    mustNot: ["自创类别"],
  },
  extract: {
    role: "仔细阅读文档的数据专员",
    domain: "信息抽取",
    steps: ["每个值都取自原文。"],
    must: ["值与原文写法一致。", "原文没有的内容留空。"],
    mustNot: ["猜测或补全缺失的值"],
  },
  support: {
    role: "客服专员",
    domain: "客户服务",
    steps: ["先回答问题，再说明下一步。"],
    must: ["无法确定答案时如实说明，并告诉对方可以找谁。"],
    mustNot: ["承诺消息中没有确认的退款、价格或时间"],
  },
  code: {
    role: "资深软件工程师",
    domain: "软件工程",
    steps: ["需求有不明确之处时，写明所作的假设。"],
    must: ["给出可以直接运行的代码。"],
    mustNot: ["在标准库够用时引入需求未提到的库"],
  },
  teach: {
    role: "有耐心的老师",
    domain: "教育",
    steps: ["从学习者已知的内容讲起，并举一个例子。"],
    must: ["术语第一次出现时加以解释。"],
    mustNot: ["跳过推理步骤"],
  },
  grounded: {
    role: "依据资料作答的研究助理",
    domain: "",
    steps: ["每个结论都引用它所依据的原句。"],
    must: ["资料中没有答案时如实说明。"],
    mustNot: ["使用资料以外的知识"],
  },
  write: {
    role: "经验丰富的写作者",
    domain: "",
    steps: ["依据消息中给出的主题、读者和场合来写。"],
    must: ["句子平实、主动。"],
    mustNot: ["编造人名、数字或引文"],
  },
  answer: {
    role: "知识丰富的助手",
    domain: "",
    steps: ["先给结论，必要时再说明理由。"],
    must: ["缺少回答所需的信息时，指出缺什么。"],
    mustNot: ["编造事实"],
  },
};

export const wordsOfKind = (kind: TaskKind, writtenIn: "en" | "zh"): KindWords =>
  (writtenIn === "zh" ? chinese : english)[kind];
