import type { ExperimentId } from "#shared/model/ids.ts";
import type { Database } from "../store/database.ts";
import { findWorkingSuite } from "../suites/index.ts";
import { askedCases, calledCells } from "../tests/index.ts";
import type { ExperimentContext } from "./context.ts";
import type { Experiment } from "./experiment-store.ts";

/** Hashes of the cases that some round has asked: who says the same is the same case, whatever its id. */
function askedHashes({ tests }: ExperimentContext, { rounds }: Experiment): Set<string> {
  const asked = new Set<string>();
  for (const { runs } of rounds)
    for (const [arm, run] of runs.entries()) {
      const { models, repeats, share } = run.plan;
      // Unless they are drawn to an arm, all arms are asked the same.
      if (arm > 0 && share === undefined) continue;
      const { hashes } = askedCases(tests, run);
      for (const cell of calledCells(tests, run))
        asked.add(hashes[Math.floor(cell / (models.length * repeats))] ?? "");
    }
  return asked;
}

/** Where those of these cases stand that no round has asked. */
export function unaskedPlaces(
  context: ExperimentContext,
  experiment: Experiment,
  cases: readonly { hash: string }[],
): Uint32Array {
  const asked = askedHashes(context, experiment);
  const places: number[] = [];
  for (const [index, { hash }] of cases.entries()) if (!asked.has(hash)) places.push(index);
  return Uint32Array.from(places);
}

const counted = new WeakMap<Database, Map<ExperimentId, { made: string; count: number }>>();

/** How many cases of the suite, as it is now, no round has asked; counted once for each state of it. */
export function countCasesLeft(context: ExperimentContext, experiment: Experiment): number {
  const suite = findWorkingSuite(context.suites, experiment.suiteId);
  // It was removed, or typed in for this comparison alone.
  if (suite === undefined || experiment.origin === "runs") return 0;
  const kept = counted.get(context.db) ?? new Map<ExperimentId, { made: string; count: number }>();
  counted.set(context.db, kept);
  const made = `${suite.revision} ${experiment.rounds.length}`;
  const found = kept.get(experiment.experimentId);
  if (found?.made === made) return found.count;
  const count = unaskedPlaces(context, experiment, suite.listCases()).length;
  kept.set(experiment.experimentId, { made, count });
  return count;
}
