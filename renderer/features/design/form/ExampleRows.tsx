import { ActionIcon, Button, Textarea } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PromptSpec } from "#shared/model/spec.ts";
import { notifyUndo } from "../../../ui/notify.ts";
import { focusFieldSoon } from "./focus-field.ts";
import classes from "./form.module.css";
import { addExample, putExample, removeExample, type SpecEdit, setExample } from "./spec-edits.ts";

interface Props {
  examples: PromptSpec["examples"];
  onEdit: (edit: SpecEdit) => void;
}

/** What comes in and what is to be answered, shown rather than told. */
export function ExampleRows({ examples, onEdit }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <p className={classes.hint}>{t("design.example.hint")}</p>
      {examples.map((example, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: examples have no name, and each shows what it is given
        <div key={index} className={classes.example} data-spec={`examples[${index}]`}>
          <div className={classes.exampleHead}>
            <span>{t("design.example.title", { number: index + 1 })}</span>
            <ActionIcon
              aria-label={t("design.example.remove", { number: index + 1 })}
              onClick={() => {
                onEdit(removeExample(index));
                notifyUndo(t("design.example.removed"), () => onEdit(putExample(index, example)));
              }}
            >
              <IconX size={14} />
            </ActionIcon>
          </div>
          {(["input", "output"] as const).map((side) => (
            <Textarea
              key={side}
              data-spec={`examples[${index}].${side}`}
              label={t(`design.example.${side}`)}
              placeholder={t(`design.example.${side}Example`)}
              autosize
              minRows={1}
              maxRows={10}
              maxLength={20_000}
              value={example[side]}
              onChange={(event) => onEdit(setExample(index, { [side]: event.currentTarget.value }))}
            />
          ))}
        </div>
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={14} stroke={1.8} />}
          onClick={() => {
            onEdit(addExample);
            focusFieldSoon(`examples[${examples.length}]`);
          }}
        >
          {t("design.example.add")}
        </Button>
      </div>
    </>
  );
}
