export type DecimalSign = "auto" | "point" | "comma";

/**
 * A run of digits with the signs between them, not within a word (GPT4, v1.5). Of blanks only no-break and thin ones
 * belong to it, since a plain one may stand between two numbers.
 */
const run =
  /(?<![\p{Script=Latin}\d_]|\d[.,'’])([-+−])?(\d+(?:[.,'’\u00a0\u202f\u2009]\d+)*|(?<!\.)\.\d+)(?:[eE]([-+]?\d{1,3}))?(?!\d)(?:\s{0,2}([万萬亿億]))?/gu;
const scales: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 };

/**
 * The numbers of a text in order. Digits may be full-width; 1,234.5 and 1.234,5 and 1'234.5 and 12,34,567 are each one
 * number; 万 and 亿 multiply. Currency signs, percent signs and units around a number are left alone: 45% is 45. Numbers
 * in words (three, 三) are not read. What may be read either way (1,234 · 1.234 · 1,5) is a group where three digits
 * follow a comma, else a fraction, unless `decimal` says otherwise. A run that is no number by any rule (1.2.3) is left
 * out, and one with commas only (1,2,3) is a list.
 */
export function readNumbers(text: string, decimal: DecimalSign = "auto"): number[] {
  const numbers: number[] = [];
  for (const [, sign = "", digits = "", exponent, scale = ""] of narrowed(text).matchAll(run)) {
    const factor = (exponent === undefined ? 1 : 10 ** Number(exponent)) * (scales[scale] ?? 1);
    for (const value of readRun(digits, decimal)) {
      const number = (sign === "-" || sign === "−" ? -value : value) * factor;
      if (Number.isFinite(number)) numbers.push(number);
    }
  }
  return numbers;
}

/** Full-width digits, point and signs as ASCII. The full-width comma stands between clauses, and stays. */
const narrowed = (text: string): string =>
  text.replace(/[０-９．＋－]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));

interface Form {
  pattern: RegExp;
  /** What stands between groups of digits; the other sign, if any, is the decimal one. */
  groups: RegExp;
}

const plainPoint: Form = { pattern: /^(?:\d+(?:\.\d+)?|\.\d+)$/, groups: /,/g };
const plainComma: Form = { pattern: /^\d+(?:,\d+)?$/, groups: /\./g };
/** With the groups of two of India too. A group never follows a lone 0. */
const commaGroups: Form = { pattern: /^(?!0,)\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$/, groups: /,/g };
const pointGroups: Form = { pattern: /^(?!0\.)\d{1,3}(?:\.\d{3})+(?:,\d+)?$/, groups: /\./g };
const blankGroups: Form = {
  pattern: /^\d{1,3}(?:['’\u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?$/,
  groups: /['’\u00a0\u202f\u2009]/g,
};

const forms: Readonly<Record<DecimalSign, readonly Form[]>> = {
  auto: [plainPoint, commaGroups, pointGroups, plainComma, blankGroups],
  point: [plainPoint, commaGroups, blankGroups],
  comma: [plainComma, pointGroups, blankGroups],
};

function readRun(digits: string, decimal: DecimalSign): number[] {
  const form = forms[decimal].find(({ pattern }) => pattern.test(digits));
  if (form !== undefined) return [Number(digits.replace(form.groups, "").replace(",", "."))];
  const isList = decimal !== "comma" && /^\d+(?:,\d+)+$/.test(digits);
  return isList ? digits.split(",").map(Number) : [];
}
