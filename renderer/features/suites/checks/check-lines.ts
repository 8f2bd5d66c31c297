import { checkLine, lineBreak, moreSign } from "#shared/checks/check-line.ts";
import { parseCompact } from "#shared/checks/compact.ts";
import type { Check } from "#shared/model/check.ts";

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
