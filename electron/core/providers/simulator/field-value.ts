import type { JsonSchema } from "#shared/model/content.ts";
import {
  findAmounts,
  findCodes,
  findCurrency,
  findDates,
  findEmails,
  findNames,
  findNumbers,
  findPhones,
  findUrls,
  readAmount,
} from "./found-values.ts";
import { labelledValue } from "./labelled-values.ts";
import { chooseLabel, hasSigns, moodOf } from "./labels.ts";
import { languageOf, type ReplyLanguage } from "./language.ts";
import { centralSentences } from "./relevance.ts";
import { keyPhrases, splitSentences, stableNumber, termsOf } from "./words.ts";

/** What a JSON reply is filled from. */
export interface FieldSource {
  /** The data of the prompt, or one row of it. */
  data: string;
  isRow: boolean;
  /** The labels that the prompt allows, where it names any. */
  labels: string[];
  language: ReplyLanguage;
  /** The reply as prose, for fields such as `answer`. */
  answer: string;
  /** The currency that the prompt names for data without one. */
  currency: string | null;
  /** A missing value may be said as null. */
  mayBeNull: boolean;
}

type Role = [name: RegExp, find: (source: FieldSource, name: string) => string | null | undefined];

const first = <T>(found: T[]): T | null => found[0] ?? null;

/** Fields that hold something which stands in the data, or nothing. */
const extracted: Role[] = [
  [/e_?mail|邮箱|邮件地址/i, ({ data }) => first(findEmails(data))],
  [/phone|mobile|电话|手机|^tel$/i, ({ data }) => first(findPhones(data))],
  [/url|website|link|网址|链接/i, ({ data }) => first(findUrls(data))],
  [/currency|币种|货币/i, ({ data, currency }) => findCurrency(data) ?? currency],
  [/date|deadline|birthday|_on$|_at$|日期|时间$|截止/i, (source, name) => dateFor(source, name)],
  [
    /(?:order|invoice|ticket|tracking|reference|booking|customer|tax|vat|account|po).*(?:id|number|no|code|ref)$|订单号|单号|编号|发票号|^(?:number|reference|code|sku)$/i,
    (source, name) => codeFor(source, name),
  ],
  [
    /^(?:name|full_?name|person|author|customer(?:_?name)?|first_?name|recipient|sender|contact)$|姓名|名字|联系人|客户名?$|^顾客$/i,
    ({ data }) => first(findNames(data)),
  ],
  [
    /supplier|vendor|seller|company|organi[sz]ation|公司|供应商/i,
    ({ data }) =>
      /[^\n·|,]{2,60}\b(?:GmbH|AG|Ltd|LLC|Inc|Corp|Co|S\.?A|B\.?V|PLC)\b\.?|[\p{Script=Han}]{2,20}(?:公司|旗舰店|集团|商店)/u
        .exec(data)?.[0]
        .trim() ?? first(findNames(data)),
  ],
  [
    /^(?:address|street|地址)$/i,
    ({ data }) =>
      /\d{1,5} \p{Lu}[\p{L}'-]+(?: \p{L}+)? (?:Street|St|Road|Rd|Avenue|Ave|Lane|Way)\b|\p{Lu}[\p{L}-]*(?:str(?:aße|\.)|weg|platz) \d{1,4}/u.exec(
        data,
      )?.[0],
  ],
  [
    /^(?:city|town|location|place|城市|地点)$/i,
    ({ data }) =>
      /\b(?:in|at|to|from|near)\s+(\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)/u.exec(data)?.[1] ??
      /(?:在|到|去|来自|位于)([\p{Script=Han}]{2,4}?)(?:市|省|[，。、,]|$|吗|工作|居住)/u.exec(data)?.[1],
  ],
];

/** Fields that a model writes itself. */
const written: Role[] = [
  [/lang(?:uage)?$|语言|语种/i, ({ data }) => languageOf(data)],
  [
    /sentiment|mood|tone|emotion|polarity|情感|情绪|态度/i,
    ({ data }) => chooseLabel(["positive", "negative", "neutral"], data),
  ],
  [/priority|urgency|severity|优先级|紧急/i, ({ data }) => chooseLabel(["high", "medium", "low"], data)],
  [
    /categor|label|class|topic|intent|type$|kind|分类|类别|标签|主题|意图|类型/i,
    ({ data, labels }) => (labels.length > 1 ? chooseLabel(labels, data) : keyPhrases(data, 1)[0]),
  ],
  [/title|subject|headline|标题|题目|主题/i, ({ data }) => keyPhrases(data, 2).join(" – ")],
  [
    /summary|abstract|overview|tl_?dr|gist|摘要|总结|概要|概括/i,
    ({ data }) => centralSentences(data, 2).join(" "),
  ],
  [/quote|evidence|excerpt|source|citation|引用|原文|依据/i, ({ data }) => centralSentences(data, 1)[0]],
  [
    /reason|rationale|explanation|justification|why|because|理由|原因|解释/i,
    ({ data, language }) => becauseOf(data, language),
  ],
  [
    /answer|reply|response|message|text|content|output|result|translation|回答|答案|回复|内容|结果|译文|翻译/i,
    ({ answer }) => answer,
  ],
];

/** null: nothing fits and the form allows null. */
export function textFor(name: string, shape: JsonSchema, source: FieldSource): string | null {
  const hint = typeof shape.description === "string" ? shape.description : "";
  const isDate = shape.format === "date" || shape.format === "date-time" || /YYYY|日期|ISO ?8601/i.test(hint);
  if (isDate) return withTime(dateFor(source, name) ?? orNull(source, "2025-01-01"), shape);
  if (shape.format === "email") return first(findEmails(source.data)) ?? orNull(source, "nobody@example.com");
  if (shape.format === "uri" || shape.format === "url")
    return first(findUrls(source.data)) ?? orNull(source, "https://example.com/");
  if (source.isRow) return rowText(source.data);

  const found = extracted.find(([pattern]) => pattern.test(name));
  const value = found?.[1](source, name) ?? labelledValue(name, source.data);
  if (value) return value;
  if (found !== undefined) return orNull(source, source.language === "zh" ? "未提供" : "not given");
  const own = written.find(([pattern]) => pattern.test(name))?.[1](source, name);
  return own || (relevantTo(name, source.data) ?? keyPhrases(source.data, 1)[0] ?? name);
}

const orNull = (source: FieldSource, otherwise: string): string | null =>
  source.mayBeNull ? null : otherwise;

const withTime = (date: string | null, shape: JsonSchema): string | null =>
  date !== null && shape.format === "date-time" ? `${date}T00:00:00Z` : date;

function dateFor({ data }: FieldSource, name: string): string | null {
  const labelled = labelledValue(name, data);
  const dates = findDates(data);
  const own = labelled === null ? null : first(findDates(labelled));
  if (own !== null) return own;
  const asksEnd = /due|end|deadline|expir|until|到期|截止/i.test(name);
  const within = /within (\d{1,3}) days|(\d{1,3})\s*(?:天|日)内|innerhalb von (\d{1,3}) Tagen/i.exec(data);
  if (asksEnd) {
    const named = /(?:\b(?:due|deadline|until|payable|expires?|ends?)\b|到期|截止)([^\n]{0,40})/i.exec(
      data,
    )?.[1];
    const after = named === undefined ? null : first(findDates(named));
    if (after !== null) return after;
    const days = Number(within?.[1] ?? within?.[2] ?? within?.[3] ?? Number.NaN);
    if (dates[0] !== undefined && !Number.isNaN(days)) return addDays(dates[0], days);
    return dates.length > 1 ? (dates.at(-1) ?? null) : null;
  }
  return first(dates);
}

const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

function codeFor({ data }: FieldSource, name: string): string | null {
  const kind = /order|订单|po/i.test(name)
    ? /(?:order|bestellung|订单|\bPO\b)[^\n\d]{0,24}?([A-Z]{0,4}-?\d[\w-]{2,20})/i
    : /tax|vat/i.test(name)
      ? /\b([A-Z]{2}\d{8,12})\b/
      : /invoice|发票|^number$/i.test(name)
        ? /(?:invoice|rechnung|发票|order)[^\n\d]{0,24}?([A-Z]{0,4}-?\d[\w/-]{2,20})/i
        : null;
  return kind === null ? first(findCodes(data)) : (kind.exec(data)?.[1] ?? null);
}

const rowText = (row: string): string => {
  const cell = row.split(/\s{2,}|\t|\|/).find((one) => /\p{L}{2}/u.test(one)) ?? row;
  return cell.replace(/^\s*\d+\s*[x×]?\s+/, "").trim();
};

function relevantTo(name: string, data: string): string | null {
  const terms = termsOf(name.replaceAll("_", " "));
  return (
    splitSentences(data).find((sentence) => [...terms].some((term) => termsOf(sentence).has(term))) ?? null
  );
}

function becauseOf(data: string, language: ReplyLanguage): string {
  const [main = data.slice(0, 80)] = centralSentences(data, 1);
  return language === "zh" ? `依据是：“${main}”` : `It is based on this: “${main}”`;
}

export function numberFor(name: string, shape: JsonSchema, source: FieldSource): number | null {
  const { data } = source;
  if (source.isRow) return rowNumber(name, data);
  const labelled = labelledValue(name, data);
  const value = labelled === null ? null : (findNumbers(labelled).at(-1) ?? readAmount(labelled));
  if (value !== null && value !== undefined) return value;
  if (/score|rating|confidence|probab|likelihood|relevance|quality|评分|得分|分数|置信|概率/i.test(name))
    return scoreFor(name, shape, data);
  if (/age|年龄/i.test(name))
    return (
      Number(
        /(\d{1,3})\s*(?:-?\s*years?[- ]old|岁)|(?:age|aged)\s*:?\s*(\d{1,3})/i
          .exec(data)
          ?.slice(1)
          .find(Boolean) ?? Number.NaN,
      ) || orNullNumber(source, 30)
    );
  if (/price|amount|total|cost|fee|sum|budget|价格|金额|总价|费用|预算/i.test(name)) {
    const amounts = findAmounts(data);
    return (
      (/total|sum|gross|总/i.test(name) ? amounts.at(-1) : amounts[0]) ??
      orNullNumber(source, findNumbers(data)[0] ?? 0)
    );
  }
  if (/word_?count|字数/i.test(name)) return data.split(/\s+/).filter(Boolean).length;
  if (/year|年份/i.test(name))
    return Number(/\b(?:19|20)\d{2}\b/.exec(data)?.[0] ?? Number.NaN) || orNullNumber(source, 2025);
  return orNullNumber(source, findNumbers(data)[0] ?? 1 + (stableNumber(name + data) % 5));
}

const orNullNumber = (source: FieldSource, otherwise: number): number | null =>
  source.mayBeNull ? null : otherwise;

function scoreFor(name: string, shape: JsonSchema, data: string): number {
  const range = /(-?\d+(?:\.\d+)?)\s*(?:-|–|to|到|~|and)\s*(\d+(?:\.\d+)?)/.exec(
    String(shape.description ?? ""),
  );
  const low = typeof shape.minimum === "number" ? shape.minimum : Number(range?.[1] ?? 0);
  const isShare = /confidence|probab|likelihood|置信|概率/i.test(name);
  const high = typeof shape.maximum === "number" ? shape.maximum : Number(range?.[2] ?? (isShare ? 1 : 10));
  const share = 0.55 + 0.3 * moodOf(data) + (stableNumber(data) % 11) / 100;
  const value = low + (high - low) * Math.min(Math.max(share, 0), 1);
  return high - low > 3 ? Math.round(value) : Math.round(value * 100) / 100;
}

/** `2 x Desk 429.00 858.00` has quantity, price of one and sum; `40 kg at 13.80 a kilo` has no sum. */
function rowNumber(name: string, row: string): number | null {
  const figures = findNumbers(row);
  if (/quantity|qty|count|pieces|数量/i.test(name)) return figures[0] ?? null;
  const money = figures.length > 2 ? figures.slice(-2) : figures.slice(1);
  const isPriceOfOne = /\b(?:each|per)\b|\ba(?:n)? (?:kilo|piece|box|unit|item|litre)|每/i.test(row);
  if (isPriceOfOne) return /unit|price|rate|单价/i.test(name) ? (money.at(-1) ?? null) : null;
  if (/unit|price|单价/i.test(name) && money.length > 1) return money[0] ?? null;
  return money.at(-1) ?? null;
}

/** True where the data speaks of what the name asks, and does not deny it. */
export function truthFor(name: string, { data }: FieldSource): boolean {
  const topic = name
    .replace(
      /^(?:is|has|are|was|can|should|needs?|requires?|contains?|includes?|mentions?)_?|^是否(?:需要|有|包含)?|^(?:有|需要)/i,
      "",
    )
    .replaceAll("_", " ");
  if (/positive|happy|satisf|满意|正面/i.test(topic)) return moodOf(data) > 0;
  if (/negative|unhappy|complain|angry|不满|投诉|负面/i.test(topic)) return moodOf(data) < 0;
  if (/question|疑问|提问/i.test(topic)) return /[?？]/.test(data);
  if (hasSigns(topic, data)) return true;
  const terms = [...termsOf(topic)];
  const bag = termsOf(data);
  const holds =
    terms.length > 0 ? terms.every((term) => bag.has(term)) : topic !== "" && data.includes(topic);
  const [word = ""] = topic.split(" ");
  return (
    holds &&
    !new RegExp(
      `\\b(?:no|not|without|never)\\s+(?:\\w+\\s+)?${word.replace(/[^\p{L}\p{N}]/gu, "")}|(?:没有|不|无)${word.replace(/[^\p{L}\p{N}]/gu, "")}`,
      "iu",
    ).test(data)
  );
}

/** The entries of a list of texts. */
export function textsFor(name: string, source: FieldSource): string[] {
  const { data } = source;
  if (/mail|邮箱/i.test(name)) return findEmails(data);
  if (/phone|电话/i.test(name)) return findPhones(data);
  if (/url|link|链接/i.test(name)) return findUrls(data);
  if (/date|日期/i.test(name)) return findDates(data);
  if (/code|order|number|单号|编号/i.test(name)) return findCodes(data);
  if (/name|people|person|author|人名|人物|姓名/i.test(name)) return findNames(data);
  if (/warning|error|issue|problem|missing|警告|问题/i.test(name)) return [];
  if (
    /step|point|sentence|fact|finding|highlight|takeaway|action|question|suggestion|reason|要点|步骤|建议|事实/i.test(
      name,
    )
  )
    return centralSentences(data, 3);
  return keyPhrases(data, 3);
}
