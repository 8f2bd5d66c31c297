import { Button } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ValidatedInput } from "#shared/model/spec.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { LongText } from "../../../ui/attempt/LongText.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import classes from "./check.module.css";

interface Props {
  inputs: readonly ValidatedInput[];
  total: number;
  /** The input that is unfolded. */
  open: number | null;
  onOpen: (index: number | null) => void;
}

const pageOf = 50;

/** The prompt as a model would receive it, for each input. */
export function InputResults({ inputs, total, open, onOpen }: Props) {
  const { t } = useTranslation();
  const [most, setMost] = useState(pageOf);
  if (inputs.length === 0) return null;
  const shown = inputs.slice(0, Math.max(most, (open ?? 0) + 1));
  return (
    <div className={classes.inputs}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("design.check.input")}</th>
            <th scope="col">{t("design.check.state")}</th>
            <th scope="col" className={classes.number}>
              {t("design.check.characters")}
            </th>
            <th scope="col" className={classes.number}>
              {t("design.check.tokens")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((input, index) => (
            <InputRow
              // biome-ignore lint/suspicious/noArrayIndexKey: inputs of one report keep their places
              key={index}
              input={input}
              index={index}
              isOpen={open === index}
              onToggle={() => onOpen(open === index ? null : index)}
            />
          ))}
        </tbody>
      </table>
      {shown.length < inputs.length && (
        <Button size="compact-sm" variant="subtle" onClick={() => setMost(shown.length + pageOf)}>
          {t("design.check.more", { count: inputs.length - shown.length })}
        </Button>
      )}
      {total > inputs.length && (
        <p className={classes.faint}>
          {t("design.check.listed", { count: inputs.length, total: formatNumber(total) })}
        </p>
      )}
    </div>
  );
}

interface RowProps {
  input: ValidatedInput;
  index: number;
  isOpen: boolean;
  onToggle: () => void;
}

function InputRow({ input, index, isOpen, onToggle }: RowProps) {
  const { t } = useTranslation();
  const name = input.name === "" ? t("design.check.inputNumber", { number: index + 1 }) : input.name;
  return (
    <>
      <tr data-input={index}>
        <td className={classes.inputName}>
          <button type="button" aria-expanded={isOpen} onClick={onToggle}>
            <IconChevronRight size={14} aria-hidden data-open={isOpen || undefined} />
            <span>{name}</span>
          </button>
        </td>
        <td>
          <StatusBadge
            plain
            status={input.valid ? "success" : "danger"}
            label={t(input.valid ? "design.check.valid" : "design.check.invalid")}
          />
        </td>
        <td className={classes.number}>{input.valid ? formatNumber(input.characters) : "–"}</td>
        <td className={classes.number}>{input.valid ? formatNumber(input.tokens) : "–"}</td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={4} className={classes.formatted}>
            {input.error !== null && <p className={classes.error}>{errorText(input.error).message}</p>}
            {input.formatted?.map((message, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: messages of one report keep their places
              <div key={at} className={classes.message}>
                <span className={classes.role}>
                  {t(`editor.role.${message.role}` as "editor.role.system")}
                </span>
                <LongText text={message.content} look="text" />
              </div>
            ))}
          </td>
        </tr>
      )}
    </>
  );
}
