import { type Command, Option } from "commander";
import type { ParsedInput } from "#shared/contract/operations.ts";
import { modelRef } from "#shared/model/content.ts";
import { badInput } from "./exit-codes.ts";
import { findSource } from "./run.ts";
import type { CommonOptions, Session } from "./session.ts";

/** What `estimate` and `test` have in common. */
export type WishOptions = CommonOptions & {
  suite?: string;
  model: string[];
  judge?: string;
  repeat: number;
  mode: "live" | "reuse" | "replay";
  tag: string[];
  seed: number;
};

export const several = (value: string, all: string[]): string[] => [...all, value];

export const addWishOptions = (command: Command): Command =>
  command
    .option("--suite <name>", "the suite whose cases are put to the prompt")
    .option("--model <provider/model>", "a model to test with; may be repeated", several, [])
    .option("--judge <provider/model>", "the model of the checks that ask one and name none themselves")
    .option("--repeat <count>", "how often each case is put to each model", readWhole("--repeat", 1, 100), 1)
    .addOption(
      new Option("--mode <mode>", "reuse: a recorded reply first; replay: no network at all")
        .choices(["live", "reuse", "replay"])
        .default("live"),
    )
    .option("--tag <tag>", "only the cases with this tag, or one of several", several, [])
    .option(
      "--seed <number>",
      "draws the order of the calls",
      readWhole("--seed", -2_147_483_648, 2_147_483_647),
      1,
    );

export async function readWish(
  session: Session,
  reference: string,
  options: WishOptions,
): Promise<ParsedInput<"tests.estimate">> {
  if (options.suite === undefined)
    throw badInput("Name the suite: --suite NAME. “lathe suite list” shows them.");
  const { promptId, source } = await findSource(session, reference);
  const { suiteId } = await session.lathe.call("suites.find", { name: options.suite }, session.signal);
  return {
    promptId,
    source,
    suiteId,
    models: options.model.map((name) => readModel("--model", name)),
    judgeModel: options.judge === undefined ? null : readModel("--judge", options.judge),
    repeats: options.repeat,
    mode: options.mode,
    concurrency: null,
    maxCostUsd: null,
    seed: options.seed,
    only: options.tag.length === 0 ? null : { tags: options.tag, splits: [], caseIds: [] },
  };
}

export function readModel(option: string, name: string): string {
  const model = modelRef.safeParse(name);
  if (model.success) return model.data;
  throw badInput(`${option} ${name}: write a model as PROVIDER/MODEL, for example simulator/default.`);
}

export function readWhole(option: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw badInput(`${option} ${text}: write a whole number from ${least} to ${most}.`);
  };
}

export function readDollars(option: string): (text: string) => number {
  return (text) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (Number.isFinite(value) && value >= 0) return value;
    throw badInput(`${option} ${text}: write US dollars, such as 0.50.`);
  };
}
