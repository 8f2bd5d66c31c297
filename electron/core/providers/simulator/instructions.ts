import type { ModelRequest } from "../model-call.ts";
import { readLabels } from "./labels.ts";
import { type ReplyLanguage, requestedLanguage, translationTarget } from "./language.ts";

export type Tone = "friendly" | "formal" | "apologetic" | "concise";
export type Form = "prose" | "bullets" | "steps";
export type Task = "answer" | "summarise" | "translate" | "classify" | "write";

/** What a prompt asks for, as far as the simulator understands it. */
export interface Instructions {
  task: Task;
  /** null: the language of the question. */
  language: ReplyLanguage | null;
  tone: Tone | null;
  form: Form;
  /** How many points or steps are wanted. */
  items: number | null;
  maxWords: number | null;
  /** Chinese prompts count characters. */
  maxCharacters: number | null;
  minWords: number | null;
  sentences: number | null;
  json: boolean;
  labels: string[];
  /** Answer from the given text only. */
  onlyFromFacts: boolean;
  /** What to say when the facts do not hold the answer; null: the simulator's own words. */
  fallback: { text: string; exact: boolean } | null;
  quote: boolean;
  nextStep: boolean;
  signature: string | null;
}

const numbers: Record<string, number> = {
  one: 1,
  a: 1,
  single: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  hundred: 100,
  一: 1,
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  二十: 20,
  三十: 30,
  五十: 50,
  一百: 100,
};
const number =
  "(\\d{1,5}|one|a single|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|(?:one|a) hundred)";
const hanNumber = "(\\d{1,5}|一百|二十|三十|五十|[一二两三四五六七八九十])";

export function readInstructions(
  text: string,
  request: Pick<ModelRequest, "settings" | "outputSchema">,
): Instructions {
  const translateTo = translationTarget(text);
  const labels = readLabels(text);
  return {
    task: taskOf(text, labels, translateTo),
    language: translateTo ?? requestedLanguage(text),
    tone: toneOf(text),
    form: formOf(text),
    items: smallest(text, [
      `${number}\\s+(?:short |brief |key |main |concise )*(?:bullet points?|bullets|points?|items?|steps|ideas|tips|examples|reasons|suggestions|names|options|questions|facts|keywords|titles|headlines)\\b`,
      `(?<![下第进这每])${hanNumber}\\s*(?:个|条|点(?!前|后|钟|\\d)|项|步)(?!字)(?:要点|建议|步骤|例子|理由|关键词|标题)?`,
    ]),
    maxWords: smallest(text, [
      `(?:at most|no more than|not more than|maximum(?: of)?|max\\.?|up to|under|below|fewer than|less than|within|limit(?:ed)?[^.\\n]{0,20}? to|not exceed|longer than|more than)\\s+${number}\\s*-?\\s*words?\\b`,
      `\\b${number}[- ]words?\\s+(?:or (?:less|fewer)|max(?:imum)?|at most|limit)`,
      `\\bin\\s+(?:about |around |exactly )?${number}\\s+words?\\b`,
      `\\bword limit\\s*(?::|is|of)?\\s*${number}`,
      `\\b(?:a|one) (${"\\d{1,4}"})-word\\b`,
    ]),
    maxCharacters: smallest(text, [
      `(?:不超过|不多于|不得超过|不能超过|少于|最多|至多|限制?在|控制在|限)\\s*${hanNumber}\\s*(?:个)?(?:汉)?字`,
      `${hanNumber}\\s*(?:个)?(?:汉)?字(?:以内|之内|以下|内)`,
      `(?:at most|no more than|maximum(?: of)?|max\\.?|up to|under|within|not exceed)\\s+${number}\\s+characters?\\b`,
    ]),
    minWords: largest(text, [
      `(?:at least|no fewer than|minimum(?: of)?|more than)\\s+${number}\\s+words?\\b(?<!not (?:more|longer) than .*)`,
    ]),
    sentences: smallest(text, [
      `(?:in|use|write|exactly|at most|no more than|up to|with|within|into|to|of|maximum)\\s+(?:just |only |exactly )?${number}(?:\\s+(?:short|brief|clear|concise|simple))?\\s+sentences?\\b`,
      `\\b${number}[- ](?:short |brief )?sentences?\\s+(?:max|maximum|at most|or (?:less|fewer)|summary|answer|reply)`,
      `${hanNumber}\\s*句话?`,
    ]),
    json: asksForJson(text, request),
    labels,
    onlyFromFacts:
      /\b(?:only|solely|exclusively|strictly)\b[^.\n]{0,60}\b(?:context|passages?|text|document|sources?|information|facts|rules|excerpt|notes|material)|\b(?:context|passage|text|document|information)\b[^.\n]{0,20}\bonly\b|\bdo not (?:invent|make up|guess|use (?:any )?outside)|(?:只|仅)[^。\n]{0,20}(?:资料|上下文|文本|原文|文档|内容)|(?:不要|不得|不)(?:自行)?(?:编造|猜测|杜撰)/i.test(
        text,
      ),
    fallback: fallbackOf(text),
    quote:
      /\b(?:quot(?:e|es|ing)|cite|citing|verbatim|word for word)\b|引用原文|引用资料|注明出处|原文引用/i.test(
        text,
      ),
    nextStep: /\bnext step|\bcall to action|\bwhat (?:to do|happens) next|下一步/i.test(text),
    signature:
      /\bsign(?:ed)?(?: off)?(?: it)? (?:as|with)\s+["“']?([^"”'\n.]{2,60})/i.exec(text)?.[1]?.trim() ??
      /(?:署名|落款)[为是：:]?\s*[“"「]?([^”"」\n。，]{2,30})/.exec(text)?.[1]?.trim() ??
      null,
  };
}

function asksForJson(
  text: string,
  { settings, outputSchema }: Pick<ModelRequest, "settings" | "outputSchema">,
): boolean {
  if (settings.responseFormat === "json" || settings.responseFormat === "json-schema") return true;
  if (outputSchema !== null && settings.responseFormat === undefined) return true;
  const showsForm = /[{[]\s*["'“][^"'”\n]{1,60}["'”]\s*[:：]/.test(text);
  const speaksOfIt =
    /\bJSON\b/i.test(text) ||
    (showsForm && /\b(?:return|output|respond|reply|answer|format|form|like)\b|返回|输出|格式/i.test(text));
  if (!speaksOfIt) return false;
  return !/\b(?:no|not|without|instead of|don't (?:use|return|output))\s+(?:any |in |as |use )?JSON\b|不要.{0,6}JSON/i.test(
    text,
  );
}

function taskOf(text: string, labels: string[], translateTo: ReplyLanguage | null): Task {
  if (translateTo !== null) return "translate";
  if (
    labels.length > 1 &&
    /classif|categori[sz]e|label|one of|sentiment|which (?:of|category)|whether|分类|归类|类别|判断|情感|选择|之一/i.test(
      text,
    )
  )
    return "classify";
  if (
    /\bsummari[sz]|\bsummary\b|\btl;?dr|\bkey (?:points|takeaways)|\bcondense|总结|概括|摘要|归纳/i.test(text)
  )
    return "summarise";
  if (
    /\b(?:write|compose|draft|create|generate)\b[^.\n]{0,40}\b(?:e-?mail|letter|poem|story|tweet|post|description|slogan|headline|article|essay|ad|copy|announcement|blog|haiku|tagline|title)|(?:写|创作|起草|生成).{0,20}(?:邮件|信|诗|故事|文案|描述|标题|文章|口号|公告)/i.test(
      text,
    )
  )
    return "write";
  return "answer";
}

const tones: [Tone, RegExp][] = [
  ["apologetic", /\bapolog(?:etic|i[sz]e|ies)\b|\btone:? *apolog|安抚|致歉|道歉|歉意/i],
  [
    "formal",
    /\b(?:formal|professional|business-like|matter-of-fact|polite and formal|official)\b|正式|专业|庄重|严谨/i,
  ],
  [
    "friendly",
    /\b(?:friendly|warm|cheerful|casual|conversational|empathetic|kind|helpful tone|enthusiastic|polite(?:ly)?)\b|友好|亲切|热情|温暖|活泼|礼貌/i,
  ],
  [
    "concise",
    /\b(?:concise|concisely|brief|briefly|terse|short answer|succinct|to the point)\b|简洁|简短|简明|精炼/i,
  ],
];

/** A tone that is named as such wins over words that merely occur. */
function toneOf(text: string): Tone | null {
  const named = /(?:\btone\s*(?:[:=]|is|should be|must be)|语气\s*[:：为是]?)\s*([^.\n。，,;；]{1,30})/i.exec(
    text,
  )?.[1];
  const inName = named === undefined ? undefined : tones.find(([, pattern]) => pattern.test(named));
  const plain = text.replace(/\b(?:not|n't|never|no|avoid|less)\s+(?:be |too |sound )*\w+/gi, " ");
  return (inName ?? tones.find(([, pattern]) => pattern.test(plain)))?.[0] ?? null;
}

function formOf(text: string): Form {
  if (
    /\b(?:no|without|avoid|not use|don't use)\s+(?:any )?(?:bullet|lists?|headings)|不用(?:标题|列表)|不要(?:使用)?(?:列表|分点)/i.test(
      text,
    )
  )
    return "prose";
  if (
    /\bstep[- ]by[- ]step|\b(?:numbered|ordered) (?:list|steps)|\bsteps\b|\bas a procedure|分步|步骤|逐步|第一步|编号/i.test(
      text,
    )
  )
    return "steps";
  if (
    /\bbullet|\b(?:as|in|use) an? (?:unordered )?list\b|\blist of\b|\blist (?:the|\d|three|five|two)|要点|列表|分点|逐条|列出/i.test(
      text,
    )
  )
    return "bullets";
  return "prose";
}

const quoted = `(?:"([^"\\n]{2,200})"|“([^”\\n]{2,200})”|「([^」\\n]{2,200})」|['‘]((?:[^'’\\n]|['’](?=\\p{L})){2,200})['’])`;
const missing =
  "(?:not (?:in|contain|found|answer|mention|provide|known|covered?|available|know|say|sure)|n't (?:in|contain|answer|know|mention|find|cover)|does not|do not|cannot|can't|missing|unknown|unsure|no answer)";
const fallbacks = [
  new RegExp(
    `\\bif\\b[^.\\n]{0,90}?${missing}[^\\n]{0,80}?\\b(?:say|answer|reply|respond|write|return|output)(?: exactly| only| with| that| just)*:?\\s*${quoted}`,
    "iu",
  ),
  new RegExp(
    `(?:如果|若|资料|文中|上下文)[^。\\n]{0,40}?(?:没有|不包含|未提及|找不到|无法|不在)[^。\\n]{0,30}?(?:说明|回答|回复|说|输出|返回)[:：]?\\s*${quoted}`,
    "u",
  ),
  new RegExp(`\\bif\\b[^.\\n]{0,90}?${missing}[^.\\n]{0,80}?\\bsay that ([^.\\n]{4,160})`, "iu"),
];

/** What to say when the answer is not there: word for word where the prompt quotes it. */
function fallbackOf(text: string): Instructions["fallback"] {
  for (const [index, pattern] of fallbacks.entries()) {
    const words = pattern.exec(text)?.slice(1).find(Boolean)?.trim();
    if (words === undefined) continue;
    if (index < 2) return { text: words, exact: true };
    return { text: `${words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())}.`, exact: false };
  }
  return null;
}

function matches(text: string, patterns: string[]): number[] {
  const found: number[] = [];
  for (const pattern of patterns) {
    for (const match of text.matchAll(new RegExp(pattern, "gi"))) {
      const word = (match[1] ?? "")
        .toLowerCase()
        .replace(/^(?:a single|one hundred|a hundred)$/, (w) => (w === "a single" ? "one" : "hundred"));
      const value = Number.isNaN(Number(word)) ? numbers[word] : Number(word);
      if (value !== undefined && value > 0) found.push(value);
    }
  }
  return found;
}

const smallest = (text: string, patterns: string[]): number | null => {
  const found = matches(text, patterns);
  return found.length === 0 ? null : Math.min(...found);
};
const largest = (text: string, patterns: string[]): number | null => {
  const found = matches(text, patterns);
  return found.length === 0 ? null : Math.max(...found);
};
