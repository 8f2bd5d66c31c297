import { ActionIcon, SegmentedControl, TextInput, Tooltip } from "@mantine/core";
import { IconFilterOff, IconKeyboard, IconSearch, IconSortDescendingShapes } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import type { ArmChange, Experiment } from "#shared/model/experiment.ts";
import { performCommand } from "../../../commands/registry.ts";
import { formatNumber } from "../../../ui/format.ts";
import { notifyError } from "../../../ui/notify.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { armName } from "../arm-words.ts";
import { useExperimentsView } from "../experiments-view-store.ts";
import { type ArmRows, isFiltered } from "./arm-rows.ts";
import { changeKind, changeLook, changes } from "./change-look.ts";
import type { PartialReplies } from "./partials.ts";
import classes from "./RowsBar.module.css";
import { type Difference, differences, showDifference, useRowsView } from "./rows-view-store.ts";

const typingMs = 200;

interface Props {
  experiment: Experiment;
  rows: ArmRows;
  partials: PartialReplies;
  onGoTo: (row: number) => void;
}

/** Which cases are shown, in which order, and what the replies are held against. */
export function RowsBar({ experiment, rows, partials, onGoTo }: Props) {
  const { t } = useTranslation();
  const question = rows.useQuestion();
  const total = rows.useWindows((state) => state.total);
  const { counts } = rows.useCounts();
  const difference = useRowsView((state) => state.difference);
  const { filter, versus } = question;
  const isRunning = experiment.state === "running";
  const kind = changeKind(experiment.metric);
  const all = counts === null ? null : counts.broken + counts.fixed + counts.same + counts.unknown;
  const show = (change: ArmChange | undefined, against = versus) =>
    useExperimentsView.setState({
      rows: { ...(change === undefined ? {} : { change }), versus: against },
    });
  const clear = () => {
    if (filter.text !== "") rows.change({ filter: { ...filter, text: "" } });
    show(undefined);
  };
  const names = { a: armLetter(0), b: armLetter(versus) };
  return (
    <search className={classes.bar} aria-label={t("compare.rows.filters")}>
      <div className={classes.tools} data-crowded={experiment.arms.length > 2 || undefined}>
        <SearchField text={filter.text} onSearch={(text) => rows.change({ filter: { ...filter, text } })} />
        {experiment.arms.length > 2 && (
          <SegmentedControl
            aria-label={t("compare.rows.versus")}
            value={String(versus)}
            onChange={(arm) => show(filter.change, Number(arm))}
            data={experiment.arms.slice(1).map((arm, place) => ({
              value: String(place + 1),
              label: <span title={armName(t, arm)}>{armLetter(place + 1)}</span>,
            }))}
          />
        )}
        <fieldset className={classes.chips} aria-label={t("compare.rows.changes")}>
          {changes.map((change) => {
            const { icon: Icon, status } = changeLook[change];
            const isOn = filter.change === change;
            return (
              <button
                key={change}
                type="button"
                className={classes.chip}
                aria-pressed={isOn}
                title={t(`compare.rows.changeHint.${kind}.${change}`, names)}
                onClick={() => show(isOn ? undefined : change)}
              >
                <span className={classes.icon} data-status={status}>
                  <Icon size={14} stroke={1.8} aria-hidden />
                </span>
                {t(`compare.rows.change.${kind}.${change}`)}
                {counts !== null && <span className={classes.count}>{formatNumber(counts[change])}</span>}
              </button>
            );
          })}
        </fieldset>
        {isFiltered(question) && (
          <>
            <span className={classes.shown} role="status">
              {total !== null &&
                all !== null &&
                t("compare.rows.shown", { shown: formatNumber(total), all: formatNumber(all) })}
            </span>
            <Tooltip label={t("compare.rows.clear")}>
              <ActionIcon aria-label={t("compare.rows.clear")} onClick={clear}>
                <IconFilterOff size={16} stroke={1.6} />
              </ActionIcon>
            </Tooltip>
          </>
        )}
        <span className={classes.space} />
        <Answering rows={rows} partials={partials} onGoTo={onGoTo} />
        <button
          type="button"
          className={classes.chip}
          aria-pressed={rows.sortOf(isRunning) === "attention"}
          disabled={isRunning}
          aria-label={t("compare.rows.sort.attention")}
          title={t(isRunning ? "compare.rows.sort.whileRunning" : "compare.rows.sort.hint")}
          onClick={() => rows.change({ sort: question.sort === "attention" ? "case" : "attention" })}
        >
          <IconSortDescendingShapes size={14} stroke={1.8} aria-hidden />
          <span className={classes.word}>{t("compare.rows.sort.attention")}</span>
        </button>
        <span className={classes.choice}>
          <span className={classes.label} aria-hidden>
            {t("compare.rows.diff.label")}
          </span>
          <SegmentedControl<Difference>
            aria-label={t("compare.rows.diff.label")}
            value={difference}
            data={differences.map((each) => ({ value: each, label: t(`compare.rows.diff.${each}`) }))}
            onChange={showDifference}
          />
        </span>
        <Tooltip label={t("compare.rows.keys.show")}>
          <ActionIcon aria-label={t("compare.rows.keys.show")} onClick={() => performCommand("app.keyboard")}>
            <IconKeyboard size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
    </search>
  );
}

/** How many replies are on their way, and the way to the first of them. */
function Answering({ rows, partials, onGoTo }: Omit<Props, "experiment">) {
  const { t } = useTranslation();
  const count = partials.usePartials(({ texts }) => texts.size);
  const question = rows.useQuestion();
  if (count === 0) return null;
  const go = async () => {
    const [key = ""] = partials.usePartials.getState().texts.keys();
    const [round, caseIndex] = key.split(":").map(Number);
    if (round === undefined || caseIndex === undefined) return;
    try {
      onGoTo(await rows.findCase(round, caseIndex));
    } catch (error) {
      notifyError(error);
    }
  };
  return (
    <button
      type="button"
      className={classes.chip}
      aria-label={t("compare.rows.showAnswering", { count })}
      disabled={isFiltered(question)}
      onClick={() => void go()}
    >
      <StatusBadge plain status="running" label={t("compare.rows.answeringNow", { count })} />
    </button>
  );
}

/** Asks when the typing pauses. */
function SearchField({ text, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <TextInput
      className={classes.search ?? ""}
      type="search"
      aria-label={t("compare.rows.search")}
      placeholder={t("compare.rows.search")}
      leftSection={<IconSearch size={14} stroke={1.6} />}
      maxLength={200}
      value={typed}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => onSearch(next), typingMs);
      }}
    />
  );
}
