import { withoutMark } from "./words.ts";

const english =
  /^(?:(?:please|then|now|also|always|never|finally|first|second|and)[, ]+)*(?:you\b|your (?:task|job|role|answer|reply)|answer|reply|respond|write|use|return|output|do not|don't|be|keep|make|give|provide|list|include|avoid|follow|start|open|close|end|sign|name|note|act|think|explain|describe|summari[sz]e|translate|classify|categori[sz]e|extract|rewrite|rephrase|paraphrase|proofread|generate|create|compose|draft|produce|identify|determine|decide|choose|pick|label|rate|score|compute|calculate|convert|format|copy|cite|quote|say|if (?:the|you|it|there|they|something|nothing|unsure|not)\b.*\b(?:say|answer|reply|respond|write|return)|only|tone\b|style\b|format\b|language\b|length\b|limit|at most|no more|maximum|text from|instructions? inside|ensure|respect|speak|stay|treat|read|review|solve|help|show|tell|set|mention|begin|parse|evaluate|analy[sz]e|detect|turn|step[- ]by[- ]step|in (?:one|two|three|\d+) )/i;
const chinese =
  /^(?:请|不要|不能|不得|禁止|必须|务必|只(?:根据|用|能|输出|返回|回答)|仅|用|以(?!后|前)|将|把|你是|您是|你的|作为|扮演|回答|回复|输出|返回|总结|概括|翻译|提取|抽取|分类|判断|列出|写|生成|解释|说明|介绍|根据|按照|要求|格式|语气|语言|风格|字数|结尾|开头|先|如果|若|最多|不超过|逐步|分步|步骤)/;

/** Whether a sentence tells the model what to do, rather than telling or asking it something. */
export function isInstruction(sentence: string): boolean {
  const line = withoutMark(sentence.trim());
  return english.test(line) ? !/\?\s*$/.test(line) : chinese.test(line) && !/[?？吗呢]\s*$/.test(line);
}

const aboutTheReply =
  /\byour (?:reply|answer|response|output)|^if (?:it|this) is (?:true|false)|\bfor you\b|\byou (?:may|must|should|are|will)\b|(?:\b(?:is|are)|[:：]) ?(?:true|false)\b|为 ?(?:true|false)|一律|不予|逐一|遗漏|资料里没有|为准|顾客不满|下一步/i;

/** Sentences of the frame that speak of the reply and its rules, and are no facts to answer with. */
export const isAboutTheReply = (sentence: string): boolean =>
  isInstruction(sentence) || aboutTheReply.test(sentence);

/** Commands that only shape the reply, and name no subject. */
const shapeOnly =
  /^(?:please )?(?:answer|reply|respond|use|return|output|do not|don't|be|keep|avoid|only|at most|no more|maximum|limit|in (?:one|two|three|\d+)|tone|format|style|language|sign|end|close|start|make it|think|cite|quote|say|ensure|include|step[- ]by[- ]step|if )\b|^(?:请)?(?:不要|不能|不得|禁止|只|仅|语气|字数|格式|最多|不超过|用.{1,6}(?:回答|回复|输出)[。！]?$)/i;
const shaping =
  /(?:,? (?:in|with|using) (?:at most |about |no more than |up to |under |exactly |less than )?(?:\w+ )?(?:short |brief |bullet )?(?:words?|sentences?|bullet points?|points|paragraphs?|characters)\b|,? \d+ sentences\b|,? (?:at most|no more than|maximum|max|under|within|up to) \w+ (?:words?|sentences?|characters)\b|,? in (?:simplified )?(?:chinese|english|french|german|spanish|japanese)\b|,? step[- ]by[- ]step\b|,? as (?:a )?(?:json|list|bullet\w*|numbered)\b[^.]*|(?:用|以)?(?:不超过|最多|至多|控制在|限)?\s*\d{1,5}\s*(?:个)?字(?:以内|之内|左右|内)?|用(?:简洁的|流利的)?(?:中文|英文|英语|汉语|法语|日语|德语|西班牙语)(?:来)?(?:回答|回复|写)?\s*[:：，,]?|[一二三四五两\d]+(?:句话|个要点|点))/gi;
const lead =
  /^(?:please |can you |could you |now |then )*(?:explain|describe|tell (?:me|us)(?: about)?|write|compose|draft|create|generate|give (?:me |us )?|list|produce|summari[sz]e|make|introduce|help me (?:with |to )?|show(?: me)?|extract|classify|translate|answer)\b(?: me| us)?(?: an?| the| some)?(?: (?:short|brief|friendly|formal|polite|funny|warm|professional|simple|detailed|concise|important))*\s*/i;
const hanLead =
  /^(?:请|帮我|请你|麻烦)*(?:简单|详细|简要)?(?:解释|说明|介绍|告诉我|写|描述|生成|创作|总结|概括|列出|讲讲|谈谈|回答)(?:一下|出|一个|一篇|一封|一首)?(?:什么是)?/;

/** What a command is about, without the command: "Write a friendly mail about late desks" → "late desks". */
export function subjectOf(sentence: string): string {
  const line = withoutMark(sentence.trim());
  if (shapeOnly.test(line)) return "";
  const plain = line.replace(shaping, " ").trim();
  const bare = plain.replace(lead, "").replace(hanLead, "");
  const about = /\b(?:about|regarding|concerning|on the (?:subject|topic) of)\s+(.+)$/i.exec(bare)?.[1];
  const named =
    about ??
    bare.replace(
      /^(?:e-?mail|letter|poem|story|tweet|post|description|product description|slogan|article|essay|haiku|joke|list|summary|paragraph|sentence|text)s?\s+(?:about|for|of|on|to)\s+/i,
      "",
    );
  return /[\p{L}\p{N}]/u.test(named) ? named.trim() : plain;
}
