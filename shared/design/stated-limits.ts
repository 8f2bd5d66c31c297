import { numberPattern, readNumber } from "./number-words.ts";

export interface StatedLimit {
  /** `signs`: 字, which of a Chinese text are its characters and its words. */
  unit: "characters" | "signs" | "words" | "sentences" | "tokens";
  amount: number;
  /** It is for a part of the reply only: its title, each point. */
  isOfPart: boolean;
  /** Where the number stands: UTF-16 offsets. */
  start: number;
  end: number;
}

const number = `(?<number>${numberPattern})`;
const unit = "(?<unit>characters?|chars?|letters|words?|sentences?|tokens?)";
const hanUnit = "(?<unit>个?\\s?(?:汉字|字符|字|单词|词语|词|句子|句话|句|tokens?|令牌))";

const most =
  "(?:at most|at the most|no more than|not more than|no longer than|not longer than|up to|(?:a )?max(?:imum)?\\.?(?: length)?(?: of)?|within|under|below|fewer than|less than|shorter than|not exceed(?:ing)?|never exceed|limit(?:ed)?(?: \\w+){0,4} to|(?:limit|length|count)\\s?(?:is|of|:|=)|cap(?:ped)? at|keep (?:it|the \\w+|your \\w+) (?:to|under|below|within)|<=?|≤)";
const hanMost =
  "(?:不超过|不多于|不得超过|不能超过|不要超过|别超过|不得多于|不能多于|少于|小于|低于|最多|至多|最长|上限(?:为|是|:|：)?|限制?(?:在|为)|限|控制在|字数\\s?(?:<=?|≤|:|：)|<=?|≤)";

const patterns = [
  new RegExp(
    `(?<![\\w])${most}\\s{0,3}(?:about |around |roughly )?${number}(?:\\s|-){1,3}(?:\\w+ )?${unit}\\b`,
    "dgiu",
  ),
  new RegExp(
    `(?<![\\w])${number}(?:\\s|-){1,3}${unit},?\\s{0,2}(?:or (?:less|fewer|shorter|under)|at (?:the )?most|max(?:imum)?\\b|limit\\b|tops\\b)`,
    "dgiu",
  ),
  new RegExp(
    `(?<![\\w])(?:in|using|with|write|use|of|exactly) (?:only |just |exactly )?${number}(?:\\s|-){1,3}(?:(?:short|brief|clear|concise|simple|complete) )?${unit}\\b`,
    "dgiu",
  ),
  new RegExp(`${hanMost}\\s{0,2}${number}\\s{0,2}${hanUnit}`, "dgiu"),
  new RegExp(`${number}\\s{0,2}${hanUnit}(?:以内|之内|以下|内|为限)`, "dgiu"),
  new RegExp(`(?:用|以)\\s{0,2}${number}\\s{0,2}(?<unit>句话|句)`, "dgiu"),
];

const partBefore =
  /\b(?:titles?|headlines?|headings?|subject|each|every|per|bullets?|items?|points?|names?|captions?|(?:first |one |a )?lines?|paragraphs?|field)\b|标题|题目|主题|每|各|名称|首行|一行|字段/iu;
const partAfter =
  /^\s?\p{L}{1,12}\s(?:(?:in|for|on) )?(?:each|per|every)\b|^[^。\n]{0,6}(?:每[条项点段句]|的标题)/iu;

const clauseBefore = (text: string, index: number): string =>
  /[^.,;!?:：\n，。；！？]*$/u.exec(text.slice(Math.max(0, index - 60), index))?.[0] ?? "";

/** The most that a text allows a reply to have, as people write it in English and Chinese. */
export function statedLimits(text: string): StatedLimit[] {
  const found: StatedLimit[] = [];
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const amount = readNumber(match.groups?.number ?? "");
      const [start, end] = match.indices?.groups?.number ?? [0, 0];
      if (amount === null || found.some((one) => one.start === start)) continue;
      const isOfPart =
        partBefore.test(clauseBefore(text, match.index)) || partAfter.test(text.slice(end, end + 30));
      found.push({ unit: unitNamed(match.groups?.unit ?? ""), amount, isOfPart, start, end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function unitNamed(words: string): StatedLimit["unit"] {
  if (/token|令牌/i.test(words)) return "tokens";
  if (/sentence|句/i.test(words)) return "sentences";
  if (/char|letters|字符/i.test(words)) return "characters";
  if (/字/.test(words)) return "signs";
  return "words";
}

export const isOfUnit = (stated: StatedLimit["unit"], asked: StatedLimit["unit"]): boolean =>
  stated === asked || (stated === "signs" && (asked === "characters" || asked === "words"));
