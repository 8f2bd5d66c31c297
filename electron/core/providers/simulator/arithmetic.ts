const wordOperators: [RegExp, string][] = [
  [/\bplus\b|加上?/gi, "+"],
  [/\bminus\b|减去?/gi, "-"],
  [/\b(?:times|multiplied by)\b|乘以?|[×x](?=\s*\d)/gi, "*"],
  [/\bdivided by\b|除以|÷/gi, "/"],
];
const expressionPattern = /(?<![\w.])\(?\s*-?\d+(?:\.\d+)?(?:\s*[-+*/()]\s*)+\d[\d\s.+*/()-]*/;

/** The result of a sum that a question contains, as `12 * (3 + 4) = 84`, or null where there is none. */
export function solve(question: string): string | null {
  const text = wordOperators.reduce(
    (all, [pattern, sign]) => all.replace(pattern, sign),
    question.slice(0, 2_000),
  );
  const percent = /(\d+(?:\.\d+)?)\s*%\s*(?:of|的)?\s*(\d+(?:\.\d+)?)/.exec(text);
  if (percent)
    return `${percent[1]} % of ${percent[2]} = ${tidy((Number(percent[1]) / 100) * Number(percent[2]))}`;
  const written =
    expressionPattern
      .exec(text)?.[0]
      .trim()
      .replace(/[-+*/(.\s]+$/, "") ?? "";
  // A date or a phone number looks like a subtraction.
  if (written === "" || /^\d{2,4}-\d{1,4}(-\d+)*$/.test(written)) return null;
  const tokens = written.match(/\d+(?:\.\d+)?|[-+*/()]/g) ?? [];
  const value = sum({ tokens, at: 0 });
  return value === null || !Number.isFinite(value) ? null : `${written} = ${tidy(value)}`;
}

interface Reader {
  tokens: string[];
  at: number;
}

function sum(reader: Reader): number | null {
  let value = product(reader);
  while (value !== null && /^[-+]$/.test(reader.tokens[reader.at] ?? "")) {
    const sign = reader.tokens[reader.at++];
    const right = product(reader);
    if (right === null) return null;
    value = sign === "+" ? value + right : value - right;
  }
  return value;
}

function product(reader: Reader): number | null {
  let value = factor(reader);
  while (value !== null && /^[*/]$/.test(reader.tokens[reader.at] ?? "")) {
    const sign = reader.tokens[reader.at++];
    const right = factor(reader);
    if (right === null) return null;
    value = sign === "*" ? value * right : value / right;
  }
  return value;
}

function factor(reader: Reader): number | null {
  const token = reader.tokens[reader.at++];
  if (token === undefined) return null;
  if (token === "-") {
    const value = factor(reader);
    return value === null ? null : -value;
  }
  if (token !== "(") return /^\d/.test(token) ? Number(token) : null;
  const inner = sum(reader);
  if (reader.tokens[reader.at] === ")") reader.at += 1;
  return inner;
}

const tidy = (value: number): string => String(Math.round(value * 1e6) / 1e6);
