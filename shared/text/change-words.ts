import type { MessageRole } from "../model/content.ts";

/** The sentences a version message is made of; each is a clause that stands alone or after a separator. */
export interface ChangeWords {
  separator: string;
  first: string;
  none: string;
  more(count: number): string;
  /** `ordinal` is 0 where the role occurs once. */
  message(role: MessageRole | "history", ordinal: number): string;
  edited(how: keyof typeof chineseEdits, what: string): string;
  replaced(what: string, before: string, after: string): string;
  inserted(what: string, text: string): string;
  deleted(what: string, text: string): string;
  added(what: string): string;
  removed(what: string): string;
  moved(what: string): string;
  roleChanged(what: string, role: string): string;
  changed(what: string, fields: string): string;
  renamed(before: string, after: string): string;
  reordered: string;
  format(name: string): string;
  from(what: string, before: string, after: string): string;
  set(what: string, value: string): string;
  cleared(what: string): string;
  variables(names: readonly string[]): string;
  tool(name: string): string;
  snippet(name: string): string;
  outputSchema: string;
  list: string;
}

const englishSettings: Record<string, string> = {
  topP: "top-p",
  maxTokens: "max tokens",
  responseFormat: "response format",
  outputSchema: "output schema",
};
const chineseSettings: Record<string, string> = {
  model: "模型",
  temperature: "温度",
  maxTokens: "最大词元数",
  topP: "top-p",
  stop: "停止词",
  seed: "随机种子",
  responseFormat: "回复格式",
  type: "类型",
  description: "说明",
  default: "默认值",
  example: "示例",
  options: "选项",
  parameters: "参数",
};
export const fieldName = (field: string, language: "en" | "zh"): string =>
  (language === "zh" ? chineseSettings : englishSettings)[field] ?? field;

const english: ChangeWords = {
  separator: "; ",
  first: "First version",
  none: "No changes",
  more: (count) => `and ${count} more`,
  message: (role, ordinal) => {
    const name = role === "history" ? "history placeholder" : `${role === "ai" ? "AI" : role} message`;
    return ordinal === 0 ? name : `${name} ${ordinal}`;
  },
  edited: (how, what) => `${how} the ${what}`,
  replaced: (what, before, after) => `“${before}” → “${after}” in the ${what}`,
  inserted: (what, text) => `add “${text}” to the ${what}`,
  deleted: (what, text) => `remove “${text}” from the ${what}`,
  added: (what) => `add ${what}`,
  removed: (what) => `remove ${what}`,
  moved: (what) => `move the ${what}`,
  roleChanged: (what, role) => `turn the ${what} into a ${role}`,
  changed: (what, fields) => `change ${what} (${fields})`,
  renamed: (before, after) => `rename variable ${before} → ${after}`,
  reordered: "reorder the variables",
  format: (name) => `switch to ${name} templates`,
  from: (what, before, after) => `${what} ${before} → ${after}`,
  set: (what, value) => `set ${what} to ${value}`,
  cleared: (what) => `clear ${what}`,
  variables: (names) => `variable${names.length === 1 ? "" : "s"} ${names.join(", ")}`,
  tool: (name) => `tool ${name}`,
  snippet: (name) => `snippet ${name}`,
  outputSchema: "output schema",
  list: ", ",
};

const chineseRoles = { system: "系统消息", human: "用户消息", ai: "AI 消息", history: "历史占位" };
const chineseEdits = {
  write: "撰写",
  shorten: "精简",
  extend: "扩充",
  edit: "修改",
  rewrite: "重写",
  clear: "清空",
  reformat: "重新排版",
};

const chinese: ChangeWords = {
  separator: "；",
  first: "首个版本",
  none: "没有改动",
  more: (count) => `另有 ${count} 处改动`,
  message: (role, ordinal) => (ordinal === 0 ? chineseRoles[role] : `${chineseRoles[role]} ${ordinal}`),
  edited: (how, what) => `${chineseEdits[how]}${what}`,
  replaced: (what, before, after) => `${what}中“${before}”改为“${after}”`,
  inserted: (what, text) => `${what}加入“${text}”`,
  deleted: (what, text) => `${what}删去“${text}”`,
  added: (what) => `新增${what}`,
  removed: (what) => `删除${what}`,
  moved: (what) => `移动${what}`,
  roleChanged: (what, role) => `${what}改为${role}`,
  changed: (what, fields) => `修改${what}（${fields}）`,
  renamed: (before, after) => `变量 ${before} 改名为 ${after}`,
  reordered: "调整变量顺序",
  format: (name) => `模板格式改为 ${name}`,
  from: (what, before, after) => `${what} ${before} → ${after}`,
  set: (what, value) => `${what}设为 ${value}`,
  cleared: (what) => `清除${what}`,
  variables: (names) => `变量 ${names.join("、")}`,
  tool: (name) => `工具 ${name}`,
  snippet: (name) => `片段 ${name}`,
  outputSchema: "输出结构",
  list: "、",
};

export const changeWords = { en: english, zh: chinese };
