const english: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
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
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const digits: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const places: Record<string, number> = { 十: 10, 百: 100, 千: 1_000 };

const word = `(?:${Object.keys(english).join("|")}|hundred|thousand)`;

/** A whole number in digits (with or without marks between thousands) or in words, of English or Chinese. */
export const numberPattern = `(?:\\d{1,3}(?:,\\d{3})+|\\d{1,7}|${word}(?:(?:[ -]| and )${word}){0,6}|[零〇一二两三四五六七八九十百千万]{1,9})`;

/** The number that such a text stands for; null: none. */
export function readNumber(text: string): number | null {
  const plain = text.trim().toLowerCase().replaceAll(",", "");
  if (/^\d+$/.test(plain)) return Number(plain);
  return /^[a-z]/.test(plain) ? readEnglish(plain) : readChinese(plain);
}

function readEnglish(text: string): number | null {
  let total = 0;
  let part = 0;
  for (const one of text.split(/[ -]+/)) {
    if (one === "and") continue;
    if (one === "hundred") part = Math.max(part, 1) * 100;
    else if (one === "thousand") {
      total += Math.max(part, 1) * 1_000;
      part = 0;
    } else if (Object.hasOwn(english, one)) part += english[one] ?? 0;
    else return null;
  }
  const number = total + part;
  return number > 0 ? number : null;
}

/** 一百五十, 两千, 一万二千; also digit by digit: 一五〇. */
function readChinese(text: string): number | null {
  if (text === "") return null;
  if (![...text].some((sign) => sign === "万" || Object.hasOwn(places, sign))) {
    const number = Number([...text].map((sign) => digits[sign] ?? "x").join(""));
    return Number.isNaN(number) ? null : number;
  }
  let total = 0;
  let part = 0;
  let digit = 0;
  let last = 1;
  for (const sign of text) {
    const place = places[sign];
    if (sign === "万") {
      total += (part + digit || 1) * 10_000;
      part = 0;
      digit = 0;
      last = 10_000;
    } else if (place !== undefined) {
      part += (digit || 1) * place;
      digit = 0;
      last = place;
    } else {
      digit = digits[sign] ?? Number.NaN;
      if (digit === 0) last = 10;
    }
  }
  // 一百五 is a hundred and fifty.
  const rest = digit > 0 && last >= 100 ? digit * (last / 10) : digit;
  const number = total + part + rest;
  return Number.isNaN(number) || number <= 0 ? null : number;
}
