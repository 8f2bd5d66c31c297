import type { TFunction } from "i18next";
import { isVariableName } from "#shared/model/content.ts";
import type { ColumnTarget } from "#shared/model/suite.ts";

/** A target as the value of a choice. */
export const targetKey = (target: ColumnTarget): string => {
  if (target.kind === "input") return `input:${target.name}`;
  if (target.kind === "check" && target.checkType !== undefined) return `check:${target.checkType}`;
  return target.kind;
};

const fields = [
  "expected",
  "name",
  "key",
  "check",
  "tags",
  "group",
  "weight",
  "split",
  "threshold",
  "notes",
  "turns",
  "skip",
] as const;

export function targetOf(key: string): ColumnTarget {
  if (key.startsWith("input:")) return { kind: "input", name: key.slice("input:".length) };
  if (key.startsWith("check:")) return { kind: "check", checkType: key.slice("check:".length) };
  return { kind: key } as ColumnTarget;
}

/** What a column can become: an input of the suite, one of the column's own name, or a part of the case. */
export function targetChoices(
  t: TFunction,
  column: string,
  inputNames: readonly string[],
  now: ColumnTarget,
): { group: string; items: { value: string; label: string }[] }[] {
  const names = new Set(inputNames);
  const own = column.replace(/[^\p{L}\p{N}_]+/gu, "_").slice(0, 64);
  if (isVariableName(own)) names.add(own);
  if (now.kind === "input") names.add(now.name);
  const keys: string[] = [...fields];
  if (!keys.includes(targetKey(now)) && now.kind !== "input") keys.unshift(targetKey(now));
  return [
    {
      group: t("suites.import.inputs"),
      items: [...names].map((name) => ({ value: `input:${name}`, label: name })),
    },
    {
      group: t("suites.import.fields"),
      items: keys.map((key) => ({
        value: key,
        label: key.startsWith("check:")
          ? t("suites.import.checkOf", { type: key.slice("check:".length) })
          : t(`suites.import.target.${key as (typeof fields)[number]}`),
      })),
    },
  ];
}
