/** Finds a field's value where the data itself names it: `Net total   1,335.00`, `VAT ID DE812345678`, `姓名：李雷`. */

const synonyms: Record<string, string[]> = {
  number: ["no", "nr", "#", "invoice", "rechnung", "编号", "号"],
  id: ["no", "number", "#", "编号", "号"],
  total: ["amount", "sum", "due", "合计", "总计", "总额"],
  gross: ["due", "payable", "grand", "gesamt", "价税合计"],
  net: ["subtotal", "netto", "不含税"],
  tax: ["vat", "ust", "mwst", "gst", "税"],
  supplier: ["seller", "from", "vendor", "卖方", "供应商"],
  customer: ["buyer", "client", "to", "顾客", "客户"],
  order: ["po", "bestellung", "purchase", "订单"],
  phone: ["tel", "telephone", "mobile", "电话", "手机"],
  email: ["mail", "e-mail", "邮箱", "邮件"],
  address: ["street", "地址"],
  name: ["姓名", "名字", "called"],
  date: ["dated", "日期"],
  price: ["cost", "价格", "单价"],
  age: ["年龄"],
  city: ["城市", "town"],
  product: ["item", "商品", "产品"],
  reason: ["because", "原因", "理由"],
};

const wordsOfName = (name: string): string[] =>
  name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[_\s-]+/)
    .filter((word) => word !== "");

/** The words of a field's name, each with what stands for it in documents. */
function signsOf(name: string): string[][] {
  return wordsOfName(name).map((word) => [
    word,
    ...(Object.hasOwn(synonyms, word) ? (synonyms[word] ?? []) : []),
  ]);
}

/** The rest of the line whose label names the field best, or null. All words of the name have to occur in the label. */
export function labelledValue(name: string, data: string): string | null {
  const signs = signsOf(name);
  if (signs.length === 0) return null;
  let best: { value: string; score: number } | null = null;
  for (const line of data.split("\n").slice(0, 2_000)) {
    for (const part of line.split(/\s{3,}(?=\p{L})|[;；|]|(?<=[\p{Script=Han}\d])[，,](?=\p{Script=Han})/u)) {
      const cut =
        /^\s*(?:[-*•]\s*)?([\p{L}#][\p{L}\p{N} .#/'&()%,-]{0,50}?)\s*(?:[:：=]|\s{2,}|(?<=\p{L}) (?=[\p{L}#-]*\d))\s*(\S.*)$/u.exec(
          part,
        );
      if (cut === null) continue;
      const [, label = "", value = ""] = cut;
      const score = scoreOf(label, signs);
      if (score > (best?.score ?? 0)) best = { value: value.trim(), score };
    }
  }
  return best?.value ?? null;
}

/** Words that say little on their own: a tax total is found under "VAT", whatever word for the sum stands beside it. */
const generic = new Set([
  "total",
  "amount",
  "number",
  "id",
  "no",
  "name",
  "date",
  "value",
  "of",
  "the",
  "code",
  "text",
]);

/** How well a label names a field: nothing unless each telling word of the name is there; a shorter label is closer. */
function scoreOf(label: string, signs: string[][]): number {
  const words = label
    .toLowerCase()
    .split(/[^\p{L}\p{N}#]+/u)
    .filter((word) => word !== "");
  const has = (sign: string) =>
    words.includes(sign) || (/\p{Script=Han}/u.test(sign) && label.includes(sign));
  const telling = signs.filter(([word]) => !generic.has(word ?? ""));
  const needed = telling.length > 0 ? telling : signs;
  if (!needed.every((one) => one.some(has))) return 0;
  const exact = signs.filter(([word]) => has(word ?? "")).length;
  return 1 + exact + signs.filter((one) => one.some(has)).length / 2 - words.length / 20;
}
