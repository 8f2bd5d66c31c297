import { Button, Group, Radio, Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LatheError } from "#shared/contract/errors.ts";
import { type ExportFormat, exportFormat } from "#shared/model/exchange.ts";
import {
  type PromptId,
  type SuiteId,
  suiteId as suiteIds,
  versionId as versionIds,
} from "#shared/model/ids.ts";
import { useChoices } from "../../../host/choices-store.ts";
import { host } from "../../../host/host.ts";
import { useVersions } from "../../../host/use-read.ts";
import { errorCode } from "../../../i18n/error-text.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { notifyDone } from "../../../ui/notify.ts";
import { saveFile } from "../../../ui/save-file.ts";
import { useReading } from "../../../ui/use-reading.ts";
import type { ExportOffer } from "../exchange-store.ts";
import classes from "./ExportForm.module.css";
import { ExportPreview } from "./ExportPreview.tsx";

interface Props {
  offer: ExportOffer;
  saveDraft: (promptId: PromptId) => Promise<boolean>;
  onClose: () => void;
}

/** Those that hold tests. */
const withTests: readonly ExportFormat[] = ["promptfoo", "lathe"];
const draft = "draft";

/** Why a format cannot say a prompt. */
const refusals = new Set([
  "exchange.cannot-export",
  "exchange.syntax-not-held",
  "exchange.message-faulty",
  "exchange.template-not-held",
  "exchange.history-needed",
]);

/** What is stored is an older text than what is on the screen: to export it would be a surprise. */
const draftUnsaved = () =>
  new LatheError({
    code: "exchange.draft-unsaved",
    message:
      "The draft could not be stored, so it cannot be exported. See to that first, or export a version.",
  });

export function ExportForm({ offer: { promptId, versionId: offered }, saveDraft, onClose }: Props) {
  const { t } = useTranslation();
  const [versionId, setVersionId] = useState(offered);
  const [format, setFormat] = useState<ExportFormat>("lathe");
  const versions = useVersions(promptId);
  const suites = useChoices((state) => state.suites);
  const own = suites.filter((suite) => suite.promptId === promptId);
  // undefined: nobody chose yet, and the prompt's own suite goes along.
  const [chosenSuite, setSuite] = useState<SuiteId | null | undefined>(undefined);
  const holdsTests = withTests.includes(format);
  const suiteId = holdsTests ? (chosenSuite === undefined ? (own[0]?.suiteId ?? null) : chosenSuite) : null;
  const wish = { promptId, versionId, format, suiteId };
  const subject = JSON.stringify(wish);
  const { value, failure, retry } = useReading(subject, async (signal) => {
    if (versionId === null && !(await saveDraft(promptId))) throw draftUnsaved();
    return { subject, ...(await host.call("exchange.export", wish, signal)) };
  });
  // The files of another format must never be saved as those of this one.
  const current = value?.subject === subject && failure === null ? value : null;

  // What a format cannot say it cannot say the next time either.
  const isFinal = refusals.has(errorCode(failure) ?? "");

  function save(): void {
    if (current === null) return;
    for (const { name, mediaType, text } of current.files)
      saveFile({ fileName: name, mediaType, parts: [text] });
    const [first] = current.files;
    notifyDone(t("exchange.export.saved", { count: current.files.length, name: first?.name ?? "" }));
    onClose();
  }

  const others = suites.filter((suite) => suite.promptId !== promptId);
  return (
    <div className={classes.form}>
      <div className={classes.columns}>
        <div className={classes.choices}>
          <Select
            label={t("exchange.export.what")}
            allowDeselect={false}
            data={[
              { value: draft, label: t("exchange.export.draft") },
              ...versions.map(({ versionId: value, version }) => ({
                value,
                label: t("exchange.export.version", { version }),
              })),
            ]}
            value={versionId ?? draft}
            onChange={(chosen) => setVersionId(versionIds.safeParse(chosen).data ?? null)}
          />
          <Radio.Group
            label={t("exchange.export.format")}
            value={format}
            onChange={(chosen) => setFormat(chosen as ExportFormat)}
          >
            <div className={classes.formats}>
              {exportFormat.options.map((value) => (
                <Radio
                  key={value}
                  size="xs"
                  value={value}
                  data-autofocus={value === format || undefined}
                  label={t(`exchange.export.short.${value}`)}
                  description={t(`exchange.export.about.${value}`)}
                />
              ))}
            </div>
          </Radio.Group>
          <Select
            label={t("exchange.export.suite")}
            description={t(holdsTests ? "exchange.export.suiteHelp" : "exchange.export.noTests")}
            placeholder={t("exchange.export.noSuite")}
            disabled={!holdsTests}
            searchable
            clearable
            limit={200}
            data={[...own, ...others].map((suite) => ({ value: suite.suiteId, label: suite.name }))}
            value={suiteId}
            onChange={(chosen) => setSuite(suiteIds.safeParse(chosen).data ?? null)}
          />
        </div>
        <div className={classes.result} aria-busy={current === null && failure === null}>
          {failure !== null ? (
            <ErrorState
              title={isFinal ? undefined : t("exchange.export.failed")}
              error={failure}
              onRetry={isFinal ? undefined : retry}
            />
          ) : current === null ? (
            <p className={classes.waiting} role="status">
              {t("exchange.export.working")}
            </p>
          ) : (
            <ExportPreview files={current.files} losses={current.losses} />
          )}
        </div>
      </div>
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose}>
          {t("exchange.export.cancel")}
        </Button>
        <Button disabled={current === null || current.files.length === 0} onClick={save}>
          {current !== null && current.files.length > 1
            ? t("exchange.export.saveAll", { count: current.files.length })
            : t(
                current !== null && current.losses.length > 0
                  ? "exchange.export.saveLossy"
                  : "exchange.export.save",
              )}
        </Button>
      </Group>
    </div>
  );
}
