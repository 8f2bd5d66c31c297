import { textKey } from "../text-key.ts";
import type { Keeping } from "./keep-rows.ts";

/** Of prompts and of suites. */
const longestName = 120;

/** The name itself, or with a number where another one in the lists has it. */
export function freeName({ db }: Keeping, table: "prompts" | "suites", wanted: string): string {
  const isTaken = (name: string) =>
    db.get(
      `${table} name taken`,
      `SELECT 1 FROM main.${table} WHERE name_key = @key AND removed_at IS NULL`,
      { key: textKey(name) },
    ) !== undefined;
  const cut = (end: string) => `${wanted.slice(0, longestName - end.length).toWellFormed()}${end}`;
  let name = cut("");
  for (let count = 2; isTaken(name); count += 1) name = cut(` (${count})`);
  return name;
}
