import { ActionIcon, Button, Loader, Select, Tooltip } from "@mantine/core";
import { IconArrowsDiff, IconPlus } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { type ExperimentId, type PromptId, promptId as promptIds } from "#shared/model/ids.ts";
import { readChoices, searchPrompts, useChoices } from "../../../host/choices-store.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { walkList } from "../../../ui/walk-list.ts";
import { openExperimentDialog } from "../experiments-view-store.ts";
import { ExperimentLine } from "./ExperimentLine.tsx";
import classes from "./ExperimentList.module.css";
import type { ExperimentList as Experiments } from "./experiment-list-store.ts";

interface Props {
  list: Experiments;
  chosen: ExperimentId | null;
  onChoose: (experimentId: ExperimentId) => void;
}

/** The comparisons, newest first, of one prompt where that is wished. */
export function ExperimentList({ list, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const { filter, rows: experiments, next, reading, isKnown, failure } = list.useList();
  const { promptId } = filter;
  useEffect(() => void readChoices(), []);

  return (
    <nav className={classes.list} aria-label={t("compare.list.title")}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t("compare.list.title")}</h2>
        <Tooltip label={t("compare.list.new")}>
          <ActionIcon
            aria-label={t("compare.list.new")}
            onClick={() => openExperimentDialog({ arms: [{ promptId }, { promptId }] })}
          >
            <IconPlus size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
      <PromptFilter promptId={promptId} onChange={(wish) => list.filter({ promptId: wish })} />
      <div className={classes.scroll}>
        {experiments.length > 0 && (
          <ol className={classes.lines} aria-label={t("compare.list.label")} onKeyDown={walkList}>
            {experiments.map((experiment) => (
              <ExperimentLine
                key={experiment.experimentId}
                experiment={experiment}
                isChosen={experiment.experimentId === chosen}
                onChoose={onChoose}
              />
            ))}
          </ol>
        )}
        {failure !== null ? (
          <ErrorState
            error={failure}
            title={t("compare.list.failed")}
            onRetry={() => void (experiments.length === 0 ? list.read() : list.readOlder())}
          />
        ) : !isKnown ? (
          <Loader size="sm" className={classes.loading} />
        ) : experiments.length > 0 ? (
          next !== null && (
            <Button
              variant="subtle"
              className={classes.older}
              loading={reading === "older"}
              onClick={() => void list.readOlder()}
            >
              {t("compare.list.older")}
            </Button>
          )
        ) : promptId !== null ? (
          <EmptyState
            icon={IconArrowsDiff}
            title={t("compare.list.noMatch.title")}
            text={t("compare.list.noMatch.text")}
            action={
              <Button variant="default" onClick={() => list.filter({ promptId: null })}>
                {t("compare.list.noMatch.action")}
              </Button>
            }
          />
        ) : (
          <p className={classes.none}>{t("compare.list.empty.title")}</p>
        )}
      </div>
    </nav>
  );
}

interface FilterProps {
  promptId: PromptId | null;
  onChange: (promptId: PromptId | null) => void;
}

function PromptFilter({ promptId, onChange }: FilterProps) {
  const { t } = useTranslation();
  const prompts = useChoices((state) => state.prompts);
  return (
    <div className={classes.filter}>
      <Select
        aria-label={t("compare.list.filterPrompt")}
        placeholder={t("compare.list.allPrompts")}
        clearable
        searchable
        limit={200}
        nothingFoundMessage={t("compare.list.nothingFound")}
        comboboxProps={{ shadow: "md", width: 280, position: "bottom-start" }}
        clearButtonProps={{ "aria-label": t("compare.list.clear") }}
        value={promptId}
        data={prompts.map((prompt) => ({ value: prompt.promptId, label: prompt.name }))}
        onSearchChange={(text) => {
          // What is chosen is written into the field, too; that is no search.
          if (!prompts.some(({ name }) => name === text)) searchPrompts(text).catch(() => {});
        }}
        onChange={(chosen) => onChange(promptIds.safeParse(chosen).data ?? null)}
      />
    </div>
  );
}
