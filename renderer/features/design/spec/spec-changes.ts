import type { TFunction } from "i18next";
import { isEqual } from "#shared/design/is-equal.ts";
import type { PromptSpec, SpecConstraint } from "#shared/model/spec.ts";

export interface SpecChange {
  name: keyof PromptSpec;
  before: string;
  after: string;
}

const order = [
  "useCase",
  "role",
  "domain",
  "audience",
  "language",
  "writtenIn",
  "task",
  "context",
  "constraints",
  "output",
  "examples",
  "tokenBudget",
] as const satisfies readonly (keyof PromptSpec)[];

/** The parts in which two specs differ, in the order of the form, in words. */
export const specChanges = (t: TFunction, before: PromptSpec, after: PromptSpec): SpecChange[] =>
  order.flatMap((name) =>
    isEqual(before[name], after[name])
      ? []
      : [{ name, before: partText(t, before, name), after: partText(t, after, name) }],
  );

function partText(t: TFunction, spec: PromptSpec, name: keyof PromptSpec): string {
  switch (name) {
    case "constraints":
      return spec.constraints.map((constraint) => `• ${constraintText(t, constraint)}`).join("\n");
    case "output":
      return [
        t(`design.output.${spec.output.format}`),
        spec.output.description,
        ...spec.output.fields.map(
          ({ name: field, type, description }) =>
            `• ${field} (${t(`design.output.type.${type}`)})${description === "" ? "" : `: ${description}`}`,
        ),
      ]
        .filter((line) => line !== "")
        .join("\n");
    case "examples":
      return spec.examples.map(({ input, output }) => `${input}\n→ ${output}`).join("\n\n");
    case "writtenIn":
      return spec.writtenIn === "zh" ? "中文" : "English";
    case "tokenBudget":
      return spec.tokenBudget === null ? "" : String(spec.tokenBudget);
    default:
      return spec[name];
  }
}

/** A rule of the spec in a few words. */
export function constraintText(t: TFunction, constraint: SpecConstraint): string {
  switch (constraint.kind) {
    case "max-length":
      return t("design.constraint.atMost", {
        amount: constraint.amount,
        unit: t(`design.constraint.unit.${constraint.unit}`),
      });
    case "max-tokens":
      return t("design.constraint.atMost", {
        amount: constraint.amount,
        unit: t("design.constraint.tokens"),
      });
    case "other":
      return `${constraint.name}: ${constraint.text}`;
    default:
      return `${t(`design.constraint.${constraint.kind}.name`)}: ${constraint.text}`;
  }
}
