import { languages, patterns, units } from "./demand-patterns.ts";
import { quotedParts } from "./enclosed-parts.ts";

/** Something that a sentence asks of the whole reply. */
export interface Demand {
  topic: "json" | "format" | "no-markdown" | "one-word" | "reasons" | "language" | "at-most" | "at-least";
  /** Of a format: `markdown`, `table`, `plain` …; of a language: its code; of a length: its unit. */
  value: string;
  /** Of a length. */
  amount: number;
  /** "only", "must", "nothing else". */
  isStrict: boolean;
  /** The parts of a reply that the sentence speaks of, such as its title; "" for the reply as a whole. */
  subject: string;
  sentence: number;
  /** UTF-16 offsets of the words that ask. */
  start: number;
  end: number;
}

const longestSentence = 400;

/** Conditions, alternatives, examples, fields and steps: what they ask, they do not ask of every reply. */
const conditional =
  /\b(?:if|when|whenever|unless|otherwise|or|either|except|examples?|e\.g|such as|fields?|keys?|columns?|values?|propert(?:y|ies)|strings?|elements?|attributes?|step \d|first|then|next|finally|after|before|same language|translat\w+)\b|如果|若(?!干)|当[^，。]{1,20}时|假如|除非|否则|或|例如|比如|示例|举例|字段|键[名值]|属性|首先|然后|接着|最后|第[一二三四五]步|翻译|译[成为]/i;
const scoped =
  /\b(?:step|part|task|stage|phase|section|turn|round|example|mode)\b|步骤|部分|阶段|任务|轮|示例|模式/i;
const strict =
  /\b(?:only|just|must|always|strictly|exclusively|solely|nothing (?:but|else))\b|只|仅|必须|务必|始终|一律/i;
/** “Reply in JSON”: without an “only”, and yet of the whole reply. */
const wholeReply = /^[\s\-*\d.)]{0,8}(?:please |always )?(?:respond|reply|answer) (?:in|as|using|with)\b/i;
const refused =
  /(?:\bnot|n't|\bnever|\bavoid|\bwithout|\brather than|\binstead of|\bno)\s[^.]{0,25}$|(?:不|勿|别|禁止|避免|无需)[^，]{0,6}$/i;

const subjects =
  /\b(?:titles?|headlines?|headings?|subject|summar(?:y|ies)|abstract|intro(?:duction)?|conclusion|body|paragraphs?|sentences?|bullets?(?: points?)?|items?|points?|names?|descriptions?|captions?|tags?|keywords?|steps?|sections?|slides?|questions?|quotes?|comments?|stor(?:y|ies)|essays?|emails?|articles?|posts?|each|every|per)\b|标题|摘要|总结|简介|正文|结尾|开头|段落|每[段句条项个]|各[段条项]|关键词|标签|描述|要点|问题|引言|结论|文章|作文/gi;

/** What a message asks of every reply, sentence by sentence. Precise rather than complete: a doubtful sentence asks nothing. */
export function demandsIn(text: string): Demand[] {
  const isQuoted = quotedParts(text);
  const found: Demand[] = [];
  let heading = "";
  let sentence = 0;
  for (const { 0: words, index } of text.matchAll(/[^.!?。！？；;\n]+/g)) {
    sentence += 1;
    if (words.length > longestSentence || isQuoted(index)) continue;
    if (/^\s{0,3}#|[:：】]\s*$/.test(words)) heading = words;
    const plain = words.replace(/\bor (?:less|fewer)\b/gi, (part) => "_".repeat(part.length));
    if (conditional.test(plain) || scoped.test(heading)) continue;
    for (const { topic, find } of patterns) {
      const match = find.exec(words);
      if (match === null) continue;
      const before = words.slice(0, match.index);
      if (isRefused(topic, before, match[0]) || isInQuotes(before)) continue;
      // A sentence about JSON that names another format speaks of what stands in the JSON.
      if (topic === "format" && /json/i.test(words)) continue;
      const { value = "", amount = "0" } = match.groups ?? {};
      found.push({
        topic,
        value: readDemand(topic, value.toLowerCase()),
        amount: Number(amount),
        isStrict: strict.test(words) || wholeReply.test(words) || topic === "no-markdown",
        subject: subjectOf(words, match),
        sentence,
        start: index + match.index,
        end: index + match.index + match[0].length,
      });
    }
  }
  return found;
}

/** What a sentence forbids it does not ask for. The words for lengths and for no Markdown carry their own "not". */
function isRefused(topic: Demand["topic"], before: string, words: string): boolean {
  if (topic === "no-markdown") return false;
  const isLength = topic === "at-most" || topic === "at-least";
  return refused.test(before) || (!isLength && /\bnot\b|n't|不|勿/i.test(words));
}

const isInQuotes = (before: string): boolean =>
  before.split('"').length % 2 === 0 || before.lastIndexOf("“") > before.lastIndexOf("”");

function readDemand(topic: Demand["topic"], value: string): string {
  if (topic === "language") return languages[value] ?? value;
  if (topic === "at-most" || topic === "at-least") return units[value] ?? value.replace(/s$/, "").concat("s");
  if (topic !== "format") return "";
  if (/markdown/.test(value)) return "markdown";
  if (/table|表格/.test(value)) return "table";
  if (/plain|prose|纯文本/.test(value)) return "plain";
  return value;
}

const subjectOf = (words: string, match: RegExpExecArray): string => {
  const around = words.slice(0, match.index) + words.slice(match.index + match[0].length);
  return [...new Set((around.match(subjects) ?? []).map((word) => word.toLowerCase().replace(/s$/, "")))]
    .sort()
    .join(" ");
};
