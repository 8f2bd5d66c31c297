import { Button, Select } from "@mantine/core";
import { IconArrowsDiff, IconScale } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type TestRunId, testRunId as testRunIds } from "#shared/model/ids.ts";
import type { TestRun, TestRunSummary } from "#shared/model/test-run.ts";
import { host } from "../../../host/host.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatDateTime } from "../../../ui/format.ts";
import { formatPercent } from "../../../ui/format-rate.ts";
import { useReading } from "../../../ui/use-reading.ts";
import classes from "./CompareView.module.css";
import { Comparison } from "./Comparison.tsx";

interface Props {
  run: TestRun;
  other: TestRunId | null;
  onChoose: (other: TestRunId | null) => void;
  onReadVerdict: ((runs: TestRunId[]) => void) | undefined;
}

/** This test against another of the same prompt or with the same suite; the baseline is the first that is offered. */
export function CompareView({ run, other, onChoose, onReadVerdict }: Props) {
  const { t } = useTranslation();
  const { testRunId, promptId, suiteId } = run;
  const { value, failure, retry } = useReading(testRunId, (signal) => readOthers(run, signal));
  const others = value ?? [];
  const baseline = others.find(({ isBaseline }) => isBaseline)?.testRunId ?? null;
  const chosen = other ?? baseline ?? others[0]?.testRunId ?? null;
  const groups = [
    { group: t("tests.dialog.prompt"), items: others.filter((each) => each.promptId === promptId) },
    { group: t("tests.dialog.suite"), items: others.filter((each) => each.promptId !== promptId) },
  ].filter(({ items }) => items.length > 0);
  if (failure !== null)
    return <ErrorState error={failure} title={t("tests.compare.failed")} onRetry={retry} />;
  if (value === null) return null;
  if (others.length === 0) {
    return (
      <EmptyState
        icon={IconArrowsDiff}
        title={t("tests.compare.nothing.title")}
        text={t("tests.compare.noOther")}
      />
    );
  }
  return (
    <div className={classes.view} data-suite={suiteId}>
      <div className={classes.bar}>
        <Select
          className={classes.choice ?? ""}
          aria-label={t("tests.compare.choose")}
          placeholder={t("tests.compare.placeholder")}
          allowDeselect={false}
          searchable
          nothingFoundMessage={t("tests.list.nothingFound")}
          comboboxProps={{ shadow: "md", width: 460, position: "bottom-start" }}
          value={chosen}
          data={groups.map(({ group, items }) => ({
            group,
            items: items.map((each) => ({ value: each.testRunId, label: labelOf(each, t("tests.draft")) })),
          }))}
          onChange={(next) => onChoose(testRunIds.safeParse(next).data ?? null)}
        />
        {onReadVerdict !== undefined && chosen !== null && (
          <Button
            variant="default"
            leftSection={<IconScale size={14} />}
            title={t("tests.compare.verdictHint")}
            onClick={() => onReadVerdict([chosen, testRunId])}
          >
            {t("tests.compare.verdict")}
          </Button>
        )}
      </div>
      {chosen !== null && <Comparison key={`${chosen} ${testRunId}`} base={chosen} run={run} />}
    </div>
  );
}

const labelOf = (run: TestRunSummary, draft: string): string =>
  [
    `${run.isBaseline ? "★ " : ""}${run.promptName} ${run.version ?? draft}`,
    run.suiteName,
    run.passRate === null ? null : formatPercent(run.passRate),
    formatDateTime(run.createdAt),
  ]
    .filter((part) => part !== null)
    .join(" · ");

/** Newest first: those of the prompt, then those of others with the same suite. */
async function readOthers(run: TestRun, signal: AbortSignal): Promise<TestRunSummary[]> {
  const { testRunId, promptId, suiteId } = run;
  const [ofPrompt, withSuite] = await Promise.all([
    host.call("tests.list", { promptId, limit: 200 }, signal),
    host.call("tests.list", { suiteId, limit: 200 }, signal),
  ]);
  const seen = new Set<TestRunId>([testRunId]);
  return [...ofPrompt.runs, ...withSuite.runs].filter((each) => {
    const isNew = !seen.has(each.testRunId);
    seen.add(each.testRunId);
    return isNew;
  });
}
