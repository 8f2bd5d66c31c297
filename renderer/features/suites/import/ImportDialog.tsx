import { Button, Group, Modal, Select, Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type DataFormat, dataFormat, type Suite } from "#shared/model/suite.ts";
import { host } from "../../../host/host.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatBytes, formatNumber } from "../../../ui/format.ts";
import { notifyDone, notifyError } from "../../../ui/notify.ts";
import type { OpenSuite } from "../open/open-suite.ts";
import { ChooseFile } from "./ChooseFile.tsx";
import { ColumnTable } from "./ColumnTable.tsx";
import classes from "./ImportDialog.module.css";
import { ImportRows, type SkippedRows } from "./ImportRows.tsx";
import { useImport } from "./use-import.ts";

interface Props {
  suite: OpenSuite;
  facts: Suite;
  inputNames: readonly string[];
  onClose: () => void;
}

/** A file becomes cases: what each column is, what each row does, and only then the import. */
export function ImportDialog({ suite, facts, inputNames, onClose }: Props) {
  const { t } = useTranslation();
  const reading = useImport(suite.suiteId);
  const [skipped, setSkipped] = useState<SkippedRows>(new Map());
  const [onlyNew, setOnlyNew] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const { file, preview, failure, tooLarge } = reading;
  const { add = 0, update = 0 } = preview?.counts ?? {};
  const isTaken = (action: string) => action === "add" || !onlyNew;
  const unticked = [...skipped.values()].filter(isTaken).length;
  const taken = add + (onlyNew ? 0 : update) - unticked;

  async function take(): Promise<void> {
    setBusy(true);
    try {
      const { counts, undo } = await host.call("suites.import", {
        ...reading.source(),
        skipRows: [...skipped.keys()],
        onlyNew,
      });
      suite.rememberUndo(undo);
      await suite.refresh();
      const words = { added: formatNumber(counts.add), updated: formatNumber(counts.update) };
      notifyDone(
        undo.length === 0 && counts.add + counts.update > 0
          ? t("suites.import.doneLarge", words)
          : t("suites.import.done", words),
      );
      onClose();
    } catch (error) {
      notifyError(error, t("suites.import.failed"));
    } finally {
      setBusy(false);
    }
  }

  const choose: typeof reading.choose = (next) => {
    setSkipped(new Map());
    reading.choose(next);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("suites.import.title", { name: facts.name })}
      size="min(1120px, 94vw)"
      yOffset="5vh"
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {file === null ? (
        <ChooseFile onChoose={choose} />
      ) : (
        <div className={classes.body}>
          <div className={classes.source}>
            <span className={classes.file} title={file.name}>
              {file.name === "" ? t("suites.import.pasted") : file.name}
            </span>
            <Button size="compact-sm" variant="default" onClick={() => choose(null)}>
              {t("suites.import.other")}
            </Button>
            <span className={classes.space} />
            {tooLarge === null && (
              <Select
                aria-label={t("suites.import.format")}
                className={classes.format ?? ""}
                allowDeselect={false}
                data={dataFormat.options.map((value) => ({ value, label: t(`suites.format.${value}`) }))}
                value={reading.format ?? preview?.format ?? null}
                onChange={(chosen) => {
                  if (chosen !== null) reading.readAs(chosen as DataFormat);
                }}
              />
            )}
          </div>
          {tooLarge !== null ? (
            <p className={classes.tooLarge} role="alert">
              {t("suites.import.tooLarge", { size: formatBytes(tooLarge), name: facts.name })}
            </p>
          ) : failure !== null ? (
            <ErrorState title={t("suites.import.unreadable")} error={failure} onRetry={reading.again} />
          ) : preview === null ? (
            <p className={classes.waiting} role="status">
              {t("suites.import.reading")}
            </p>
          ) : (
            <>
              <ColumnTable preview={preview} inputNames={inputNames} onMap={reading.map} />
              <ImportRows
                preview={preview}
                offset={reading.offset}
                isReading={reading.isReading}
                skipped={skipped}
                onlyNew={onlyNew}
                onSkip={setSkipped}
                onPage={reading.page}
              />
            </>
          )}
          <Group justify="space-between" gap={8} className={classes.foot ?? ""}>
            <Switch
              label={t("suites.import.onlyNew")}
              checked={onlyNew}
              disabled={update === 0}
              onChange={(event) => setOnlyNew(event.currentTarget.checked)}
            />
            <Group gap={8}>
              <Button variant="default" onClick={onClose}>
                {t("shell.cancel")}
              </Button>
              <Button
                loading={isBusy}
                disabled={preview === null || failure !== null || tooLarge !== null || taken === 0}
                onClick={() => void take()}
              >
                {t("suites.import.take", { count: taken })}
              </Button>
            </Group>
          </Group>
        </div>
      )}
    </Modal>
  );
}
