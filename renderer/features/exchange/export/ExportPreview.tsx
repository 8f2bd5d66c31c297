import { Button, Select } from "@mantine/core";
import { IconCircleCheck, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExchangeNote, ExportedFile } from "#shared/model/exchange.ts";
import { LongText } from "../../../ui/attempt/LongText.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { notifyDone, notifyError } from "../../../ui/notify.ts";
import { NoteList } from "../NoteList.tsx";
import classes from "./ExportForm.module.css";

interface Props {
  files: readonly ExportedFile[];
  losses: readonly ExchangeNote[];
}

/** What would be written, and before it what would not. */
export function ExportPreview({ files, losses }: Props) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState<string | null>(null);
  const file = files.find((one) => one.name === name) ?? files[0];

  async function copy({ name: copied, text }: ExportedFile): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      notifyDone(t("exchange.export.copied", { name: copied }));
    } catch (error) {
      notifyError(error, t("exchange.export.copyFailed"));
    }
  }

  return (
    <>
      <div className={classes.losses} role="status">
        {losses.length === 0 ? (
          <p className={classes.whole}>
            <IconCircleCheck size={16} stroke={1.8} aria-hidden />
            {t("exchange.export.noLosses")}
          </p>
        ) : (
          <NoteList
            title={t("exchange.export.losses", {
              count: losses.length,
              amount: formatNumber(losses.length, i18n.language),
            })}
            tone="loss"
            notes={losses}
          />
        )}
      </div>
      {file !== undefined && (
        <>
          <div className={classes.fileHead}>
            {files.length > 1 ? (
              <Select
                aria-label={t("exchange.export.file")}
                className={classes.fileSelect ?? ""}
                allowDeselect={false}
                data={files.map((one) => one.name)}
                value={file.name}
                onChange={setName}
              />
            ) : (
              <code className={classes.fileName}>{file.name}</code>
            )}
            <span className={classes.space} />
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconCopy size={14} />}
              onClick={() => void copy(file)}
            >
              {t("exchange.export.copy")}
            </Button>
          </div>
          {files.length > 1 && <p className={classes.help}>{t("exchange.export.severalHelp")}</p>}
          <section
            className={classes.text}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled from the keyboard
            tabIndex={0}
            aria-label={t("exchange.export.previewOf", { name: file.name })}
          >
            <LongText key={file.name} text={file.text} look="raw" />
          </section>
        </>
      )}
    </>
  );
}
