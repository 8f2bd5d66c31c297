import { Button, Group, Select } from "@mantine/core";
import { IconFileSearch } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type ImportFormat, importFormat } from "#shared/model/exchange.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { notifyDone, notifyError } from "../../../ui/notify.ts";
import { useExchange } from "../exchange-store.ts";
import { countTaken, firstProblem } from "./choices.ts";
import type { ImportStep, ImportWork } from "./create-import.ts";
import { Failure } from "./Failure.tsx";
import classes from "./ImportDialog.module.css";
import { ItemDetails } from "./ItemDetails.tsx";
import { ItemGrid } from "./ItemGrid.tsx";
import { Notices } from "./Notices.tsx";

interface Props {
  work: ImportWork;
  step: Extract<ImportStep, { kind: "preview" }>;
  onCancel: () => void;
}

const automatic = "";

/** What the files would bring, one by one, and what is to become of each. Nothing has been stored yet. */
export function PreviewStep({ work, step, onCancel }: Props) {
  const { t } = useTranslation();
  const { choices, shown, format } = work.useImport();
  const { items } = step.preview;
  const details = useRef<HTMLElement>(null);
  const taken = countTaken(choices);
  const problem = firstProblem(items, choices);
  const item = items.find(({ itemId }) => itemId === shown) ?? null;
  const { isImporting } = step;
  useEffect(() => useExchange.setState({ isBusy: isImporting }), [isImporting]);
  useEffect(() => () => useExchange.setState({ isBusy: false }), []);

  async function carryOut(): Promise<void> {
    if (problem !== null) {
      work.show(problem.itemId);
      return;
    }
    try {
      const imported = await work.carryOut();
      // The dialog was closed meanwhile: this is all that tells of it.
      if (imported !== null && useExchange.getState().importing === null) {
        const count = imported.filter(({ action }) => action !== "skip").length;
        notifyDone(t("exchange.done.title", { count, amount: formatNumber(count) }));
      }
    } catch (error) {
      if (useExchange.getState().importing === null) notifyError(error, t("exchange.import.importFailed"));
    }
  }

  return (
    <>
      <div className={classes.source}>
        <Origin work={work} />
        {items.length > 0 && (
          <Button size="compact-sm" variant="default" disabled={isImporting} onClick={work.reset}>
            {t("exchange.import.back")}
          </Button>
        )}
        <span className={classes.space} />
        <Select
          aria-label={t("exchange.import.readAs")}
          className={classes.readAs ?? ""}
          allowDeselect={false}
          disabled={isImporting}
          data={[
            { value: automatic, label: t("exchange.import.automatic") },
            ...importFormat.options.map((value) => ({ value, label: t(`exchange.format.${value}`) })),
          ]}
          value={format ?? automatic}
          onChange={(chosen) => void work.readAs(chosen === automatic ? null : (chosen as ImportFormat))}
        />
      </div>
      <Notices work={work} preview={step.preview} />
      {step.failure !== null && <Failure title={t("exchange.import.importFailed")} error={step.failure} />}
      {items.length === 0 ? (
        <EmptyState
          icon={IconFileSearch}
          title={t("exchange.import.nothing.title")}
          text={t("exchange.import.nothing.text")}
          action={
            <Button data-autofocus onClick={work.reset}>
              {t("exchange.import.nothing.action")}
            </Button>
          }
        />
      ) : (
        <div className={classes.columns} inert={isImporting}>
          <ItemGrid
            items={items}
            choices={choices}
            shown={shown}
            onShow={work.show}
            onChoose={work.choose}
            onOpen={() => details.current?.querySelector<HTMLElement>("input, button")?.focus()}
          />
          {item !== null && (
            <ItemDetails
              key={item.itemId}
              ref={details}
              item={item}
              items={items}
              choices={choices}
              onChoose={(patch) => work.choose(item.itemId, patch)}
            />
          )}
        </div>
      )}
      <Group justify="space-between" gap={8}>
        <div className={classes.bulk}>
          {items.length > 1 && (
            <>
              <span>{t("exchange.import.select")}</span>
              {(["all", "suggested", "none"] as const).map((wish) => (
                <Button
                  key={wish}
                  size="compact-sm"
                  variant="default"
                  disabled={isImporting}
                  onClick={() =>
                    work.chooseAll(wish === "all" ? "add" : wish === "none" ? "skip" : "suggested")
                  }
                >
                  {t(`exchange.import.${wish}`)}
                </Button>
              ))}
            </>
          )}
        </div>
        <Group gap={8}>
          <Button variant="default" onClick={onCancel}>
            {t("shell.cancel")}
          </Button>
          {items.length > 0 && (
            <Button loading={isImporting} disabled={taken === 0} onClick={() => void carryOut()}>
              {taken === 0 ? t("exchange.import.takeNothing") : t("exchange.import.take", { count: taken })}
            </Button>
          )}
        </Group>
      </Group>
    </>
  );
}

function Origin({ work }: { work: ImportWork }) {
  const { t } = useTranslation();
  const { folder, files } = work.useImport();
  const [first] = files;
  // None of them was a text.
  if (files.length === 0) return null;
  const words =
    folder !== null
      ? t("exchange.import.fromFolder", { name: folder })
      : files.length === 1 && first !== undefined
        ? t("exchange.import.fromFile", { name: first.path })
        : t("exchange.import.fromFiles", { count: files.length, amount: formatNumber(files.length) });
  return (
    <span className={classes.origin} title={words}>
      {words}
    </span>
  );
}
