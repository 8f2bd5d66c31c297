import { LatheError } from "#shared/contract/errors.ts";
import type { ParsedInput } from "#shared/contract/operations.ts";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import type { ModelRef } from "#shared/model/content.ts";
import type { Arm } from "#shared/model/experiment.ts";
import { readSettings } from "../settings/index.ts";
import { contentHash } from "../store/content-store.ts";
import { readTested, type Tested } from "../tests/index.ts";
import type { ExperimentContext } from "./context.ts";

export type ExperimentWish = ParsedInput<"experiments.start">;
type ArmWish = ExperimentWish["arms"][number];

/** An arm, and what its test runs are made with. */
export interface TestedArm {
  arm: Arm;
  tested: Tested;
  model: ModelRef;
}

/** Fails where a prompt, a version or a provider is not known, or where two arms are the same. */
export function readArms(context: ExperimentContext, { arms: wishes, mode }: ExperimentWish): TestedArm[] {
  const arms = wishes.map((wish) => readArm(context, wish));
  for (const { model } of arms) context.models.limitsOf(model);
  refuseSameArms(wishes, arms, mode);
  return arms;
}

function readArm(context: ExperimentContext, wish: ArmWish): TestedArm {
  const read = readTested(context.tests, wish);
  const model = wish.model ?? read.content.model.model ?? readSettings(context.db).defaultModel;
  const content = { ...read.content, model: { ...read.content.model, ...wish.settings } };
  // With other settings it is no longer what the version is; the arm still tells which one it was made from.
  const isChanged = contentHash(content) !== contentHash(read.content);
  const tested: Tested = isChanged ? { ...read, content, versionId: null, version: null } : read;
  return {
    model,
    tested,
    arm: {
      promptId: read.prompt.promptId,
      promptName: read.prompt.name,
      versionId: read.versionId,
      version: read.version,
      model,
      settings: isChanged ? wish.settings : {},
      contentHash: contentHash(content),
    },
  };
}

/**
 * Two arms that are the same in text, model and settings are nearly always a slip: the draft that was saved a moment ago,
 * the same choice made twice. Only where all arms name the same saved version, and are called live, is it meant: an A/A
 * test, which shows how often the method finds a difference where there is none. (Of recorded replies both arms would get
 * the same ones.)
 */
function refuseSameArms(wishes: ArmWish[], arms: TestedArm[], mode: ExperimentWish["mode"]): void {
  const names = arms.map(({ arm, model }) => `${arm.contentHash} ${model}`);
  const second = names.findIndex((name, index) => names.indexOf(name) < index);
  if (second < 0) return;
  const isMeant =
    new Set(names).size === 1 && mode === "live" && wishes.every(({ source }) => source.kind === "version");
  if (isMeant) return;
  const letters = [names.indexOf(names[second] ?? ""), second].map(armLetter);
  throw new LatheError({
    code: "experiments.same-arms",
    message: `Arms ${letters.join(" and ")} are the same: one text, one model, the same settings. Change one of them. To see how the method fares without a difference (A/A), choose the same saved version for all arms, in mode live.`,
    details: { first: letters[0] ?? "", second: letters[1] ?? "" },
  });
}
