import { ActionIcon, Menu, NumberInput, TextInput, UnstyledButton } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CheckTransform } from "#shared/model/check.ts";
import classes from "./CheckList.module.css";

interface Props {
  steps: readonly CheckTransform[];
  errorAt: (path: string) => string | null;
  onChange: (steps: CheckTransform[]) => void;
}

const fresh: Record<CheckTransform["kind"], CheckTransform> = {
  trim: { kind: "trim" },
  lower: { kind: "lower" },
  "json-path": { kind: "json-path", path: "$." },
  regex: { kind: "regex", pattern: "", flags: "", group: 1 },
};
const kinds = Object.keys(fresh) as CheckTransform["kind"][];

/** What is done to the reply before the check sees it, one after the other. */
export function TransformSteps({ steps, errorAt, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.steps}>
      <div className={classes.head}>
        <span className={classes.label}>{t("suites.checks.transform")}</span>
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <UnstyledButton className={classes.addStep} disabled={steps.length >= 8}>
              <IconPlus size={14} aria-hidden />
              {t("suites.checks.addStep")}
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {kinds.map((kind) => (
              <Menu.Item key={kind} onClick={() => onChange([...steps, fresh[kind]])}>
                {t(`suites.checks.step.${kind}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      {steps.map((step, index) => {
        const put = (next: CheckTransform) => onChange(steps.with(index, next));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step has no identity but its place
          <div key={index} className={classes.step}>
            <span className={classes.stepName}>{t(`suites.checks.step.${step.kind}`)}</span>
            {step.kind === "json-path" && (
              <TextInput
                aria-label={t("suites.checks.step.json-path")}
                className={classes.grow ?? ""}
                classNames={{ input: classes.mono ?? "" }}
                value={step.path}
                error={errorAt(`transform[${index}].path`)}
                onChange={(event) => put({ ...step, path: event.currentTarget.value })}
              />
            )}
            {step.kind === "regex" && (
              <>
                <TextInput
                  aria-label={t("suites.checks.step.regex")}
                  className={classes.grow ?? ""}
                  classNames={{ input: classes.mono ?? "" }}
                  value={step.pattern}
                  error={errorAt(`transform[${index}].pattern`)}
                  onChange={(event) => put({ ...step, pattern: event.currentTarget.value })}
                />
                <NumberInput
                  aria-label={t("suites.checks.group")}
                  title={t("suites.checks.group")}
                  className={classes.group ?? ""}
                  min={0}
                  max={99}
                  value={step.group}
                  onChange={(group) => {
                    if (typeof group === "number") put({ ...step, group });
                  }}
                />
              </>
            )}
            <ActionIcon
              size={24}
              className={classes.removeStep ?? ""}
              aria-label={t("suites.checks.removeStep", { number: index + 1 })}
              onClick={() => onChange(steps.toSpliced(index, 1))}
            >
              <IconX size={14} />
            </ActionIcon>
          </div>
        );
      })}
    </div>
  );
}
