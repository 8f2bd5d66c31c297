/** Values that stand in a text: what an extraction can find without understanding it. */

const months =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const datePatterns: [RegExp, (match: RegExpExecArray) => (string | undefined)[]][] = [
  [/\b(\d{4})-(\d{1,2})-(\d{1,2})\b/g, ([, y, m, d]) => [y, m, d]],
  [/(\d{4})年(\d{1,2})月(\d{1,2})[日号]/g, ([, y, m, d]) => [y, m, d]],
  [/\b(\d{4})\/(\d{1,2})\/(\d{1,2})\b/g, ([, y, m, d]) => [y, m, d]],
  [/\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/g, ([, d, m, y]) => [y, m, d]],
  [
    new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(${months})\\.?,?\\s+(\\d{4})\\b`, "gi"),
    ([, d, m, y]) => [y, monthNumber(m), d],
  ],
  [
    new RegExp(`\\b(${months})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b`, "gi"),
    ([, m, d, y]) => [y, monthNumber(m), d],
  ],
];

const monthNumber = (name = ""): string => String(monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1);

/** Dates as YYYY-MM-DD, in the order of the text. */
export function findDates(text: string): string[] {
  const found: { at: number; date: string }[] = [];
  for (const [pattern, parts] of datePatterns) {
    for (const match of text.matchAll(pattern)) {
      const [year = "", month = "", day = ""] = parts(match);
      if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) continue;
      found.push({ at: match.index, date: `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` });
    }
  }
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ date }) => date))];
}

/** `1,588.65`, `1.588,65` and `1588.65` are one number. */
export function readAmount(text: string): number | null {
  const bare = text.replace(/[^\d.,-]/g, "").replace(/[.,]+$/, "");
  if (!/\d/.test(bare)) return null;
  const lastComma = bare.lastIndexOf(",");
  const lastDot = bare.lastIndexOf(".");
  const decimal = lastComma > lastDot ? "," : ".";
  const digitsAfter = bare.length - 1 - Math.max(lastComma, lastDot);
  const isGrouping =
    digitsAfter === 3 && (lastComma < 0 || lastDot < 0) && (decimal === "," || bare.split(".").length > 2);
  const plain = isGrouping
    ? bare.replace(/[.,]/g, "")
    : bare.replace(decimal === "," ? /\./g : /,/g, "").replace(",", ".");
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

export const findNumbers = (text: string): number[] =>
  [
    ...text.matchAll(
      /(?<![\p{L}\d.-])-?\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?(?!\d)|(?<![\p{Script=Latin}\d.-])-?\d+(?:[.,]\d+)?(?![\d-])/gu,
    ),
  ]
    .map(([figure]) => readAmount(figure))
    .filter((value) => value !== null);

/** Numbers with a currency sign, code or word. */
export const findAmounts = (text: string): number[] =>
  [
    ...text.matchAll(
      /(?:[$€£¥￥]|\b(?:USD|EUR|GBP|CNY|RMB)\s?)\s?(\d[\d.,]{0,24})|(?<![\d.,])(\d[\d.,]{0,24})\s?(?:[$€£¥]|(?:USD|EUR|GBP|CNY|RMB|dollars?|euros?|pounds?)\b|元|块)/gi,
    ),
  ]
    .map((match) => readAmount(match[1] ?? match[2] ?? ""))
    .filter((value) => value !== null);

export const findEmails = (text: string): string[] => [
  ...(text.match(/[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g) ?? []),
];
export const findUrls = (text: string): string[] => [...(text.match(/https?:\/\/[^\s<>"'）。，)]+/g) ?? [])];
export const findPhones = (text: string): string[] =>
  [
    ...(text.match(
      /(?<![\w-])(?:\+\d{1,3}[ -]?)?(?:\(\d{2,5}\)[ -]?)?\d{2,4}(?:[ -]?\d{2,5}){2,4}(?![\w-])/g,
    ) ?? []),
  ].filter((phone) => phone.replace(/\D/g, "").length >= 8 && !/^\d{4}-\d{2}-\d{2}$/.test(phone));

/** Order, invoice and ticket numbers: after their word, else anything that mixes letters and digits. */
export function findCodes(text: string): string[] {
  const named = [
    ...text.matchAll(
      /(?:order|invoice|ticket|case|booking|tracking|reference|ref|po|customer|account|bestell\w*|rechnungs?\w*|订单|发票|单号|编号|工单)\s*(?:number|no\.?|nr\.?|id|号码?|#)?\s*[:：#]?\s*#?((?=[\w/-]*\d)[A-Z0-9][\w/-]{2,24})/gi,
    ),
  ].map((match) => match[1] ?? "");
  const mixed = text.match(/\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*\b/g) ?? [];
  return [...new Set([...named, ...mixed])].filter((code) => !/^\d{4}-\d{2}-\d{2}$/.test(code));
}

const notNames =
  /^(?:The|This|That|These|Those|A|An|I|We|You|He|She|It|They|My|Our|Your|Hi|Hello|Dear|Please|Can|Could|What|When|Where|Why|How|Who|Is|Are|If|And|But|Or|In|On|At|To|For|From|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Invoice|Order|Thanks|Regards|Best|Text|Return|Extract|JSON|Net|Vat|Customer|Message|Document|Yes|No)$/;

const surnames =
  "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马苗方俞任袁柳鲍史唐薛雷贺汤罗郝安常于傅康余顾孟黄穆萧尹姚邵汪毛戴宋庞熊纪项祝董梁杜阮季贾江郭梅林钟徐邱骆高夏蔡田胡霍万柯卢莫丁邓洪崔龚程陆段侯武刘叶白乔谭温易廖欧";
const hanName = new RegExp(
  `(?<![\\p{Script=Han}])([${surnames}][\\p{Script=Han}]{1,2})(?=今年|先生|女士|老师|经理|是|在|说|于|的|[，,。、；：:\\s（(]|$)`,
  "gu",
);

/** Names of people: after a word that introduces one, else two or more capitalised words in a row. */
export function findNames(text: string): string[] {
  const introduced = [
    ...text.matchAll(
      /(?:\b(?:my name is|i am|i'm|called|named|name\s*[:=]|regards,?|sincerely,?|from|mr\.?|mrs\.?|ms\.?|dr\.?)\s+)((?:\p{Lu}[\p{Ll}'’-]+)(?:\s+\p{Lu}[\p{Ll}'’-]+){0,2})/giu,
    ),
  ].map((match) => match[1] ?? "");
  const han = [
    ...text.matchAll(
      /(?:姓名|名字|联系人|客户|我叫|我是|名叫)\s*[:：是为]?\s*([\p{Script=Han}·]{2,4})(?=[，。、；：\s,.;]|$|的|今年|来自)/gu,
    ),
  ].map((match) => match[1] ?? "");
  for (const match of text.matchAll(hanName)) han.push(match[1] ?? "");
  const capitalised = [...text.matchAll(/\p{Lu}[\p{Ll}'’-]+(?:\s+\p{Lu}[\p{Ll}'’-]+){1,2}/gu)].map(
    ([name]) => name,
  );
  const clean = [...introduced, ...han, ...capitalised]
    .map((name) =>
      name
        .split(/\s+/)
        .filter((word, index, all) => !(notNames.test(word) && (index === 0 || index === all.length - 1)))
        .join(" "),
    )
    .filter((name) => name !== "" && /^\p{Lu}|\p{Script=Han}/u.test(name));
  return [...new Set(clean)];
}

const currencies: [string, RegExp][] = [
  ["EUR", /€|\bEUR\b|\beuros?\b/i],
  ["USD", /\$|\bUSD\b|\bdollars?\b/i],
  ["GBP", /£|\bGBP\b|\bpounds?\b/i],
  ["CNY", /¥|￥|\bCNY\b|\bRMB\b|元|人民币/i],
];
export const findCurrency = (text: string): string | null =>
  currencies.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
