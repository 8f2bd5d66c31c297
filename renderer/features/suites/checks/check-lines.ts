import { parseCompact, writeCompact } from "#shared/checks/compact.ts";
import { type Check, check as checkModel } from "#shared/model/check.ts";

/** Behind a line that does not say all of its check: a weight, options, what is done to the reply first. */
const moreSign = " …";
const lineBreak = " ↵ ";

/** A check in one line: its compact form, or as much of it as that can say. */
export function checkLine(check: Check): string {
  const { type, not, value, threshold } = check;
  const whole = writeCompact(check);
  const text = whole ?? writeCompact(checkModel.parse({ type, not, value, threshold })) ?? shortOf(check);
  return text.replace(/\s*\r?\n\s*/g, lineBreak) + (whole === null ? moreSign : "");
}

const shortOf = ({ type, not, value, threshold }: Check): string =>
  `${not ? "not-" : ""}${type}${threshold === null ? "" : `(${threshold})`}${value === null ? "" : `:${typeof value === "string" ? value : JSON.stringify(value)}`}`;

export const writeChecks = (checks: readonly Check[]): string => checks.map(checkLine).join("\n");

/**
 * Reads the lines back. One that is as it was written is the same check, with all that the line does not say; so the
 * others can be edited around it.
 */
export function readChecks(text: string, before: readonly Check[]): Check[] {
  const known = [...before];
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const index = known.findIndex((check) => checkLine(check) === line);
      const [same] = index < 0 ? [] : known.splice(index, 1);
      const bare = line.endsWith(moreSign) ? line.slice(0, -moreSign.length) : line;
      return same ?? parseCompact(bare.replaceAll(lineBreak, "\n"));
    });
}
