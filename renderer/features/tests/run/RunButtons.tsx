import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import {
  IconArrowsDiff,
  IconDots,
  IconFileDownload,
  IconGavel,
  IconPencilCode,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconRotate,
  IconStar,
  IconStarOff,
  IconTable,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { reportFormat, type TestRun } from "#shared/model/test-run.ts";
import { shortcutText } from "../../../ui/shortcut-keys.ts";
import classes from "./RunButtons.module.css";
import type { RunActions } from "./run-actions.ts";
import type { TestRunOnPage } from "./test-run-store.ts";

interface Props {
  test: TestRunOnPage;
  run: TestRun;
  actions: RunActions;
}

/** What can be done with a test, the likeliest first. */
export function RunButtons({ test, run, actions }: Props) {
  const { t } = useTranslation();
  const asking = test.useTestRun((state) => state.asking);
  const isMoving = run.state === "running";
  const canResume = !isMoving && run.state !== "done";
  const { errored } = run.counts;
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
            {t(asking === "pause" ? "tests.run.pausing" : "tests.run.pause")}
          </Button>
          <Tooltip label={shortcutText("mod+.")}>
            <Button
              color="red"
              variant="light"
              leftSection={<IconPlayerStop size={14} />}
              loading={asking === "cancel"}
              onClick={() => void actions.cancel()}
            >
              {t(asking === "cancel" ? "tests.run.cancelling" : "tests.run.cancel")}
            </Button>
          </Tooltip>
        </>
      )}
      {canResume && run.state !== "capped" && (
        <Button
          leftSection={<IconPlayerPlay size={14} />}
          loading={asking === "resume"}
          onClick={() => void actions.resume()}
        >
          {t("tests.run.resume")}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconFileDownload size={14} />}>
            {t("tests.run.report")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {reportFormat.options.map((format) => (
            <Menu.Item key={format} onClick={() => void actions.report(format)}>
              {t(`tests.run.reportFormat.${format}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {!isMoving && (
        <Button
          variant={canResume ? "default" : "filled"}
          leftSection={<IconRotate size={14} />}
          onClick={actions.again}
        >
          {t("tests.run.again")}
        </Button>
      )}
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <ActionIcon aria-label={t("tests.run.more")} title={t("tests.run.more")}>
            <IconDots size={16} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconArrowsDiff size={14} />} onClick={actions.compare}>
            {t("tests.run.compareWith")}
          </Menu.Item>
          <Menu.Item
            leftSection={run.isBaseline ? <IconStarOff size={14} /> : <IconStar size={14} />}
            disabled={asking !== null}
            onClick={() => void actions.toggleBaseline()}
          >
            {t(run.isBaseline ? "tests.run.unsetBaseline" : "tests.run.setBaseline")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconRefresh size={14} />}
            disabled={isMoving || errored === 0 || asking !== null}
            onClick={() => void actions.retryErrors()}
          >
            {t("tests.run.retryErrors", { count: errored })}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconGavel size={14} />}
            title={t("tests.run.rescoreHint")}
            disabled={isMoving || asking !== null}
            onClick={() => void actions.rescore()}
          >
            {t("tests.run.rescore")}
          </Menu.Item>
          {run.hashes.judge !== null && (
            <Menu.Item
              leftSection={<IconGavel size={14} />}
              disabled={isMoving || asking !== null}
              onClick={() => void actions.rescore(true)}
            >
              {t("tests.run.rescoreWithoutJudges")}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item leftSection={<IconTable size={14} />} onClick={actions.openSuite}>
            {t("tests.run.showSuite")}
          </Menu.Item>
          <Menu.Item leftSection={<IconPencilCode size={14} />} onClick={actions.openPrompt}>
            {t("tests.run.showPrompt")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
