import { type Check, check as checkModel } from "../model/check.ts";
import { writeCompact } from "./compact.ts";

/** Behind a line that does not say all of its check: a weight, options, what is done to the reply first. */
export const moreSign = " …";
export const lineBreak = " ↵ ";

/** A check in one line: its compact form, or as much of it as that can say. */
export function checkLine(check: Check): string {
  const { type, not, value, threshold } = check;
  const whole = writeCompact(check);
  const text = whole ?? writeCompact(checkModel.parse({ type, not, value, threshold })) ?? shortOf(check);
  return text.replace(/\s*\r?\n\s*/g, lineBreak) + (whole === null ? moreSign : "");
}

const shortOf = ({ type, not, value, threshold }: Check): string =>
  `${not ? "not-" : ""}${type}${threshold === null ? "" : `(${threshold})`}${value === null ? "" : `:${typeof value === "string" ? value : JSON.stringify(value)}`}`;
