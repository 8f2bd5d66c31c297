import type { TFunction } from "i18next";
import type { FieldKind } from "#shared/checks/definition.ts";
import type { CheckProblem } from "#shared/checks/problems.ts";
import type { CheckReason, CheckType } from "#shared/model/check.ts";

type Look = (key: string, options?: Record<string, unknown>) => string;

/** The catalogue's words, or `fallback` where it has none: a newer core may know more than the page. */
const words = (t: TFunction, key: string, fallback: string, params: Record<string, unknown> = {}): string =>
  (t as unknown as Look)(key, { ...params, defaultValue: fallback });

export const typeName = (t: TFunction, type: CheckType): string => words(t, `checks.type.${type}.name`, type);
export const typeText = (t: TFunction, type: CheckType): string => words(t, `checks.type.${type}.text`, "");

/** What stands beside the value: what this type says of it, else what any field of its kind says. */
export const valueLabel = (t: TFunction, kind: FieldKind): string => t(`checks.value.${kind}`);
export const valueHint = (t: TFunction, type: CheckType): string | undefined =>
  words(t, `checks.valueHint.${type}`, "") || undefined;

export const optionName = (t: TFunction, name: string): string =>
  words(t, `checks.option.${name}.name`, name);
export const optionHint = (t: TFunction, name: string): string | undefined =>
  words(t, `checks.option.${name}.text`, "") || undefined;

/** Signs cannot be parts of a key. */
const spelled: Record<string, string> = { ".": "point", ",": "comma" };
export const choiceName = (t: TFunction, choice: string): string =>
  words(t, `checks.choice.${spelled[choice] ?? choice}`, choice);

export const problemWords = (t: TFunction, { code, params, text }: CheckProblem): string =>
  words(t, `checks.problem.${code}`, text, params);
export const reasonWords = (t: TFunction, { code, params, text }: CheckReason): string =>
  words(t, `checks.reason.${code}`, text, params);
