import type { ChatMessage } from "#shared/model/content.ts";
import { isAboutTheReply, isInstruction, subjectOf } from "./commands.ts";
import { splitSentences, withoutMark } from "./words.ts";

/** A request taken apart: what it says to do, what it asks, and what it gives to work with. */
export interface Material {
  /** System text and the last human message, without the blocks of data in them. */
  instructions: string;
  /** What the reply is about: the question, or the data where nothing is asked. */
  topic: string;
  /** The questions in it, or all of it. */
  questions: string[];
  /** Sentences that the prompt offers as facts. */
  facts: string[];
  /** The data to work on: quoted blocks and labelled text of the last message, else the message itself. */
  data: string;
}

/** A prompt of megabytes is read at both ends only. */
const readableLength = 24_000;

const blockPattern =
  /"""\s*([\s\S]*?)"""|'''\s*([\s\S]*?)'''|```[a-z]*\n?([\s\S]*?)```|<([a-z][\w-]{1,30})>([\s\S]*?)<\/\4>/gi;

const label =
  "(?:the |this |these |user |customer(?:'s)? |source |input )?(?:context|text|document|passages?|articles?|sources?|notes?|content|input|reviews?|e-?mails?|messages?|transcript|ticket|facts|reference|background|data|knowledge|policy|policies|excerpt|story|report|comment|feedback|conversation|sentence|paragraph|资料|文本|正文|上下文|背景|原文|内容|文章|文档|邮件|评论|输入|参考资料|材料|数据|可以引用的资料|商品资料|顾客|用户评论|对话|工单|句子)";
const dataLabel = new RegExp(`^${label}\\s*(?:\\([^)]*\\))?\\s*[:：]\\s*`, "i");
/** A label that stands in the middle of a line, after the end of a sentence. */
const innerLabel = new RegExp(`(?<=[.!?。！？；;]\\s{0,3})(?=${label}\\s*[:：])`, "gi");
const heading = /^\s*#{1,6}\s|^\s*[【[][^】\]\n]{1,20}[】\]]\s*$/;
const questionLabel =
  /^(?:user |my |customer )?(?:question|query|request|task|问题|提问|任务|要求|指令|instructions?|rules?|output|格式|怎样回复)\s*[:：]\s*/i;

export function readMaterial(messages: readonly ChatMessage[]): Material {
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => readable(content));
  const humans = messages.filter(({ role }) => role === "human").map(({ content }) => readable(content));
  const last = takeApart(humans.at(-1) ?? readable(messages.at(-1)?.content ?? ""));
  const frame = takeApart(system.join("\n\n"));

  const spoken = splitSentences(last.rest).map((sentence) => sentence.replace(questionLabel, ""));
  const asked = spoken.filter((sentence) => !isInstruction(sentence));
  const questions = asked.filter((sentence) => /[?？]\s*["”]?$/.test(sentence));
  const block = last.blocks.join("\n\n");
  const subject = spoken
    .map(subjectOf)
    .filter((one) => one !== "")
    .join("\n");
  const topic =
    block !== ""
      ? questions.length > 0
        ? questions.join("\n")
        : block
      : asked.join("\n") || subject || last.rest;
  const blockQuestions = splitSentences(block).filter((sentence) => /[?？]\s*["”]?$/.test(sentence));

  return {
    instructions: [frame.rest, last.rest].join("\n").trim(),
    topic: topic.trim(),
    questions:
      questions.length > 0 ? questions : blockQuestions.length > 0 ? blockQuestions : splitSentences(topic),
    facts: factsOf(frame, last, questions.length > 0 ? block : ""),
    data: block !== "" ? block : asked.join("\n") || subject || last.rest,
  };
}

export const readable = (text: string): string =>
  text.length <= readableLength
    ? text
    : `${text.slice(0, readableLength / 2)}\n${text.slice(-readableLength / 2)}`;

interface Parts {
  rest: string;
  blocks: string[];
}

/** Tells data from instructions: by quotes and tags, by labels such as `Context:`, and by "Translate this: …". */
function takeApart(text: string): Parts {
  const blocks: string[] = [];
  const unquoted = text.replace(blockPattern, (whole, a, b, c, tag, e) => {
    const inner = String(a ?? b ?? c ?? e ?? "").trim();
    // A JSON form in a code fence says what to answer; it is an instruction.
    if (inner === "" || (tag === undefined && c !== undefined && /^[{[]/.test(inner))) return whole;
    blocks.push(inner);
    return "\n";
  });
  const rest: string[] = [];
  let open: string[] | null = null;
  const close = () => {
    const inner = open?.join("\n").trim() ?? "";
    if (inner !== "") blocks.push(inner);
    open = null;
  };
  for (const line of unquoted.split("\n").flatMap((whole) => whole.split(innerLabel))) {
    const bare = line.trim();
    const labelled = dataLabel.exec(bare);
    const handed: ReturnType<typeof handedOver> =
      labelled === null && open === null ? handedOver(bare) : null;
    if (labelled !== null) {
      close();
      open = [bare.slice(labelled[0].length)];
    } else if (handed !== null) {
      rest.push(handed.command);
      open = [handed.data];
    } else if (
      open !== null &&
      (questionLabel.test(bare) || heading.test(line) || (bare !== "" && isInstruction(bare)))
    ) {
      close();
      rest.push(line);
    } else (open ?? rest).push(line);
  }
  close();
  return { rest: rest.join("\n").trim(), blocks };
}

const taskVerb =
  /\b(?:translat\w+|summar\w+|classif\w+|categori\w+|extract|rewrite|rephrase|paraphrase|proofread|analy[sz]e|answer|describe|identify|convert|correct|reply|respond|review|read|parse|evaluate|return|turn|give|detect|label)\b|翻译|译成|总结|概括|摘要|分类|提取|抽取|改写|润色|判断|分析|回答|返回|归类/i;
/** What stands before a colon when a list or a form follows, and not data. */
const announcesList =
  /(?:\b(?:fields?|keys?|properties|attributes|columns|labels?|categories|classes|into|as|of|one of|with|format|form|shape|schema|structure|steps|rules|tone|language|limit|style|options|values|following|like this|json|exactly)|字段|键|属性|标签|类别|分为|包括|包含|如下|以下|格式|为|成|JSON)\s*$/i;

/** `Translate to Chinese: Hello` hands its data over after the colon. */
function handedOver(line: string): { command: string; data: string } | null {
  const head = line.slice(0, 400).replace(/\{[^}]*\}|"[^"]*"|“[^”]*”/g, (inner) => "x".repeat(inner.length));
  for (const { index } of head.matchAll(/(?<!\d)[:：](?!\/\/)/g)) {
    const command = line.slice(0, index);
    if (!taskVerb.test(command) || !isInstruction(command) || announcesList.test(command)) continue;
    return { command: `${command}.`, data: line.slice(index + 1).trim() };
  }
  return null;
}

function factsOf(frame: Parts, last: Parts, block: string): string[] {
  const given = [...frame.blocks, block].flatMap(splitSentences);
  const stated = frame.rest
    .split("\n")
    .filter((line) => !heading.test(line))
    .flatMap(splitSentences)
    .filter((line) => withoutMark(line).length > 8 && !isAboutTheReply(line));
  const listed = last.rest.split("\n").filter((line) => /^\s*(?:[-*•·]|\d{1,2}[.)、])\s*\S/.test(line));
  return [...new Set([...given, ...stated, ...listed].map(withoutMark))]
    .filter((line) => !isInstruction(line) && !/[:：]$/.test(line))
    .slice(0, 500);
}
