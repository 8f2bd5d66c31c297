import type { MessageRole } from "../model/content.ts";

/** A part of a pasted text: what one role says. null: the text names no role for it. */
export interface RolePart {
  role: MessageRole | null;
  text: string;
}

export type MarkFamily = "chatml" | "headers" | "tags" | "brackets" | "headings" | "labels";

const words: Record<MessageRole, string> = {
  system: "system|developer|系统提示词|系统提示|系统消息|系统",
  human: "user|human|用户消息|用户|人类",
  ai: "assistant|ai|bot|model|助手|助理|机器人|模型",
};
const anyWord = Object.values(words).join("|");
const named = `(?<role>${anyWord})(?:[ _-]?(?:prompt|message|instructions?))?`;

/**
 * How roles are written down, the clearest first. `end` closes what a mark opened. Each mark stands at the start of a
 * line, and only blanks or the end of the line around it are taken with it.
 */
const families: { family: MarkFamily; mark: RegExp; end?: RegExp }[] = [
  {
    family: "chatml",
    mark: new RegExp(`<\\|im_start\\|>[ \\t]*(?<role>${anyWord}|tool)[ \\t]*\\r?\\n?`, "giu"),
    end: /<\|im_end\|>/g,
  },
  {
    family: "headers",
    mark: new RegExp(
      `<\\|start_header_id\\|>\\s{0,4}(?<role>${anyWord}|tool)\\s{0,4}<\\|end_header_id\\|>`,
      "giu",
    ),
    end: /<\|eot_id\|>|<\|begin_of_text\|>|<\|end_of_text\|>/g,
  },
  {
    family: "tags",
    mark: new RegExp(`^[ \\t]*<${named}>`, "gimu"),
    end: new RegExp(`</(?:${anyWord})(?:[ _-]?(?:prompt|message|instructions?))?>`, "giu"),
  },
  { family: "brackets", mark: new RegExp(`^[ \\t]*[[【]\\s?${named}\\s?[\\]】][:：]?`, "gimu") },
  {
    family: "headings",
    mark: new RegExp(
      `^[ ]{0,3}#{1,6}[ \\t]{0,20}(?:\\*\\*)?${named}(?:\\*\\*)?[ \\t]{0,20}[:：]?(?:\\*\\*)?[ \\t]{0,20}$`,
      "gimu",
    ),
  },
  {
    family: "labels",
    mark: new RegExp(`^[ \\t]*(?:\\*\\*|__)?${named}(?:\\*\\*|__)?[ \\t]?[:：](?:\\*\\*|__)?`, "gimu"),
  },
];

/** The parts of a text by the first family of marks that fits; null: it names no roles. */
export function readRoles(text: string): { family: MarkFamily; parts: RolePart[] } | null {
  for (const { family, mark, end } of families) {
    const marks = [...text.matchAll(mark)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      role: roleNamed(match.groups?.role ?? "") as MessageRole | null,
    }));
    if (!isConvincing(family, marks, text)) continue;
    const ends = end === undefined ? [] : [...text.matchAll(end)];
    const cuts = [
      ...marks,
      ...ends.map((match) => ({ start: match.index, end: match.index + match[0].length, role: null })),
    ].sort((a, b) => a.start - b.start);
    return { family, parts: cutAt(text, cuts) };
  }
  return null;
}

function cutAt(text: string, cuts: { start: number; end: number; role: MessageRole | null }[]): RolePart[] {
  const parts: RolePart[] = [];
  let role: MessageRole | null = null;
  let from = 0;
  for (const cut of cuts) {
    // A mark within a mark, such as an end that a label is written like, is text.
    if (cut.start < from) continue;
    parts.push({ role, text: text.slice(from, cut.start) });
    role = cut.role;
    from = cut.end;
  }
  parts.push({ role, text: text.slice(from) });
  return parts.filter((part, index) => part.text.trim() !== "" || (part.role !== null && index > 0));
}

/** One label may be anything (“System: Linux”); a label that opens the text, or two of different roles, are roles. */
function isConvincing(
  family: MarkFamily,
  marks: readonly { start: number; role: MessageRole | null }[],
  text: string,
): boolean {
  const [first] = marks;
  if (first === undefined) return false;
  if (family === "chatml" || family === "headers") return true;
  const roles = new Set(marks.map(({ role }) => role));
  const opens = text.slice(0, first.start).trim() === "";
  // <user> is a common fence around what the user wrote.
  if (family === "tags") return roles.has("system");
  if (family === "brackets" || family === "headings") return opens || roles.size > 1;
  return (opens && (roles.size > 1 || first.role === "system")) || roles.size > 1;
}

export function roleNamed(name: string): MessageRole | null {
  const plain = name.trim().toLowerCase();
  for (const role of ["system", "human", "ai"] as const) {
    if (new RegExp(`^(?:${words[role]})$`, "iu").test(plain)) return role;
  }
  return null;
}
