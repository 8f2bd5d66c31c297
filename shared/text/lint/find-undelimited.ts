import type { PromptContent, Variable } from "../../model/content.ts";
import { opensScope, variableNamed } from "../needed-variables.ts";
import { parseTemplate, rootUses } from "../template.ts";
import { enclosedParts } from "./enclosed-parts.ts";
import { type Finding, maxFindings } from "./finding.ts";

/** How far around a variable is looked for what marks its place, in UTF-16 units: a long line is read once, not per variable. */
const reach = 200;

/**
 * Variables that bring foreign text (a document, a question, a message) and stand in the middle of instructions with
 * nothing that shows where the foreign text begins and ends: no tag, fence, quotes, heading, list mark or label. Those
 * that only fill in a word (a tone, a language, a name) belong in a sentence and are left alone.
 */
export function findUndelimited(content: PromptContent): Finding[] {
  return content.messages.flatMap((message, index): Finding[] => {
    if (message.role !== "system" && message.role !== "human") return [];
    const text = message.template;
    const { segments } = parseTemplate(text, content.templateFormat);
    const plain = segments.map(({ kind, start, end }) => (kind === "text" ? text.slice(start, end) : " "));
    if (!isProse(plain.join(""))) return [];
    const isEnclosed = enclosedParts(text);
    return rootUses(segments, opensScope(content))
      .filter(({ kind, name }) => kind === "variable" && bringsText(variableNamed(content, name)))
      .filter(({ start, end }) => !isEnclosed(start) && !isMarkedOff(text, start, end))
      .slice(0, maxFindings)
      .map(({ name, start, end }) => ({
        rule: "undelimited-variable",
        level: "warning",
        place: { in: "message", index, start, end },
        data: { name },
      }));
  });
}

/** Three words, or six Chinese characters: less is a label or a greeting, and nothing to be confused with. */
const isProse = (text: string): boolean => has(text, /\p{L}{2,}/gu, 3) || has(text, /\p{Script=Han}/gu, 6);

function has(text: string, pattern: RegExp, wanted: number): boolean {
  let count = 0;
  for (const _found of text.matchAll(pattern)) {
    count += 1;
    if (count === wanted) return true;
  }
  return false;
}

const textNames = new Set(
  "text texts document documents doc docs article content contents context input question query message messages transcript conversation dialog dialogue review comment feedback passage paragraph notes body essay story letter report ticket complaint snippet log logs draft excerpt resume cv contract description request inquiry".split(
    " ",
  ),
);
const chineseTextName =
  /(?:文本|文章|内容|正文|输入|原文|文档|资料|材料|问题|提问|消息|留言|对话|评论|评价|反馈|段落|简历|合同|报告|工单|投诉|摘录|上下文|描述|诉求)$/;
const longText = 120;

/** Whether a variable's value is foreign text, told by its example where it has a telling one, else by its name. */
export function bringsText({ name, type, example, default: preset }: Variable): boolean {
  if (type !== "text") return false;
  const sample = example ?? preset;
  if (typeof sample === "string" && (sample.length >= longText || sample.includes("\n"))) return true;
  const lastWord = name
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1_$2")
    .replace(/[\d_]+$/, "")
    .toLowerCase()
    .split("_")
    .at(-1);
  return chineseTextName.test(name.replace(/[\d_]+$/, "")) || textNames.has(lastWord ?? "");
}

const closers: Record<string, string> = {
  '"': '"',
  "'": "'",
  "`": "`",
  "“": "”",
  "‘": "’",
  "«": "»",
  "「": "」",
  "『": "』",
  "《": "》",
  "【": "】",
  "(": ")",
  "（": "）",
  "[": "]",
  "<": ">",
  ">": "<",
  "*": "*",
  "|": "|",
};

function isMarkedOff(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - reach), start);
  const after = text.slice(end, end + reach);
  const closer = closers[before.trimEnd().at(-1) ?? ""];
  if (closer !== undefined && after.trimStart().startsWith(closer)) return true;
  const lineStart = before.slice(before.lastIndexOf("\n") + 1);
  const newline = after.indexOf("\n");
  const lineEnd = newline < 0 ? after : after.slice(0, newline);
  if (isQuotedPart(lineStart, lineEnd)) return true;
  const endsLine = /^[\s.。,，;；!！?？*_|]*$/.test(lineEnd);
  const isLabelled = /(?:[:：=＝→|]|\*\*|__)[\s"'*_]*$/.test(lineStart);
  if (isLabelled) return endsLine || /^\s*[,;|/、，；]/.test(lineEnd);
  const mark = /^\s*(?:[-*+•·>#]+|\d{1,3}[.)、）])?\s*$/.exec(lineStart)?.[0];
  if (mark === undefined || !endsLine) return false;
  if (mark.trim() !== "") return true;
  // A line of its own: marked by what stands above it, or by the end of the message below it.
  const isLast = after.length < reach && after.trim() === "";
  const above = before.slice(0, before.length - lineStart.length).trimEnd();
  return (isLast && start > 0) || announces(above.slice(above.lastIndexOf("\n") + 1).trim());
}

/** A label, a heading, a line of marks or a tag: what follows such a line is something of its own. */
const announces = (line: string): boolean =>
  /[:：>】\]]$|^#{1,6}\s|^\*\*.*\*\*$|^__.*__$|^([-=*_#~`"'])\1{2,}$/u.test(line);

function isQuotedPart(before: string, after: string): boolean {
  for (const [open, close] of ['""', "“”", "「」", "『』", "``", "（）", "()"]) {
    if (open === undefined || close === undefined) continue;
    const lastOpen = before.lastIndexOf(open);
    if (lastOpen < 0 || !after.includes(close)) continue;
    const isOpen =
      open === close ? before.split(open).length % 2 === 0 : before.lastIndexOf(close) < lastOpen;
    if (isOpen) return true;
  }
  return false;
}
