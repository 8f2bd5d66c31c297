import { Button, Group } from "@mantine/core";
import { IconCircleCheck, IconFileText, IconTable } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId, SuiteId } from "#shared/model/ids.ts";
import { formatNumber } from "../../../ui/format.ts";
import { noteText } from "../note-text.ts";
import type { ImportedItem, ImportStep } from "./create-import.ts";
import classes from "./DoneStep.module.css";
import { testsOf } from "./tests-of.ts";

interface Props {
  step: Extract<ImportStep, { kind: "done" }>;
  onAnother: () => void;
  onClose: () => void;
  onOpenPrompt: (promptId: PromptId) => void;
  onOpenSuite: (suiteId: SuiteId) => void;
  onTest: (offer: { promptId: PromptId; suiteId: SuiteId | null }) => void;
}

/** What is in the workspace now, and where to go on from it. */
export function DoneStep({ step: { imported, items }, onAnother, onClose, ...ways }: Props) {
  const { t, i18n } = useTranslation();
  const amount = (count: number) => ({ count, amount: formatNumber(count, i18n.language) });
  const taken = imported.filter(({ action }) => action !== "skip");
  const skipped = imported.length - taken.length;
  const hasVersions = taken.some(({ action }) => action === "version");
  const tests = testsOf(imported, items);
  const end = useRef<HTMLButtonElement>(null);
  // The button that led here is gone.
  useEffect(() => end.current?.focus({ preventScroll: true }), []);
  return (
    <>
      <header className={classes.head}>
        <IconCircleCheck size={20} stroke={1.6} aria-hidden />
        <div>
          <h3 className={classes.title}>
            {taken.length === 0 ? t("exchange.done.nothing") : t("exchange.done.title", amount(taken.length))}
          </h3>
          <p className={classes.text}>
            {skipped > 0 && `${t("exchange.done.skipped", amount(skipped))} `}
            {t(hasVersions ? "exchange.done.keptVersions" : "exchange.done.kept")}
          </p>
        </div>
      </header>
      <ul className={classes.list} aria-label={t("exchange.done.list")}>
        {taken.map((item) => (
          <Imported key={item.itemId} item={item} test={tests.get(item.itemId) ?? null} {...ways} />
        ))}
      </ul>
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onAnother}>
          {t("exchange.done.another")}
        </Button>
        <Button ref={end} onClick={onClose}>
          {t("exchange.done.close")}
        </Button>
      </Group>
    </>
  );
}

interface ImportedProps extends Pick<Props, "onOpenPrompt" | "onOpenSuite" | "onTest"> {
  item: ImportedItem;
  test: { promptId: PromptId; suiteId: SuiteId | null } | null;
}

/** Plain buttons: there may be hundreds of these lines. */
function Imported({ item, test, onOpenPrompt, onOpenSuite, onTest }: ImportedProps) {
  const { t, i18n } = useTranslation();
  const { name, kind, action, promptId, suiteId, losses } = item;
  const Icon = kind === "prompt" ? IconFileText : IconTable;
  const lines = [...new Set(losses.map(noteText))];
  const open =
    kind === "suite" && suiteId !== null
      ? () => onOpenSuite(suiteId)
      : promptId === null
        ? null
        : () => onOpenPrompt(promptId);
  return (
    <li className={classes.item}>
      <div className={classes.line}>
        <Icon size={14} stroke={1.8} aria-label={t(`exchange.kind.${kind}`)} />
        <span className={classes.name}>{name}</span>
        <span className={classes.action}>
          {t(`exchange.done.${action === "version" ? "version" : "added"}`)}
        </span>
        {test !== null && (
          <button
            type="button"
            className={classes.button}
            aria-label={t("exchange.done.testOf", { name })}
            onClick={() => onTest(test)}
          >
            {t("exchange.done.test")}
          </button>
        )}
        {open !== null && (
          <button
            type="button"
            className={classes.button}
            aria-label={t("exchange.done.openOf", { name })}
            onClick={open}
          >
            {t(kind === "suite" ? "exchange.done.openSuite" : "exchange.done.openPrompt")}
          </button>
        )}
      </div>
      {lines.length > 0 && (
        <details className={classes.losses}>
          <summary>
            {t("exchange.done.losses", {
              count: losses.length,
              amount: formatNumber(losses.length, i18n.language),
            })}
          </summary>
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
