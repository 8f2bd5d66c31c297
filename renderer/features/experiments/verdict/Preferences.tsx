import { Button } from "@mantine/core";
import { IconEyeOff, IconGavel, IconPlayerStop } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Experiment, PreferenceTally } from "#shared/model/experiment.ts";
import { host } from "../../../host/host.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { notifyError } from "../../../ui/notify.ts";
import { useReading } from "../../../ui/use-reading.ts";
import { showExperimentPage } from "../experiments-view-store.ts";
import { type ArmPair, PairSelect } from "../votes/PairSelect.tsx";
import { Tally } from "../votes/Tally.tsx";
import { isEmptyTally } from "../votes/tally-text.ts";
import { useChanges } from "../votes/use-changes.ts";
import { JudgeDialog } from "./JudgeDialog.tsx";
import classes from "./Preferences.module.css";
import view from "./VerdictView.module.css";

/** What people preferred without knowing whose reply it was, and what a judge did; and the way to ask them. */
export function Preferences({ experiment }: { experiment: Experiment }) {
  const { t } = useTranslation();
  const { experimentId, arms, judging, verdict } = experiment;
  const [pair, setPair] = useState<ArmPair>({ a: 0, b: 1 });
  const [isAsking, setAsking] = useState(false);
  const changes = useChanges(experimentId);
  const { value, failure, retry } = useReading(
    `${experimentId} ${pair.a} ${pair.b} ${changes} ${judging?.done}`,
    (signal) => host.call("experiments.preferences", { experimentId, ...pair }, signal),
  );
  // Where the verdict itself is only a direction, nothing on its page looks like a proof.
  const isDirectional = verdict.primary.every(({ directional }) => directional);
  const shown = (tally: PreferenceTally) => (isDirectional ? { ...tally, p: null } : tally);
  return (
    <section className={view.figure}>
      <div className={view.title}>
        <h3>{t("compare.votes.tally.title")}</h3>
        <PairSelect arms={arms.length} pair={pair} onChange={setPair} />
      </div>
      <p className={view.hint}>{t("compare.votes.tally.hint")}</p>
      {failure !== null ? (
        <ErrorState error={failure} title={t("compare.votes.tally.readFailed")} onRetry={retry} />
      ) : (
        value !== null && (
          <div className={classes.tallies}>
            {isEmptyTally(value.people) ? (
              <p className={view.hint}>{t("compare.votes.tally.noVotes")}</p>
            ) : (
              <Tally title={t("compare.votes.tally.people")} tally={shown(value.people)} />
            )}
            {value.judge === null || isEmptyTally(value.judge) ? (
              <p className={view.hint}>{t("compare.votes.tally.noJudge")}</p>
            ) : (
              <Tally title={t("compare.votes.tally.judge")} tally={shown(value.judge)} />
            )}
          </div>
        )
      )}
      {judging !== null && <Judging experiment={experiment} judging={judging} />}
      <div className={classes.buttons}>
        <Button
          variant="default"
          leftSection={<IconEyeOff size={14} />}
          onClick={() => showExperimentPage("votes")}
        >
          {t("compare.votes.tally.vote")}
        </Button>
        <Button
          variant="default"
          leftSection={<IconGavel size={14} />}
          disabled={judging !== null && judging.error === null}
          onClick={() => setAsking(true)}
        >
          {t("compare.votes.tally.askJudge")}
        </Button>
      </div>
      {isAsking && <JudgeDialog experiment={experiment} pair={pair} onClose={() => setAsking(false)} />}
    </section>
  );
}

/** The judge at work: how far it is, and the way to stop it. */
function Judging(props: { experiment: Experiment; judging: NonNullable<Experiment["judging"]> }) {
  const { t } = useTranslation();
  const { experimentId } = props.experiment;
  const { done, planned, error } = props.judging;
  const stop = () =>
    host
      .call("experiments.stop-judge", { experimentId })
      .catch((failure) => notifyError(failure, t("compare.votes.judge.stopFailed")));
  if (error !== null) {
    return (
      <p className={classes.halted} role="alert">
        <strong>{t("compare.votes.judge.halted")}</strong> {errorText(error).message}
      </p>
    );
  }
  return (
    <div className={classes.judging}>
      <span role="status">
        {t("compare.votes.judge.progress", { done: formatNumber(done), planned: formatNumber(planned) })}
      </span>
      <span
        className={classes.progress}
        role="progressbar"
        aria-label={t("compare.votes.judge.progressLabel")}
        aria-valuemin={0}
        aria-valuemax={planned}
        aria-valuenow={done}
      >
        <span style={{ width: `${planned === 0 ? 0 : (done / planned) * 100}%` }} />
      </span>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconPlayerStop size={12} />}
        onClick={() => void stop()}
      >
        {t("compare.votes.judge.stop")}
      </Button>
    </div>
  );
}
