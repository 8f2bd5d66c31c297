import { type Template, template } from "#shared/model/template.ts";
import type { Log } from "../ports.ts";

/**
 * The templates in files that ship with Lathe. Each is read apart: one that is damaged is told in the log, and the others
 * are there.
 */
export function readShipped(files: readonly unknown[], log: Log): Template[] {
  const read = new Map<string, Template>();
  for (const [index, file] of files.entries()) {
    const parsed = template.safeParse(file);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const where = issue === undefined ? "" : `: ${issue.path.join(".")}: ${issue.message}`;
      log("error", `The template ${nameOf(file, index)} that ships with Lathe cannot be read${where}`);
    } else if (read.has(parsed.data.key)) {
      log("error", `Two templates that ship with Lathe have the key ${parsed.data.key}; the first counts`);
    } else read.set(parsed.data.key, parsed.data);
  }
  return [...read.values()];
}

function nameOf(file: unknown, index: number): string {
  const key = typeof file === "object" && file !== null && "key" in file ? file.key : undefined;
  return typeof key === "string" ? key : `number ${index + 1}`;
}

/** Fetched when the library is first asked for: a start need not read it. */
export async function loadShipped(log: Log): Promise<Template[]> {
  try {
    const { templateFiles } = await import("../template-files.ts");
    return readShipped(templateFiles, log);
  } catch (error) {
    log("error", `The templates that ship with Lathe cannot be read: ${error}`);
    return [];
  }
}
