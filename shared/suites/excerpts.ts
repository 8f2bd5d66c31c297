import type { VariableValue } from "../model/content.ts";
import type { CaseContent } from "../model/suite.ts";

/** As long as a cell of a list shows of it, in UTF-16 units. */
const longest = 240;

/** A value as a person reads it: text as it is, anything else as JSON. */
export const valueText = (value: VariableValue): string =>
  value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);

/** The inputs of a case in one line: the value alone where there is one, else each with its name. */
export function inputExcerpt({ inputs }: Pick<CaseContent, "inputs">): string {
  const entries = Object.entries(inputs);
  const [only] = entries;
  if (only !== undefined && entries.length === 1) return oneLine(valueText(only[1]));
  // Each gets its share first, so that a long first value does not hide that there are others.
  const share = Math.max(24, Math.floor(longest / Math.max(entries.length, 1)));
  return oneLine(entries.map(([name, value]) => `${name}: ${oneLine(valueText(value), share)}`).join(" · "));
}

export const expectedExcerpt = ({ expected }: Pick<CaseContent, "expected">): string =>
  oneLine(valueText(expected));

/** Everything of a case that its search looks in; the caller brings it to one case of letters. */
export const searchedText = (content: CaseContent): string =>
  [
    content.name,
    ...Object.values(content.inputs).map(valueText),
    ...content.turns,
    valueText(content.expected),
    content.notes,
    ...content.tags,
  ].join("\n");

function oneLine(text: string, most = longest): string {
  // No more is looked at than can be shown: a value may have megabytes.
  const line = text
    .slice(0, most * 4)
    .replace(/\s+/g, " ")
    .trim();
  if (line.length <= most) return line;
  const cut = line.slice(0, most - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
