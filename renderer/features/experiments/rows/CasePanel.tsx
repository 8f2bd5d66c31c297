import { ActionIcon, Loader, Tooltip } from "@mantine/core";
import {
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconChevronDown,
  IconChevronUp,
  IconLock,
  IconLockOpen,
  IconX,
} from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Output } from "#shared/contract/operations.ts";
import type { ArmRow, Experiment } from "#shared/model/experiment.ts";
import { host } from "../../../host/host.ts";
import { GivenInputs } from "../../../ui/attempt/GivenInputs.tsx";
import { LongText } from "../../../ui/attempt/LongText.tsx";
import parts from "../../../ui/attempt/parts.module.css";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { shortcutText } from "../../../ui/shortcut-keys.ts";
import { useReading } from "../../../ui/use-reading.ts";
import { ArmReply } from "./ArmReply.tsx";
import { rowKey } from "./arm-rows.ts";
import classes from "./CasePanel.module.css";
import { ChangeBadge } from "./ChangeBadge.tsx";
import { expectedText } from "./compared-texts.ts";
import { useRowsView } from "./rows-view-store.ts";

interface Props {
  experiment: Experiment;
  row: ArmRow;
  /** To the next broken case or the one before. */
  onStep: (step: 1 | -1) => void;
  onClose: () => void;
  /** A key that walks the cases; answers whether it took it. */
  onKey: (event: KeyboardEvent) => boolean;
}

interface Shown extends Output<"experiments.case"> {
  row: ArmRow;
}

/** One case whole: what was asked, and every arm's reply beside each other. */
export function CasePanel(props: Props) {
  const { t } = useTranslation();
  const { experiment, row, onClose, onKey } = props;
  const { experimentId } = experiment;
  const { round, caseIndex } = row;
  const made = row.arms.map((arm) => `${arm.made}.${arm.attempt}`).join(",");
  const { value, failure, retry } = useReading<Shown>(`${rowKey(row)} ${made}`, async (signal) => ({
    ...(await host.call("experiments.case", { experimentId, round, caseIndex }, signal)),
    row,
  }));
  const isOther = value !== null && rowKey(value.row) !== rowKey(row);
  const scroller = useRef<HTMLDivElement>(null);
  const shownKey = value === null ? null : rowKey(value.row);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another case begins at its top
  useEffect(() => {
    scroller.current?.scrollTo?.({ top: 0 });
  }, [shownKey]);
  const isLocked = useRowsView((state) => state.isLocked);
  const onKeyDown = (event: KeyboardEvent) => {
    const isTyping = (event.target as HTMLElement).closest("input, textarea, select") !== null;
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") onClose();
    else if (!onKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section
      className={classes.panel}
      aria-label={t("compare.rows.panel.label")}
      aria-busy={value === null || isOther}
      data-case={shownKey ?? undefined}
      onKeyDown={onKeyDown}
    >
      <PanelHead {...props} row={value?.row ?? row} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also without a mouse */}
      <div ref={scroller} className={classes.scroll} data-locked={isLocked} tabIndex={0}>
        {failure !== null ? (
          <ErrorState error={failure} title={t("compare.rows.panel.failed")} onRetry={retry} />
        ) : value === null ? (
          <Loader size="sm" className={classes.loading} aria-label={t("compare.rows.panel.loading")} />
        ) : (
          <Body key={rowKey(value.row)} experiment={experiment} shown={value} />
        )}
      </div>
    </section>
  );
}

function PanelHead({ experiment, row, onStep, onClose }: Props) {
  const { t } = useTranslation();
  const { isLocked, isWhole } = useRowsView();
  const name =
    row.caseName === ""
      ? t("compare.rows.caseNumber", { number: formatNumber(row.caseIndex + 1) })
      : row.caseName;
  const Whole = isWhole ? IconArrowsMinimize : IconArrowsMaximize;
  const Lock = isLocked ? IconLock : IconLockOpen;
  const words = {
    whole: t(isWhole ? "compare.rows.panel.below" : "compare.rows.panel.whole"),
    previous: t("compare.rows.commands.previousBroken"),
    next: t("compare.rows.commands.nextBroken"),
    lock: t("compare.rows.panel.lock"),
    close: t("compare.rows.panel.close"),
  };
  return (
    <header className={classes.head}>
      <ChangeBadge change={row.change} metric={experiment.metric} />
      <h3 className={classes.name} title={name}>
        {name}
      </h3>
      {experiment.arms.length > 1 && (
        <Tooltip label={t(isLocked ? "compare.rows.panel.locked" : "compare.rows.panel.unlocked")}>
          <ActionIcon
            aria-label={words.lock}
            aria-pressed={isLocked}
            onClick={() => useRowsView.setState({ isLocked: !isLocked })}
          >
            <Lock size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={`${words.previous} (${shortcutText("shift+N")})`}>
        <ActionIcon aria-label={words.previous} onClick={() => onStep(-1)}>
          <IconChevronUp size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${words.next} (${shortcutText("N")})`}>
        <ActionIcon aria-label={words.next} onClick={() => onStep(1)}>
          <IconChevronDown size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={words.whole}>
        <ActionIcon aria-label={words.whole} onClick={() => useRowsView.setState({ isWhole: !isWhole })}>
          <Whole size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${words.close} (${shortcutText("escape")})`}>
        <ActionIcon aria-label={words.close} onClick={onClose}>
          <IconX size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}

function Body({ experiment, shown }: { experiment: Experiment; shown: Shown }) {
  const { t } = useTranslation();
  const { content, row } = shown;
  const expected = expectedText(content.expected);
  const { isAskedOpen, isWhole } = useRowsView();
  /** The repeat that each arm shows; absent: the one that the table shows. */
  const [chosen, setChosen] = useState<Record<number, number>>({});
  const attempts = shown.arms.map((ofArm, arm) => {
    const wanted = chosen[arm] ?? row.arms[arm]?.attempt;
    return ofArm.find(({ attempt }) => attempt === wanted) ?? ofArm[0] ?? null;
  });
  return (
    <>
      <details
        className={classes.asked}
        open={isAskedOpen}
        onToggle={(event) => useRowsView.setState({ isAskedOpen: event.currentTarget.open })}
      >
        <summary>{t("compare.rows.panel.asked")}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, also without a mouse */}
        <div className={classes.given} data-whole={isWhole} tabIndex={0}>
          <GivenInputs content={content} />
          {expected !== null && (
            <section className={parts.part}>
              <h4 className={parts.heading}>{t("tests.attempt.expected")}</h4>
              <LongText text={expected} look="text" />
            </section>
          )}
        </div>
      </details>
      <div className={classes.arms} style={{ "--arms": shown.arms.length } as React.CSSProperties}>
        {shown.arms.map((ofArm, arm) => (
          <ArmReply
            // biome-ignore lint/suspicious/noArrayIndexKey: an arm is its place
            key={arm}
            experiment={experiment}
            arm={arm}
            found={row.arms[arm]}
            attempts={ofArm}
            shown={attempts[arm] ?? null}
            first={attempts[0] ?? null}
            expected={expected}
            onChoose={(attempt) => setChosen((now) => ({ ...now, [arm]: attempt }))}
          />
        ))}
      </div>
    </>
  );
}
