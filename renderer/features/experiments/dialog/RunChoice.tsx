import { Checkbox, Loader, Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PromptId, promptId as promptIds, type TestRunId } from "#shared/model/ids.ts";
import type { TestRunSummary } from "#shared/model/test-run.ts";
import { searchPrompts, useChoices } from "../../../host/choices-store.ts";
import { host } from "../../../host/host.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatPercent } from "../../../ui/format-rate.ts";
import { RelativeTime } from "../../../ui/RelativeTime.tsx";
import { useReading } from "../../../ui/use-reading.ts";
import { ArmLetter } from "../ArmLetter.tsx";
import classes from "./ExperimentForm.module.css";
import { mostArms } from "./experiment-wish.ts";

interface Props {
  chosen: readonly TestRunId[];
  onChange: (chosen: TestRunId[]) => void;
}

const mostRuns = 200;

/** Runs that are there already: nothing is called. The first that is chosen is A. */
export function RunChoice({ chosen, onChange }: Props) {
  const { t } = useTranslation();
  const [promptId, setPromptId] = useState<PromptId | null>(null);
  const prompts = useChoices((state) => state.prompts);
  const { value, failure, retry } = useReading(
    promptId ?? "",
    async (signal) =>
      (await host.call("tests.list", { limit: mostRuns, ...(promptId === null ? {} : { promptId }) }, signal))
        .runs,
  );
  if (failure !== null)
    return <ErrorState error={failure} title={t("compare.dialog.runs.failed")} onRetry={retry} />;
  const runs = value ?? [];
  const first = runs.find(({ testRunId }) => testRunId === chosen[0]);
  return (
    <>
      <p className={classes.none}>{t("compare.dialog.runs.hint")}</p>
      <Select
        aria-label={t("compare.list.filterPrompt")}
        placeholder={t("compare.list.allPrompts")}
        clearable
        searchable
        limit={200}
        nothingFoundMessage={t("compare.list.nothingFound")}
        clearButtonProps={{ "aria-label": t("compare.list.clear") }}
        value={promptId}
        data={prompts.map((prompt) => ({ value: prompt.promptId, label: prompt.name }))}
        onSearchChange={(text) => {
          // What is chosen is written into the field, too; that is no search.
          if (!prompts.some(({ name }) => name === text)) searchPrompts(text).catch(() => {});
        }}
        onChange={(wish) => setPromptId(promptIds.safeParse(wish).data ?? null)}
      />
      {value === null ? (
        <Loader size="sm" />
      ) : runs.length === 0 ? (
        <p className={classes.none}>{t("compare.dialog.runs.none")}</p>
      ) : (
        <ul className={classes.runs} aria-label={t("compare.dialog.onKind.runs")}>
          {runs.map((run) => (
            <RunLine
              key={run.testRunId}
              run={run}
              place={chosen.indexOf(run.testRunId)}
              isOther={first !== undefined && first.suiteId !== run.suiteId}
              isFull={chosen.length >= mostArms}
              onToggle={() =>
                onChange(
                  chosen.includes(run.testRunId)
                    ? chosen.filter((each) => each !== run.testRunId)
                    : [...chosen, run.testRunId],
                )
              }
            />
          ))}
        </ul>
      )}
    </>
  );
}

interface LineProps {
  run: TestRunSummary;
  /** Among those that are chosen; −1: it is not. */
  place: number;
  /** Another suite than the first that is chosen. */
  isOther: boolean;
  isFull: boolean;
  onToggle: () => void;
}

function RunLine({ run, place, isOther, isFull, onToggle }: LineProps) {
  const { t } = useTranslation();
  const isChosen = place >= 0;
  return (
    <li className={classes.run} data-other={isOther || undefined}>
      <Checkbox
        size="xs"
        checked={isChosen}
        disabled={!isChosen && isFull}
        onChange={onToggle}
        label={
          <span className={classes.runWords}>
            {isChosen && <ArmLetter place={place} />}
            <strong>
              {run.promptName} {run.version ?? t("compare.draft")}
            </strong>
            <span>
              {run.suiteName} · {run.models.join(t("compare.listSeparator"))} ·{" "}
              {run.passRate === null ? "–" : formatPercent(run.passRate)} ·{" "}
              <RelativeTime at={run.createdAt} />
              {isOther && ` · ${t("compare.dialog.runs.otherSuite")}`}
            </span>
          </span>
        }
      />
    </li>
  );
}
