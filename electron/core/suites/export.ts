import { setImmediate as nextTurn } from "node:timers/promises";
import type { Chunk, Output, ParsedInput } from "#shared/contract/operations.ts";
import type { SuiteCase } from "#shared/model/suite.ts";
import { mediaTypes, suiteWriter } from "#shared/suites/write-data.ts";
import { listCases, readCase } from "./case-store.ts";
import { type SuiteContext, suiteOf } from "./context.ts";

const inOneChunk = 200;

/** The suite as it was when this began, whatever is changed meanwhile. */
export async function* exportSuite(
  context: SuiteContext,
  { suiteId, format }: ParsedInput<"suites.export">,
  signal: AbortSignal,
): AsyncGenerator<Chunk<"suites.export">, Output<"suites.export">> {
  const suite = suiteOf(context, suiteId);
  const rows = listCases(context.db, suiteId);
  const writer = suiteWriter(format, suite);
  if (writer.see !== undefined) {
    for await (const some of inChunks(context, rows, signal)) for (const one of some) writer.see(one);
  }
  yield { text: writer.head() };
  for await (const some of inChunks(context, rows, signal)) yield { text: writer.cases(some) };
  yield { text: writer.tail() };
  return { fileName: fileNameOf(suite.name, format), mediaType: mediaTypes[format], cases: rows.length };
}

async function* inChunks(
  { db }: SuiteContext,
  rows: Pick<SuiteCase, "caseId" | "hash">[],
  signal: AbortSignal,
): AsyncGenerator<SuiteCase[]> {
  for (let from = 0; from < rows.length; from += inOneChunk) {
    yield rows
      .slice(from, from + inOneChunk)
      .map(({ caseId, hash }) => ({ caseId, hash, content: readCase(db, hash) }));
    await nextTurn();
    signal.throwIfAborted();
  }
}

/** No system refuses it, and none of it leads out of a folder. */
const fileNameOf = (name: string, ending: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced here
  const plain = name.replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/g, "-").replace(/^[.\s-]+|[.\s-]+$/g, "");
  return `${plain.slice(0, 100) || "suite"}.${ending}`;
};
