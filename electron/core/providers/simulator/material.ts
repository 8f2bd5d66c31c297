import type { ChatMessage } from "#shared/model/content.ts";
import { splitSentences, withoutMark } from "./words.ts";

/** A request taken apart: what it says to do, what it asks, and what it gives to work with. */
export interface Material {
  /** System text and the last human message, without the blocks of data in them. */
  instructions: string;
  /** What the reply is about: the question, or the data where nothing is asked. */
  topic: string;
  /** Sentences that the prompt offers as facts. */
  facts: string[];
  /** The data to work on: quoted blocks and labelled text of the last message, else the message itself. */
  data: string;
}

/** A prompt of megabytes is read at both ends only. */
const readableLength = 40_000;

const blockPattern = /"""\s*([\s\S]*?)"""|'''\s*([\s\S]*?)'''|```[a-z]*\n?([\s\S]*?)```|<([a-z][\w-]{1,30})>([\s\S]*?)<\/\4>/gi;

const dataLabel =
  /^(?:the\s+)?(?:context|text|document|passages?|articles?|source|sources|notes?|content|input|reviews?|e-?mails?|messages?|transcript|ticket|facts|reference|background|data|knowledge|policy|policies|excerpt|story|report|customer(?:'s)? message|资料|文本|正文|上下文|背景|原文|内容|文章|文档|邮件|评论|输入|参考资料|材料|数据|可以引用的资料|商品资料|顾客|用户评论|对话)\s*(?:\([^)]*\))?\s*[:：]\s*/i;
const bracketLabel = /^[【[].{1,20}[】\]]\s*$/;
const questionLabel = /^(?:user |my |customer )?(?:question|query|request|task|问题|提问|任务|要求|指令|instructions?|rules?|output|格式|怎样回复)\s*[:：]?\s*/i;

export function readMaterial(messages: readonly ChatMessage[]): Material {
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => readable(content));
  const humans = messages.filter(({ role }) => role === "human").map(({ content }) => readable(content));
  const last = takeApart(humans.at(-1) ?? messages.at(-1)?.content ?? "");
  const frame = takeApart(system.join("\n\n"));
  const commands = [...splitSentences(frame.rest), ...splitSentences(last.rest)].filter(isInstruction);

  const asked = splitSentences(last.rest).filter((sentence) => !isInstruction(sentence));
  const questions = asked.filter((sentence) => /[?？]\s*["”]?$/.test(sentence));
  const data = last.blocks.join("\n\n");
  const topic = (questions.length > 0 ? questions : data !== "" ? [data] : asked).join("\n") || last.rest;

  return {
    instructions: [frame.rest, last.rest].join("\n").trim(),
    topic: withoutLabel(topic),
    facts: factsOf(frame, last, questions.length > 0 ? data : "", commands),
    data: data !== "" ? data : asked.length > 0 ? asked.map(withoutLabel).join("\n") : last.rest,
  };
}

const readable = (text: string): string =>
  text.length <= readableLength ? text : `${text.slice(0, readableLength / 2)}\n${text.slice(-readableLength / 2)}`;

interface Parts {
  rest: string;
  blocks: string[];
  /** Lines of lists that are not commands. */
  entries: string[];
}

function takeApart(text: string): Parts {
  const blocks: string[] = [];
  const unquoted = text.replace(blockPattern, (whole, a, b, c, tag, e) => {
    const inner = String(a ?? b ?? c ?? e ?? "").trim();
    // A JSON form in a code fence says what to answer; it is an instruction.
    if (inner === "" || (tag === undefined && /^[{[]/.test(inner) && c !== undefined)) return whole;
    blocks.push(inner);
    return "\n";
  });
  const rest: string[] = [];
  const entries: string[] = [];
  let open: string[] | null = null;
  for (const line of unquoted.split("\n")) {
    const labelled = dataLabel.exec(line.trim());
    if (labelled) {
      open = [line.trim().slice(labelled[0].length)];
      blocks.push("");
    } else if (open !== null && (questionLabel.test(line.trim()) || bracketLabel.test(line.trim()) || (line.trim() !== "" && isInstruction(line)))) {
      open = null;
    } else if (open !== null) open.push(line);
    if (open !== null) blocks[blocks.length - 1] = open.join("\n").trim();
    else {
      rest.push(line);
      if (/^\s*(?:[-*•·]|\d{1,2}[.)、])\s*\S/.test(line) && !isInstruction(line)) entries.push(withoutMark(line));
    }
  }
  return { rest: rest.join("\n").trim(), blocks: blocks.filter((block) => block !== ""), entries };
}

function factsOf(frame: Parts, last: Parts, data: string, commands: string[]): string[] {
  const given = [...frame.blocks, data].flatMap(splitSentences);
  const stated = [...frame.entries, ...last.entries, ...splitSentences(frame.rest)].map(withoutMark);
  const ordered = new Set(commands.map(withoutMark));
  return [...new Set([...given.map(withoutMark), ...stated.filter((line) => !ordered.has(line) && line.length > 12)])]
    .filter((line) => !isInstruction(line) && !/[:：]$/.test(line))
    .slice(0, 500);
}

const withoutLabel = (text: string): string => text.replace(questionLabel, "").replace(dataLabel, "").trim();

const english =
  /^(?:(?:please|then|now|also|always|never|finally|first|second|and)[, ]+)*(?:you\b|your (?:task|job|role|answer|reply)|answer|reply|respond|write|use|return|output|do not|don't|be|keep|make|give|provide|list|include|avoid|follow|start|open|close|end|sign|name|note|act|act as|think|explain|describe|summari[sz]e|translate|classify|categori[sz]e|extract|rewrite|rephrase|generate|create|compose|draft|produce|identify|determine|decide|choose|pick|label|rate|score|compute|calculate|convert|format|copy|cite|quote|say|if (?:the|you|it|there|they|something|nothing|unsure|not)\b.*\b(?:say|answer|reply|respond|write|return)|only|tone\b|style\b|format\b|language\b|length\b|limit|at most|no more|maximum|text from|instructions? inside|voucher allowed|ensure|respect|speak|stay|treat|read|review|solve|help|show|tell|set|mention|begin|in (?:one|two|three|\d+) )/i;
const chinese =
  /^(?:请|不要|不能|不得|禁止|必须|务必|只|仅|用|以|你是|您是|你的|作为|扮演|回答|回复|输出|返回|总结|概括|翻译|提取|抽取|分类|判断|列出|写|生成|解释|说明|根据|按照|要求|格式|语气|语言|风格|字数|结尾|开头|先|如果|若|最多|不超过|逐步|分步|步骤|顾客发来的|价格、|是否可以|资料里没有)/;

/** Whether a sentence tells the model what to do, rather than telling it something. */
export function isInstruction(sentence: string): boolean {
  const line = withoutMark(sentence.trim());
  return english.test(line) ? !/\?\s*$/.test(line) : chinese.test(line) && !/[?？吗呢]\s*$/.test(line);
}
