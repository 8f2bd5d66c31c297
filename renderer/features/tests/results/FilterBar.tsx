import { ActionIcon, TextInput, Tooltip } from "@mantine/core";
import { IconFilterOff, IconSearch, IconSortDescendingShapes } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TestRun } from "#shared/model/test-run.ts";
import { formatNumber } from "../../../ui/format.ts";
import { verdictLook, verdicts } from "../../../ui/verdict-look.ts";
import { doneOf } from "../run/standing.ts";
import classes from "./FilterBar.module.css";
import { MoreFilters } from "./MoreFilters.tsx";
import { isFiltered, type Results } from "./results-store.ts";

const typingMs = 200;

/** Which of the results are shown. Everything is read from the store: nothing is filtered on the page. */
export function FilterBar({ run, results }: { run: TestRun; results: Results }) {
  const { t } = useTranslation();
  const { filter, sort } = results.useQuestion();
  const total = results.useWindows((state) => state.total);
  const counts = {
    pass: run.counts.passed,
    fail: run.counts.failed,
    error: run.counts.errored,
    unscored: run.counts.unscored,
  };
  return (
    <search className={classes.bar} aria-label={t("tests.results.filters")}>
      <SearchField text={filter.text} onSearch={(text) => results.filter({ text })} />
      <fieldset className={classes.chips} aria-label={t("tests.results.column.verdict")}>
        {verdicts.map((verdict) => {
          const isOn = filter.verdicts.includes(verdict);
          const Icon = verdictLook[verdict].icon;
          if (counts[verdict] === 0 && !isOn) return null;
          return (
            <Chip
              key={verdict}
              isOn={isOn}
              title={t(`tests.verdictHint.${verdict}`)}
              onToggle={() =>
                results.filter({
                  verdicts: isOn
                    ? filter.verdicts.filter((each) => each !== verdict)
                    : [...filter.verdicts, verdict],
                })
              }
            >
              <span className={classes.icon} data-status={verdictLook[verdict].status}>
                <Icon size={14} stroke={1.8} aria-hidden />
              </span>
              {t(`tests.verdict.${verdict}`)}
              <span className={classes.count}>{formatNumber(counts[verdict])}</span>
            </Chip>
          );
        })}
        <Chip
          isOn={filter.change === "regressed"}
          title={t("tests.results.regressedHint")}
          onToggle={() => results.filter({ change: filter.change === "regressed" ? undefined : "regressed" })}
        >
          {t("tests.results.regressed")}
        </Chip>
        <Chip
          isOn={filter.marked === true}
          title={t("tests.results.markedHint")}
          onToggle={() => results.filter({ marked: filter.marked === true ? undefined : true })}
        >
          {t("tests.results.marked")}
        </Chip>
        {filter.caseId !== undefined && (
          <Chip isOn onToggle={() => results.filter({ caseId: undefined })}>
            {t("tests.results.oneCase")}
          </Chip>
        )}
      </fieldset>
      <MoreFilters run={run} filter={filter} onChange={results.filter} />
      <span className={classes.space} />
      {isFiltered(filter) && (
        <>
          <span className={classes.shown} role="status">
            {total !== null &&
              t("tests.results.shown", { shown: formatNumber(total), all: formatNumber(doneOf(run)) })}
          </span>
          <Tooltip label={t("tests.results.clear")}>
            <ActionIcon aria-label={t("tests.results.clear")} onClick={results.clearFilter}>
              <IconFilterOff size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
      {sort !== "attention" && (
        <Tooltip label={t("tests.results.sortedBy")}>
          <ActionIcon aria-label={t("tests.results.sortedBy")} onClick={() => results.sortBy("attention")}>
            <IconSortDescendingShapes size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      )}
    </search>
  );
}

interface ChipProps {
  isOn: boolean;
  title?: string;
  onToggle: () => void;
  children: ReactNode;
}

function Chip({ isOn, title, onToggle, children }: ChipProps) {
  return (
    <button type="button" className={classes.chip} aria-pressed={isOn} title={title} onClick={onToggle}>
      {children}
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
      aria-label={t("tests.results.text")}
      placeholder={t("tests.results.text")}
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
