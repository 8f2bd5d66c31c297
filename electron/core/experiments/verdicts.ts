import type { ExperimentVerdict } from "#shared/model/experiment.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import type { Database } from "../store/database.ts";
import type { ExperimentContext } from "./context.ts";
import { evidenceKey, readingsOf } from "./evidence.ts";
import { stateOf } from "./experiment-state.ts";
import type { Experiment } from "./experiment-store.ts";
import { judge } from "./verdicts-read.ts";
import { findVerdict, insertVerdict } from "./verdicts-store.ts";

/** Verdicts that are kept, each some kilobytes. */
const mostKept = 50;

interface Kept {
  key: string;
  verdict: ExperimentVerdict;
  madeAt: number;
  tookMs: number;
}

const caches = new WeakMap<Database, Map<ExperimentId, Kept>>();

/**
 * What is read from an experiment as it stands. Where that state has a stored verdict it is that one, whatever this
 * program would read; while one is under way it is worked out anew for at most a fifth of the time, unless it has to be exact.
 */
export function verdictOf(
  context: ExperimentContext,
  experiment: Experiment,
  isExact = stateOf(experiment) !== "running",
): ExperimentVerdict {
  const { db, ports } = context;
  const kept = caches.get(db) ?? new Map<ExperimentId, Kept>();
  caches.set(db, kept);
  const id = experiment.experimentId;
  const found = kept.get(id);
  const madeAt = ports.clock.monotonic();
  if (found !== undefined && !isExact && madeAt - found.madeAt < found.tookMs * 5) return found.verdict;
  const readings = readingsOf(context, experiment);
  const key = evidenceKey(readings);
  if (found?.key === key) return found.verdict;
  const verdict = findVerdict(db, experiment.sequence, key)?.verdict ?? judge(context, readings);
  kept.delete(id);
  kept.set(id, { key, verdict, madeAt, tookMs: ports.clock.monotonic() - madeAt });
  for (const old of kept.keys()) if (kept.size > mostKept) kept.delete(old);
  return verdict;
}

/**
 * Keeps the verdict of an experiment that stands still, once for each state of its evidence, and answers it. Nothing is
 * kept while a run is under way, or where nothing can be written.
 */
export function storeVerdict(context: ExperimentContext, experiment: Experiment): ExperimentVerdict {
  const state = stateOf(experiment);
  const verdict = verdictOf(context, experiment);
  if (state === "running" || context.db.readOnly !== null) return verdict;
  const { sequence } = experiment;
  const evidence = evidenceKey(readingsOf(context, experiment));
  insertVerdict(context.db, { experiment: sequence, evidence, state, verdict });
  // Another program may have been first.
  const stored = findVerdict(context.db, sequence, evidence)?.verdict ?? verdict;
  const kept = caches.get(context.db)?.get(experiment.experimentId);
  if (kept !== undefined) kept.verdict = stored;
  return stored;
}

/**
 * A program that ended with its last call, or in the middle, has stored no verdict. Whoever reads it first keeps it: what
 * somebody has seen must not be another one with the next Lathe. Where it cannot be stored it is told all the same.
 */
export function keepSeen(context: ExperimentContext, experiment: Experiment): void {
  if (stateOf(experiment) === "running" || context.db.readOnly !== null) return;
  const evidence = evidenceKey(readingsOf(context, experiment));
  if (findVerdict(context.db, experiment.sequence, evidence) !== undefined) return;
  try {
    storeVerdict(context, experiment);
  } catch (error) {
    context.ports.log("error", `a verdict could not be stored: ${error}`);
  }
}
