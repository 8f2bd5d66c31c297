import type { ParsedInput } from "#shared/contract/operations.ts";
import type { Metric } from "#shared/model/experiment.ts";
import { badInput } from "./exit-codes.ts";
import { draftReference, findPrompt, splitReference } from "./prompt-reference.ts";
import { findSource } from "./run.ts";
import type { Session } from "./session.ts";
import { readModel } from "./test-wish.ts";

type ArmWish = ParsedInput<"experiments.start">["arms"][number];

const mostArms = 6;

/**
 * Each prompt with each model, the first one being A. One prompt alone, with no more than one model, is its draft held
 * against its latest version, which is A.
 */
export async function readArms(
  session: Session,
  references: string[],
  modelNames: string[],
): Promise<ArmWish[]> {
  const models = modelNames.length === 0 ? [null] : modelNames.map((name) => readModel("--model", name));
  const sides = await readSides(session, references, models.length > 1);
  const count = sides.length * models.length;
  if (count > mostArms)
    throw badInput(
      `${sides.length} prompts with ${models.length} models are ${count} arms: a comparison has at most ${mostArms}.`,
    );
  return sides.flatMap((side) => models.map((model) => ({ ...side, model, settings: {} })));
}

type Side = Pick<ArmWish, "promptId" | "source">;

async function readSides(session: Session, references: string[], severalModels: boolean): Promise<Side[]> {
  const [first] = references;
  if (first === undefined) throw badInput("Name what is compared: two prompts, or one with several --model.");
  const { name, version } = splitReference(first);
  const isAlone = references.length === 1 && !severalModels;
  if (isAlone && version !== undefined)
    throw badInput(`“${first}” is one side: name a second prompt, or several models with --model.`);
  const { latestVersion } = await findPrompt(session, name);
  if (isAlone && latestVersion === null)
    throw badInput(`“${name}” has no saved version that its draft could be held against. Save one first.`);
  const named = isAlone ? [name, `${name}@${draftReference}`] : references;
  const sides: Side[] = [];
  for (const reference of named) {
    const { promptId, source } = await findSource(session, reference);
    sides.push({ promptId, source });
  }
  return sides;
}

const ownMetrics = ["pass", "score", "latency", "cost"] as const;
const checkPrefix = "check:";

/** `pass`, `score`, `latency`, `cost`, or the name of a check; `check:NAME` where a check has one of these names. */
export function readMetric(text: string): Metric {
  const own = ownMetrics.find((kind) => kind === text);
  if (own !== undefined) return { kind: own };
  const name = text.startsWith(checkPrefix) ? text.slice(checkPrefix.length) : text;
  if (name === "" || name.length > 200)
    throw badInput(`--metric ${text}: write pass, score, latency, cost or the name of a check.`);
  return { kind: "check", name };
}

/** As `readMetric` reads it. */
export function metricText(metric: Metric): string {
  if (metric.kind !== "check") return metric.kind;
  const isClear = readMetric(metric.name).kind === "check" && !metric.name.startsWith(checkPrefix);
  return isClear ? metric.name : `${checkPrefix}${metric.name}`;
}

export function readDelta(text: string): number {
  const delta = text.trim() === "" ? Number.NaN : Number(text);
  if (delta >= 0.001 && delta <= 1) return delta;
  throw badInput(`--delta ${text}: write a number from 0.001 to 1; 0.05 is five points, or 5 %.`);
}
