import { extname } from "node:path";
import type { ExperimentId } from "#shared/model/ids.ts";
import { badInput } from "./exit-codes.ts";
import type { Session } from "./session.ts";
import { type Language, refuseUnwritable } from "./write-report.ts";
import { writeWholeFile } from "./write-whole-file.ts";

const formats: Record<string, "html" | "json"> = { ".html": "html", ".htm": "html", ".json": "json" };

function comparisonFormatOf(file: string): "html" | "json" {
  const format = formats[extname(file).toLowerCase()];
  if (format !== undefined) return format;
  throw badInput(
    `“${file}” does not tell the form of the report: end its name in .html or .json. A comparison has these two.`,
  );
}

/** To be asked before a comparison: a typing error must not cost one. */
export const refuseUnwritableComparison = (file: string): Promise<void> =>
  refuseUnwritable(file, comparisonFormatOf);

/** Writes a report of what is stored of a comparison. */
export async function writeComparison(
  { lathe, signal }: Session,
  { experimentId, file, language }: { experimentId: ExperimentId; file: string; language: Language },
): Promise<void> {
  const format = comparisonFormatOf(file);
  await writeWholeFile(file, lathe.stream("experiments.report", { experimentId, format, language }, signal));
}
