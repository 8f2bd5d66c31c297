import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import {
  IconDots,
  IconFileDownload,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconRotate,
  IconTable,
  IconTestPipe,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import type { Experiment } from "#shared/model/experiment.ts";
import { shortcutText } from "../../../ui/shortcut-keys.ts";
import type { ExperimentStore } from "../experiment-store.ts";
import { ExtendCases } from "./ExtendCases.tsx";
import type { ExperimentActions, ReportWish } from "./experiment-actions.ts";
import classes from "./HeadButtons.module.css";
import { RaiseCap } from "./RaiseCap.tsx";
import type { Standing } from "./standing.ts";

interface Props {
  store: ExperimentStore;
  experiment: Experiment;
  standing: Standing;
  actions: ExperimentActions;
  isExtending: boolean;
  onExtending: (isExtending: boolean) => void;
}

const reports = [
  { name: "htmlEn", wish: { format: "html", language: "en" } },
  { name: "htmlZh", wish: { format: "html", language: "zh" } },
  { name: "json", wish: { format: "json", language: "en" } },
] as const satisfies { name: string; wish: ReportWish }[];

/** What can be done with a comparison, the likeliest first. */
export function HeadButtons({ store, experiment, standing, actions, isExtending, onExtending }: Props) {
  const { t, i18n } = useTranslation();
  const asking = store.useExperiment((state) => state.asking);
  const { state, errored } = standing;
  const isMoving = state === "running";
  const canResume = !isMoving && state !== "done" && experiment.origin === "calls";
  const canRetry = !isMoving && errored > 0 && experiment.origin === "calls";
  // With errors there may be no verdict: they come first, once nothing else is missing.
  const isRetryFirst = canRetry && state === "done";
  // In the language of the page first.
  const offered = i18n.language === "zh" ? [reports[1], reports[0], reports[2]] : reports;
  return (
    <div className={classes.buttons}>
      {isMoving && (
        <>
          <Button
            variant="default"
            leftSection={<IconPlayerPause size={14} />}
            loading={asking === "pause"}
            disabled={asking !== null}
            onClick={() => void actions.pause()}
          >
            {t(asking === "pause" ? "compare.head.pausing" : "compare.head.pause")}
          </Button>
          <Tooltip label={shortcutText("mod+.")}>
            <Button
              color="red"
              variant="light"
              leftSection={<IconPlayerStop size={14} />}
              loading={asking === "cancel"}
              onClick={() => void actions.cancel()}
            >
              {t(asking === "cancel" ? "compare.head.cancelling" : "compare.head.cancel")}
            </Button>
          </Tooltip>
        </>
      )}
      {canResume &&
        (state === "capped" ? (
          <RaiseCap before={experiment.capUsd ?? 0} isBusy={asking === "resume"} onResume={actions.resume} />
        ) : (
          <Button
            leftSection={<IconPlayerPlay size={14} />}
            loading={asking === "resume"}
            onClick={() => void actions.resume()}
          >
            {t("compare.head.resume")}
          </Button>
        ))}
      {isRetryFirst && (
        <Button
          leftSection={<IconRefresh size={14} />}
          loading={asking === "retry"}
          disabled={asking !== null}
          onClick={() => void actions.retryErrors()}
        >
          {t("compare.head.retryErrors", { count: errored })}
        </Button>
      )}
      {!isMoving && (
        <ExtendCases
          store={store}
          experiment={experiment}
          actions={actions}
          isOpen={isExtending}
          onOpen={onExtending}
        />
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconFileDownload size={14} />}>
            {t("compare.head.report")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {offered.map(({ name, wish }) => (
            <Menu.Item key={name} onClick={() => void actions.report(wish)}>
              {t(`compare.head.reportFormat.${name}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {!isMoving && (
        <Button
          variant={canResume || isRetryFirst ? "default" : "filled"}
          leftSection={<IconRotate size={14} />}
          onClick={() => void actions.again()}
        >
          {t("compare.head.again")}
        </Button>
      )}
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <ActionIcon aria-label={t("compare.head.more")} title={t("compare.head.more")}>
            <IconDots size={16} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!isRetryFirst && (
            <Menu.Item
              leftSection={<IconRefresh size={14} />}
              disabled={!canRetry || asking !== null}
              onClick={() => void actions.retryErrors()}
            >
              {t("compare.head.retryErrors", { count: errored })}
            </Menu.Item>
          )}
          {!experiment.isTyped && (
            <Menu.Item leftSection={<IconTable size={14} />} onClick={actions.openSuite}>
              {t("compare.head.showSuite")}
            </Menu.Item>
          )}
          <Menu.Divider />
          {experiment.rounds.flatMap(({ round, runs }) =>
            runs.map(({ testRunId }, place) => (
              <Menu.Item
                key={testRunId}
                leftSection={<IconTestPipe size={14} />}
                onClick={() => actions.openRun(testRunId)}
              >
                {t(experiment.rounds.length > 1 ? "compare.head.showRunOf" : "compare.head.showRun", {
                  letter: armLetter(place),
                  round: round + 1,
                })}
              </Menu.Item>
            )),
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
