import { ActionIcon, Button, Loader, Select, Tooltip } from "@mantine/core";
import { IconPlus, IconTestPipe } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import {
  type PromptId,
  promptId as promptIds,
  type SuiteId,
  suiteId as suiteIds,
  type TestRunId,
} from "#shared/model/ids.ts";
import { readChoices, searchPrompts, useChoices } from "../../../host/choices-store.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { walkList } from "../../../ui/walk-list.ts";
import { openTestDialog } from "../tests-view-store.ts";
import { TestLine } from "./TestLine.tsx";
import classes from "./TestList.module.css";
import { noTestFilter, type TestList as Tests } from "./test-list-store.ts";

interface Props {
  list: Tests;
  chosen: TestRunId | null;
  onChoose: (testRunId: TestRunId) => void;
}

/** The test runs, newest first, of one prompt or suite where that is wished. */
export function TestList({ list, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const { filter, rows: runs, next, reading, isKnown, failure } = list.useList();
  const { promptId, suiteId } = filter;
  useEffect(() => void readChoices(), []);
  const isFiltered = promptId !== null || suiteId !== null;

  return (
    <nav className={classes.list} aria-label={t("tests.title")}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t("tests.title")}</h2>
        <Tooltip label={t("tests.list.new")}>
          <ActionIcon aria-label={t("tests.list.new")} onClick={() => openTestDialog({ promptId, suiteId })}>
            <IconPlus size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
      <Filters
        promptId={promptId}
        suiteId={suiteId}
        onPrompt={(wish) => list.filter({ ...filter, promptId: wish })}
        onSuite={(wish) => list.filter({ ...filter, suiteId: wish })}
      />
      <div className={classes.scroll}>
        {runs.length > 0 && (
          <ol className={classes.lines} aria-label={t("tests.list.label")} onKeyDown={walkList}>
            {runs.map((run) => (
              <TestLine
                key={run.testRunId}
                run={run}
                isChosen={run.testRunId === chosen}
                onChoose={onChoose}
              />
            ))}
          </ol>
        )}
        {failure !== null ? (
          <ErrorState
            error={failure}
            title={t("tests.list.failed")}
            onRetry={() => void (runs.length === 0 ? list.read() : list.readOlder())}
          />
        ) : !isKnown ? (
          <Loader size="sm" className={classes.loading} />
        ) : runs.length > 0 ? (
          next !== null && (
            <Button
              variant="subtle"
              className={classes.older}
              loading={reading === "older"}
              onClick={() => void list.readOlder()}
            >
              {t("tests.list.older")}
            </Button>
          )
        ) : isFiltered ? (
          <EmptyState
            icon={IconTestPipe}
            title={t("tests.list.noMatch.title")}
            text={t("tests.list.noMatch.text")}
            action={
              <Button variant="default" onClick={() => list.filter(noTestFilter)}>
                {t("tests.list.noMatch.action")}
              </Button>
            }
          />
        ) : (
          <p className={classes.none}>{t("tests.list.empty.title")}</p>
        )}
      </div>
    </nav>
  );
}

interface FilterProps {
  promptId: PromptId | null;
  suiteId: SuiteId | null;
  onPrompt: (promptId: PromptId | null) => void;
  onSuite: (suiteId: SuiteId | null) => void;
}

function Filters({ promptId, suiteId, onPrompt, onSuite }: FilterProps) {
  const { t } = useTranslation();
  const { prompts, suites } = useChoices();
  const common = {
    clearable: true,
    searchable: true,
    nothingFoundMessage: t("tests.list.nothingFound"),
    comboboxProps: { shadow: "md", width: 280, position: "bottom-start" as const },
    clearButtonProps: { "aria-label": t("tests.results.clear") },
    limit: 200,
  };
  return (
    <div className={classes.filters}>
      <Select
        {...common}
        aria-label={t("tests.list.filterPrompt")}
        placeholder={t("tests.list.allPrompts")}
        value={promptId}
        data={prompts.map((prompt) => ({ value: prompt.promptId, label: prompt.name }))}
        onSearchChange={(text) => {
          // What is chosen is written into the field, too; that is no search.
          if (!prompts.some(({ name }) => name === text)) searchPrompts(text).catch(() => {});
        }}
        onChange={(chosen) => onPrompt(promptIds.safeParse(chosen).data ?? null)}
      />
      <Select
        {...common}
        aria-label={t("tests.list.filterSuite")}
        placeholder={t("tests.list.allSuites")}
        value={suiteId}
        data={suites.map((suite) => ({ value: suite.suiteId, label: suite.name }))}
        onChange={(chosen) => onSuite(suiteIds.safeParse(chosen).data ?? null)}
      />
    </div>
  );
}
