import { type FileHandle, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { LatheError } from "#shared/contract/errors.ts";
import type { TestRunId } from "#shared/model/ids.ts";
import type { ReportFormat } from "#shared/model/test-run.ts";
import { badInput } from "./exit-codes.ts";
import type { Session } from "./session.ts";

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
export async function refuseUnwritable(file: string): Promise<void> {
  reportFormatOf(file);
  const there = await stat(file).catch(() => null);
  if (there?.isDirectory() === true) throw badInput(`${file} cannot be written: a folder has that name.`);
  const unfinished = unfinishedOf(file);
  const handle = await open(unfinished, "w").catch(cannotWrite(file));
  await handle.close();
  await rm(unfinished, { force: true });
}

const unfinishedOf = (file: string): string => join(dirname(file), `.${basename(file)}.${process.pid}.part`);

/**
 * Writes a report of what is stored of a run. The file takes its name when it is whole and on the disk: a report that was
 * there before is replaced by the new one or stays as it is.
 */
export async function writeReport(
  { lathe, signal }: Session,
  of: { testRunId: TestRunId; file: string; language: Language },
): Promise<void> {
  const { testRunId, file, language } = of;
  const format = reportFormatOf(file);
  const unfinished = unfinishedOf(file);
  let handle: FileHandle | undefined;
  try {
    handle = await open(unfinished, "w").catch(cannotWrite(file));
    for await (const { text } of lathe.stream("tests.report", { testRunId, format, language }, signal))
      await handle.write(text).catch(cannotWrite(file));
    await handle.sync().catch(cannotWrite(file));
    await handle.close();
    await rename(unfinished, file).catch(cannotWrite(file));
  } catch (error) {
    await handle?.close().catch(() => {});
    await rm(unfinished, { force: true });
    throw error;
  }
}

const cannotWrite = (file: string) => (error: NodeJS.ErrnoException) => {
  const said = {
    ENOENT: "its folder is not there",
    EACCES: "its folder may not be written",
    EPERM: "its folder may not be written",
    EROFS: "its folder may not be written",
    EISDIR: "a folder has that name",
    ENOSPC: "the disk is full",
  }[error.code ?? ""];
  throw new LatheError({
    code: "files.not-written",
    message: `${file} could not be written: ${said ?? error.message}.`,
    details: { file, system: error.code ?? "" },
  });
};
