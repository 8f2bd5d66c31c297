import type { TFunction } from "i18next";
import type { Arm } from "#shared/model/experiment.ts";

/** 1.0.3, or that it is the draft. */
export const armSource = (t: TFunction, { version }: Pick<Arm, "version">): string =>
  version ?? t("compare.draft");

/** What was set for this arm only, one after the other: temperature 0.2. */
export const armSettings = (t: TFunction, { settings }: Pick<Arm, "settings">): string[] =>
  (Object.keys(settings) as (keyof Arm["settings"])[]).flatMap((name) => {
    const value = settings[name];
    return value === undefined
      ? []
      : [
          `${t(`compare.setting.${name}`)} ${Array.isArray(value) ? value.map((each) => JSON.stringify(each)).join(" ") : value}`,
        ];
  });

type Facet = (t: TFunction, arm: Arm) => string;

const nameOf: Facet = (_t, arm) => arm.promptName;
const modelOf: Facet = (_t, arm) => arm.model;
const settingsOf: Facet = (t, arm) => armSettings(t, arm).join(" ");

/**
 * What is held against what, as short as it can be said: what all have in common once, then what tells them apart.
 * “Customer reply: 1.0.3 → draft”, “Customer reply 1.0.3: acme/small → acme/large”.
 */
export function comparisonName(t: TFunction, arms: readonly Arm[]): string {
  const { told, common } = facetsOf(t, arms);
  const sides = arms.map((arm) => sayAll(t, told, arm) || t("compare.asVersion"));
  const held = sides.join(t("compare.against"));
  const [first] = arms;
  if (first === undefined || common.length === 0) return held;
  return t("compare.named", { what: sayAll(t, common, first), held });
}

/** What tells the arms apart, and what else names them. */
function facetsOf(t: TFunction, arms: readonly Arm[]): { told: Facet[]; common: Facet[] } {
  const differs = (facet: Facet) => new Set(arms.map((arm) => facet(t, arm))).size > 1;
  const differing = [nameOf, armSource, modelOf, settingsOf].filter(differs);
  // The same against itself: what is compared is chance, and both sides are named whole.
  const told = differing.length === 0 ? [armSource, modelOf] : differing;
  // The model goes without saying unless it is what differs.
  const common = [nameOf, armSource].filter((facet) => !differs(facet) && !told.includes(facet));
  return { told, common };
}

/** An arm among the others: first what tells it apart, then the rest of it. */
export function armParts(t: TFunction, arm: Arm, arms: readonly Arm[]): { own: string; rest: string } {
  const { told } = facetsOf(t, arms);
  const rest = [nameOf, armSource, modelOf, settingsOf].filter((facet) => !told.includes(facet));
  return {
    own: sayAll(t, told, arm) || t("compare.asVersion"),
    rest: rest
      .map((facet) => facet(t, arm))
      .filter((part) => part !== "")
      .join(" · "),
  };
}

const sayAll = (t: TFunction, facets: readonly Facet[], arm: Arm): string =>
  facets
    .map((facet) => facet(t, arm))
    .filter((part) => part !== "")
    .join(" ");

/** An arm whole: “Customer reply 1.0.3 · acme/large · temperature 0.2”. */
export const armName = (t: TFunction, arm: Arm): string =>
  [`${arm.promptName} ${armSource(t, arm)}`, arm.model, ...armSettings(t, arm)].join(" · ");
