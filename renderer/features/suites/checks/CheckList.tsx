import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconAlertTriangle, IconChevronRight, IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { checkLine } from "#shared/checks/check-line.ts";
import { checkFamilies } from "#shared/checks/definition.ts";
import { definitionOf, newCheck, offeredTypes } from "#shared/checks/definitions.ts";
import { problemsOf } from "#shared/checks/problems.ts";
import type { Check } from "#shared/model/check.ts";
import type { VariableValue, VariableValues } from "#shared/model/content.ts";
import { formatNumber } from "../../../ui/format.ts";
import { CheckForm } from "./CheckForm.tsx";
import classes from "./CheckList.module.css";
import { typeName } from "./check-words.ts";

/** What a check is tried on: the inputs and the expected answer of a case. */
export interface CheckExample {
  inputs: VariableValues;
  expected: VariableValue;
}

interface Props {
  checks: readonly Check[];
  example: CheckExample;
  onChange: (checks: Check[]) => void;
  label: string;
}

const mostChecks = 50;

/** Checks, one on each line; a line opens into a form. */
export function CheckList({ checks, example, onChange, label }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<number | null>(null);
  return (
    <fieldset className={classes.list} aria-label={label}>
      <div className={classes.head}>
        <span className={classes.label}>{label}</span>
        <Menu position="bottom-end" width={260} shadow="md">
          <Menu.Target>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPlus size={14} />}
              disabled={checks.length >= mostChecks}
            >
              {t("suites.checks.add")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown className={classes.menu}>
            {checkFamilies.map((family) => (
              <div key={family}>
                <Menu.Label>{t(`checks.family.${family}`)}</Menu.Label>
                {offeredTypes
                  .filter((type) => definitionOf(type).family === family)
                  .map((type) => (
                    <Menu.Item
                      key={type}
                      onClick={() => {
                        onChange([...checks, newCheck(type)]);
                        setOpen(checks.length);
                      }}
                    >
                      {typeName(t, type)}
                    </Menu.Item>
                  ))}
              </div>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      {checks.map((check, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a check has no identity but its place
        <div key={index} className={classes.check} data-open={open === index || undefined}>
          <Line
            check={check}
            isOpen={open === index}
            onToggle={() => setOpen(open === index ? null : index)}
            onRemove={() => {
              onChange(checks.toSpliced(index, 1));
              setOpen(null);
            }}
          />
          {open === index && (
            <CheckForm
              check={check}
              example={example}
              onChange={(next) => onChange(checks.with(index, next))}
            />
          )}
        </div>
      ))}
    </fieldset>
  );
}

interface LineProps {
  check: Check;
  isOpen: boolean;
  onToggle: () => void;
  onRemove: () => void;
}

function Line({ check, isOpen, onToggle, onRemove }: LineProps) {
  const { t } = useTranslation();
  const line = checkLine(check);
  const isWrong = problemsOf(check).length > 0;
  const isOff =
    check.type === "unsupported" || (check.type === "javascript" && check.options.enabled !== true);
  return (
    <div className={classes.line}>
      <button
        type="button"
        className={classes.toggle}
        aria-expanded={isOpen}
        data-off={isOff || undefined}
        title={line}
        onClick={onToggle}
      >
        <IconChevronRight size={14} className={classes.chevron} data-open={isOpen || undefined} aria-hidden />
        <span className={classes.text}>{line}</span>
        {isWrong && (
          <IconAlertTriangle
            size={14}
            className={classes.wrong}
            role="img"
            aria-label={t("suites.checks.hasProblem")}
          />
        )}
        {isOff && <span className={classes.fact}>{t("suites.checks.off")}</span>}
        {check.weight !== 1 && (
          <span className={classes.fact}>
            {t("suites.checks.weighs", { weight: formatNumber(check.weight) })}
          </span>
        )}
      </button>
      <ActionIcon size={24} aria-label={t("suites.checks.remove", { check: line })} onClick={onRemove}>
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}
