/**
 * `npm run bench`, after `npm run build`: every figure of one run as a table, and as JSON in `.cache/bench.json`, or
 * where `--json FILE` says. Machines are noisy: read the ratios.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { measureCommandLine } from "./command-line.ts";
import { measureExperiments } from "./experiments.ts";
import { type Figure, isMet, printFigures } from "./figures.ts";
import { measureLibrary } from "./library.ts";
import { measureModelCalls } from "./model-calls.ts";
import { measureBundle, measurePage } from "./page.ts";
import { measureResults } from "./results.ts";
import { measureScrolling } from "./scrolling.ts";
import { measureStore } from "./store.ts";
import { measureTestRuns } from "./test-runs.ts";

const usualFile = join(import.meta.dirname, "..", ".cache", "bench.json");
const { values } = parseArgs({ options: { json: { type: "string", default: usualFile } } });

const figures: Figure[] = [];
for (const measure of [
  measureBundle,
  measureCommandLine,
  measureStore,
  measureResults,
  measureExperiments,
  measureLibrary,
  measureModelCalls,
  measureTestRuns,
  measurePage,
  measureScrolling,
]) {
  process.stderr.write(`${measure.name} …\n`);
  figures.push(...(await measure()));
}
printFigures(figures);
mkdirSync(dirname(values.json), { recursive: true });
writeFileSync(
  values.json,
  `${JSON.stringify(
    {
      at: new Date().toISOString(),
      node: process.versions.node,
      processors: cpus().length,
      figures: figures.map((figure) => ({ ...figure, met: isMet(figure) })),
    },
    null,
    2,
  )}\n`,
);
