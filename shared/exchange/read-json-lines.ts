import { type Json, readJson, withoutMark } from "./read-json.ts";
import { reasonOf, unreadable } from "./unreadable.ts";

/** One JSON value on each line; a line that is none ends the reading, with its number. */
export function readJsonLines(text: string): Json[] {
  const values: Json[] = [];
  for (const [index, line] of withoutMark(text)
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (line.trim() === "") continue;
    try {
      values.push(readJson(line));
    } catch (error) {
      throw unreadable("row-problem", { row: index + 1, said: reasonOf(error).text });
    }
  }
  if (values.length === 0) throw unreadable("empty-file");
  return values;
}
