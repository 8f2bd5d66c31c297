import { type Check, type CheckType, check as checkModel, checkType } from "../model/check.ts";
import type { CheckDefinition } from "./definition.ts";
import {
  callDefinitions,
  humanDefinition,
  scriptDefinition,
  unsupportedDefinition,
} from "./definitions/calls.ts";
import { figureDefinitions, refusalDefinition } from "./definitions/figures.ts";
import { judgeDefinitions } from "./definitions/judges.ts";
import { structureDefinitions } from "./definitions/structure.ts";
import { textDefinitions } from "./definitions/text.ts";

/** Every type of check there is, with its exact types; `definitionOf` has them under one type. */
export const checkDefinitions = {
  ...textDefinitions,
  ...structureDefinitions,
  ...figureDefinitions,
  ...judgeDefinitions,
  ...callDefinitions,
  "is-refusal": refusalDefinition,
  javascript: scriptDefinition,
  human: humanDefinition,
  unsupported: unsupportedDefinition,
} satisfies Record<CheckType, CheckDefinition>;

export const definitionOf = (type: CheckType): CheckDefinition => checkDefinitions[type];

/** All types that a person can choose, in the order in which they are offered. */
export const offeredTypes: readonly CheckType[] = checkType.options.filter((type) => type !== "unsupported");

/** A new check of this type, ready to be edited. */
export const newCheck = (type: CheckType): Check => checkModel.parse({ type, ...definitionOf(type).example });

export const isJudge = ({ type }: Pick<Check, "type">): boolean => definitionOf(type).isJudge;
