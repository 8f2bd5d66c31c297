/** Words by which people ask for the same thing; the first of a line stands for all of it. */
const english = [
  "answer reply respond response",
  "customer client",
  "promise commit guarantee pledge",
  "end close finish conclude",
  "invent fabricate hallucinate",
  "choose pick select",
  "several multiple",
  "data information info details",
  "compute calculate",
  "keep leave preserve retain",
  "recommend suggest propose",
  "claim statement",
  "cite quote",
  "1 one",
  "2 two",
  "3 three",
  "4 four",
  "5 five",
  "6 six",
  "7 seven",
  "8 eight",
  "9 nine",
  "10 ten",
].map((line) => line.split(" "));

/** They ask for something and do not say what: what is wanted stands in the words beside them. */
const weakEnglish =
  "say tell state mention give provide include add write show name list put use make ensure take each every all".split(
    " ",
  );

/** None longer than those it stands for, so that a place in the text stays where it is. */
const chinese = [
  ["回答", /回复|答复|解答|应答/g],
  ["顾客", /客户|用户/g],
  ["抽取", /提取|摘取/g],
  ["根据", /依据|按照|基于|依照/g],
  ["编造", /杜撰|虚构|捏造|臆造/g],
  ["总结", /概括|归纳|概述|摘要/g],
  ["承诺", /许诺|保证/g],
  ["分类", /归类/g],
  ["简洁", /简短|简明|精炼/g],
  ["女性", /女生|女士/g],
  ["缺", /(?:找不到|没有?(?:提到|提及|提供|出现|写明)|未(?:提到|提及|提供|出现|写明)|缺失|缺少)/g],
] as const;
const weakChinese =
  /给出|提供|告诉|告知|说明|列出|指出|写出|写明|包含|包括|附上|带上|含有|使用|采用|进行|必须|务必|需要|应当|应该|可以|一律|自行|信息|内容|数据|相关/g;
const counted = /([一二两三四五六七八九]|\d)([个条句点项段种])/g;
const mostSigns =
  /(?:不(?:得|能|要)?(?:超过|多于)|最多|至多|控制在|限)?\s{0,2}(\d{1,6})\s{0,2}个?汉?字(?:以内|之内|以下|内)?/g;
const numerals = "零一二三四五六七八九";
const inDigits = (numeral: string): string =>
  /\d/.test(numeral) ? numeral : numeral === "两" ? "2" : String(numerals.indexOf(numeral));

/** Chinese words by the one that stands for them, how many of something in digits, and a limit by its number. */
export const sameChinese = (text: string): string =>
  chinese
    .reduce(
      (changed, [word, others]) => changed.replace(others, (other) => word.padEnd(other.length, "的")),
      text,
    )
    .replace(mostSigns, (whole, amount) => `${amount}字`.padStart(whole.length, "的"))
    .replace(counted, (_whole, numeral) => `${inDigits(numeral)}的`);

/** Nothing is left of words that only ask: a stop stands in their place. */
export const withoutWeakChinese = (text: string): string =>
  text.replace(weakChinese, (word) => "的".repeat(word.length));

/** By its stem: of a longer word no more than what its kin begin with as well (summary, summarise; extract, extraction). */
export function stem(word: string): string {
  if (/[\d_]/.test(word)) return word;
  return word
    .replace(/'s$/, "")
    .replace(/(?<=.{2})ies$/, "y")
    .replace(/(?<=.{3})(?:ing|ed|ly|ers?|ors?|es|s)$/, "")
    .replace(/(?<=.{3})e$/, "")
    .slice(0, 6);
}

const standsFor = new Map(
  english.flatMap(([first = "", ...others]) => others.map((word) => [stem(word), stem(first)] as const)),
);
const weak = new Set(weakEnglish.map(stem));

export const sameEnglish = (word: string): string => {
  const plain = stem(word);
  return standsFor.get(plain) ?? plain;
};

export const isWeak = (word: string): boolean => weak.has(word);
