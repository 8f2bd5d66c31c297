import { IconStarFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Verdict } from "#shared/model/check.ts";
import type { TestRun } from "#shared/model/test-run.ts";
import { CountsBar } from "../../../ui/CountsBar.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { stateLook, verdictLook } from "../../../ui/verdict-look.ts";
import { showTestRun } from "../tests-view-store.ts";
import { NextStep } from "./NextStep.tsx";
import { RunButtons } from "./RunButtons.tsx";
import { RunFacts } from "./RunFacts.tsx";
import classes from "./RunHead.module.css";
import type { RunActions } from "./run-actions.ts";
import { doneOf, headlineOf, remarksOf, statusOf } from "./standing.ts";
import type { TestRunOnPage } from "./test-run-store.ts";

interface Props {
  test: TestRunOnPage;
  run: TestRun;
  actions: RunActions;
}

/** What was tested with what, how it stands, what it took, and what can be done now. */
export function RunHead({ test, run, actions }: Props) {
  const { t } = useTranslation();
  const progress = test.useTestRun((state) => state.progress);
  const remarks = remarksOf(t, run);
  return (
    <header className={classes.head} data-test-run={run.testRunId} data-state={run.state}>
      <div className={classes.top}>
        <h2 className={classes.title}>
          <button
            type="button"
            className={classes.link}
            aria-label={t("tests.run.openPrompt", { name: run.promptName })}
            onClick={actions.openPrompt}
          >
            {run.promptName}
          </button>
          <span className={classes.version}>{run.version ?? t("tests.draft")}</span>
          <span className={classes.with}>{t("tests.run.of")}</span>
          <button
            type="button"
            className={classes.link}
            aria-label={t("tests.run.openSuite", { name: run.suiteName })}
            onClick={actions.openSuite}
          >
            {run.suiteName}
          </button>
          <span className={classes.version}>{t("tests.run.suiteVersion", { number: run.suiteVersion })}</span>
        </h2>
        <RunButtons test={test} run={run} actions={actions} />
      </div>
      <div className={classes.standing}>
        <span role="status" aria-live="polite" className={classes.badges}>
          <StatusBadge status={stateLook[run.state]} label={t(`tests.state.${run.state}`)} />
        </span>
        <strong className={classes.headline} data-status={statusOf(run)}>
          {headlineOf(t, run)}
        </strong>
        <Badges run={run} />
      </div>
      {(remarks.length > 0 || run.state === "halted") && (
        <div className={classes.remarks}>
          {remarks.map((remark) => (
            <p key={remark}>{remark}</p>
          ))}
          <NextStep test={test} run={run} actions={actions} />
        </div>
      )}
      <div className={classes.counts}>
        <CountsBar counts={run.counts} isLarge />
        <ul className={classes.legend}>
          {counted.map((verdict) => (
            <li key={verdict} data-verdict={verdict}>
              <StatusBadge
                {...verdictLook[verdict]}
                plain
                title={t(`tests.verdictHint.${verdict}`)}
                label={t("tests.run.counts", {
                  verdict: t(`tests.verdict.${verdict}`),
                  amount: formatNumber(countOf(run, verdict)),
                })}
              />
            </li>
          ))}
          {doneOf(run) < run.counts.planned && (
            <li>
              {t("tests.run.counts", {
                verdict: t("tests.run.waiting"),
                amount: formatNumber(run.counts.planned - doneOf(run)),
              })}
            </li>
          )}
        </ul>
      </div>
      <RunFacts run={run} progress={progress} />
    </header>
  );
}

/** As the bar beside it is drawn. */
const counted = ["pass", "fail", "error", "unscored"] as const satisfies readonly Verdict[];

const countOf = ({ counts }: TestRun, verdict: Verdict): number =>
  ({
    pass: counts.passed,
    fail: counts.failed,
    error: counts.errored,
    unscored: counts.unscored,
  })[verdict];

function Badges({ run }: { run: TestRun }) {
  const { t } = useTranslation();
  const { rescoredFrom } = run;
  return (
    <span className={classes.badges}>
      {run.isBaseline && (
        <StatusBadge
          status="accent"
          icon={IconStarFilled}
          label={t("tests.run.baseline")}
          title={t("tests.run.baselineHint")}
        />
      )}
      {run.simulated && (
        <StatusBadge status="info" label={t("tests.run.simulator")} title={t("tests.run.simulatorHint")} />
      )}
      {run.mode !== "live" && (
        <StatusBadge
          status="info"
          label={t(`tests.mode.${run.mode}`)}
          title={t(`tests.modeHint.${run.mode}`)}
        />
      )}
      {run.recorded > 0 && (
        <StatusBadge
          status="info"
          label={t("tests.run.recorded", { amount: formatNumber(run.recorded) })}
          title={t("tests.run.recordedHint")}
        />
      )}
      {rescoredFrom !== null && (
        <button
          type="button"
          className={classes.badgeButton}
          title={t("tests.run.showSource")}
          onClick={() => showTestRun(rescoredFrom)}
        >
          <StatusBadge
            status="info"
            label={t("tests.run.rescored")}
            title={`${t("tests.run.rescoredHint")}. ${t("tests.run.showSource")}`}
          />
        </button>
      )}
    </span>
  );
}
