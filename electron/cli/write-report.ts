import { open, rm, stat } from "node:fs/promises";
import { extname } from "node:path";
import type { TestRunId } from "#shared/model/ids.ts";
import type { ReportFormat } from "#shared/model/test-run.ts";
import { badInput } from "./exit-codes.ts";
import type { Session } from "./session.ts";
import { cannotWrite, unfinishedOf, writeWholeFile } from "./write-whole-file.ts";

export type Language = "en" | "zh";

const formats: Record<string, ReportFormat> = {
  ".html": "html",
  ".htm": "html",
  ".json": "json",
  ".csv": "csv",
  ".xml": "junit",
  ".md": "markdown",
};

/** Which form of report a file's name asks for. To be asked before a run: a typing error must not cost one. */
export function reportFormatOf(file: string): ReportFormat {
  const format = formats[extname(file).toLowerCase()];
  if (format !== undefined) return format;
  throw badInput(
    `“${file}” does not tell the form of the report: end its name in .html, .json, .csv, .xml (JUnit) or .md.`,
  );
}

/** To be asked before a run as well: what cannot be written is told before money is spent. */
export async function refuseUnwritable(
  file: string,
  formatOf: (file: string) => string = reportFormatOf,
): Promise<void> {
  formatOf(file);
  const there = await stat(file).catch(() => null);
  if (there?.isDirectory() === true) throw badInput(`${file} cannot be written: a folder has that name.`);
  const unfinished = unfinishedOf(file);
  const handle = await open(unfinished, "w").catch(cannotWrite(file));
  await handle.close();
  await rm(unfinished, { force: true });
}

/** Writes a report of what is stored of a run. */
export async function writeReport(
  { lathe, signal }: Session,
  { testRunId, file, language }: { testRunId: TestRunId; file: string; language: Language },
): Promise<void> {
  const format = reportFormatOf(file);
  await writeWholeFile(file, lathe.stream("tests.report", { testRunId, format, language }, signal));
}
