import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PromptSpec, SpecConstraint } from "#shared/model/spec.ts";
import { formatNumber } from "../../../ui/format.ts";
import classes from "./TemplateText.module.css";

/** The intent behind a template; what it leaves open is not listed. */
export function TemplateSpec({ spec }: { spec: PromptSpec }) {
  const { t } = useTranslation();
  const { output } = spec;
  const format = t(`templates.detail.spec.format.${output.format}`);
  const lines: [string, ReactNode][] = [
    [t("templates.detail.spec.useCase"), spec.useCase],
    [t("templates.detail.spec.role"), spec.role],
    [t("templates.detail.spec.domain"), spec.domain],
    [t("templates.detail.spec.audience"), spec.audience],
    [t("templates.detail.spec.context"), spec.context],
    [t("templates.detail.spec.task"), spec.task],
    [
      t("templates.detail.spec.constraints"),
      spec.constraints.length > 0 && <List items={spec.constraints.map((one) => constraintWords(t, one))} />,
    ],
    [
      t("templates.detail.spec.output"),
      output.description === "" ? format : `${format}\n${output.description}`,
    ],
    [
      t("templates.detail.spec.fields"),
      output.fields.length > 0 && (
        <List
          items={output.fields.map(({ name, description, required }) =>
            [
              name,
              ...(required ? [] : [`(${t("templates.detail.spec.optional")})`]),
              ...(description === "" ? [] : [`– ${description}`]),
            ].join(" "),
          )}
        />
      ),
    ],
    [
      t("templates.detail.spec.examples"),
      spec.examples.length > 0 && (
        <List items={spec.examples.map(({ input, output: reply }) => `${input}\n→ ${reply}`)} />
      ),
    ],
    [t("templates.detail.spec.language"), spec.language],
  ];
  return (
    <dl className={classes.lines}>
      {lines.map(
        ([name, value]) =>
          value !== "" &&
          value !== false && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function List({ items }: { items: string[] }) {
  return (
    <ul className={classes.list}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
        <li key={index}>{item}</li>
      ))}
    </ul>
  );
}

function constraintWords(t: TFunction, constraint: SpecConstraint): string {
  switch (constraint.kind) {
    case "max-length":
      return t("templates.detail.spec.constraint.max-length", {
        amount: formatNumber(constraint.amount),
        unit: t(`templates.detail.spec.unit.${constraint.unit}`),
      });
    case "max-tokens":
      return t("templates.detail.spec.constraint.max-tokens", { amount: formatNumber(constraint.amount) });
    case "other":
      return t("templates.detail.spec.constraint.other", { name: constraint.name, text: constraint.text });
    default:
      return t(`templates.detail.spec.constraint.${constraint.kind}`, { text: constraint.text });
  }
}
