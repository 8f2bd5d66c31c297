import type { TestRunId } from "../../shared/model/ids.ts";
import { openWorkbench } from "../support/open-workbench.ts";

/**
 * What a page asks of a run with very many results, in a process of its own, so that its memory can be told. Arguments:
 * the workspace folder and the run. Answers one line of JSON: see `Reading`.
 */
export interface Reading {
  /** Of `tests.results`, by what was asked for. */
  totals: Record<string, number>;
  /** In all windows that were asked for. */
  mostRows: number;
  exports: Record<string, { bytes: number; lines: number; largestPiece: number }>;
  /** The most that the process ever had. */
  megabytes: number;
}

const [folder = "", run = ""] = process.argv.slice(2);
const testRunId = run as TestRunId;
const { lathe, close } = await openWorkbench(folder);

const totals: Reading["totals"] = {};
let mostRows = 0;
async function ask(what: string, wish: object): Promise<void> {
  const { rows, total } = await lathe.call("tests.results", { testRunId, ...wish });
  totals[what] = total;
  mostRows = Math.max(mostRows, rows.length);
}
await lathe.call("tests.read", { testRunId });
await ask("all", {});
await ask("the end", { offset: 99_900, limit: 100, sort: "case" });
await ask("failed", { filter: { verdicts: ["fail"] }, sort: "latency", descending: true });
await ask("text", { filter: { text: "order 5999" } });
await ask("check", { filter: { check: { name: "polite", state: "fail" } } });
await lathe.call("tests.flakiness", { testRunId });

const exports: Reading["exports"] = {};
for (const format of ["csv", "json", "junit", "markdown", "html"] as const) {
  const sum = { bytes: 0, lines: 0, largestPiece: 0 };
  for await (const { text } of lathe.stream("tests.report", { testRunId, format })) {
    sum.bytes += Buffer.byteLength(text);
    sum.largestPiece = Math.max(sum.largestPiece, text.length);
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) sum.lines += 1;
  }
  exports[format] = sum;
}
await close();
const reading: Reading = { totals, mostRows, exports, megabytes: process.resourceUsage().maxRSS / 1_024 };
console.log(JSON.stringify(reading));
