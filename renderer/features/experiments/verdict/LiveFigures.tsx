import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Chunk } from "#shared/contract/operations.ts";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import { enoughEvidence } from "#shared/experiments/e-value-along.ts";
import type { Comparison, Experiment } from "#shared/model/experiment.ts";
import { formatNumber } from "../../../ui/format.ts";
import { formatEValue } from "../../../ui/format-difference.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import classes from "./LiveFigures.module.css";
import { unitOf } from "./verdict-text.ts";

type Live = Pick<Comparison, "b" | "n" | "fixed" | "broken" | "eValue" | "leaning">;

interface Props {
  experiment: Experiment;
  progress: Chunk<"experiments.follow"> | null;
}

/** The certainty at the right end of its bar. */
const most = 60;

/** How far it has come and what may be told before the end: no verdict, no interval, no p-value. */
export function LiveFigures({ experiment, progress }: Props) {
  const { t } = useTranslation();
  const { plan, state } = experiment;
  const live: readonly Live[] = progress?.live ?? experiment.verdict.primary;
  const counts = progress?.counts ?? [];
  const ended =
    counts.length === 0
      ? experiment.ended
      : counts.reduce((sum, each) => sum + each.passed + each.failed + each.errored + each.unscored, 0);
  const planned =
    counts.length === 0 ? experiment.planned : counts.reduce((sum, each) => sum + each.planned, 0);
  const isPaused = (progress?.state ?? state) === "paused";
  const n = Math.max(0, ...live.map((each) => each.n));
  const figures = { count: n, amount: formatNumber(n) };
  return (
    <section className={classes.live} aria-label={t("compare.verdict.live.title")}>
      <div className={classes.head}>
        <StatusBadge
          status={isPaused ? "info" : "running"}
          label={t(`compare.verdict.live.${isPaused ? "paused" : "title"}`)}
        />
        <strong className={classes.count}>
          {t("compare.verdict.live.ended", { ended: formatNumber(ended), planned: formatNumber(planned) })}
        </strong>
        <span className={classes.muted}>
          {t(
            unitOf(plan.assign) === "calls"
              ? "compare.verdict.live.answered"
              : "compare.verdict.live.bothSides",
            figures,
          )}
        </span>
      </div>
      <div
        className={classes.progress}
        role="progressbar"
        aria-label={t("compare.verdict.live.progress")}
        aria-valuemin={0}
        aria-valuemax={planned}
        aria-valuenow={Math.min(ended, planned)}
      >
        <span style={{ width: `${planned === 0 ? 0 : Math.min(100, (ended / planned) * 100)}%` }} />
      </div>
      <p className={classes.note}>{t("compare.verdict.live.noVerdict")}</p>
      <div className={classes.lines}>
        {live.map((each) => (
          <LiveLine key={each.b} experiment={experiment} live={each} />
        ))}
      </div>
      {plan.assign === "paired" && <p className={classes.small}>{t("compare.verdict.live.certaintyHint")}</p>}
    </section>
  );
}

function LiveLine({ experiment, live }: { experiment: Experiment; live: Live }) {
  const { t } = useTranslation();
  const { plan } = experiment;
  const { b, fixed, broken, eValue, leaning } = live;
  const letters = { a: armLetter(0), b: armLetter(b) };
  const isPass = plan.metric.kind === "pass";
  const differs = (fixed ?? 0) + (broken ?? 0) > 0;
  const hasReached = eValue !== null && eValue >= enoughEvidence && leaning !== null;
  return (
    <div className={classes.line}>
      <span className={classes.name}>{t("compare.verdict.live.so", letters)}</span>
      {fixed !== null && broken !== null && (
        <>
          <StatusBadge
            plain
            icon={IconArrowDown}
            status={broken === 0 ? "neutral" : "danger"}
            label={`${t(`compare.verdict.live.${isPass ? "broken" : "worse"}`)} ${formatNumber(broken)}`}
          />
          <StatusBadge
            plain
            icon={IconArrowUp}
            status={fixed === 0 ? "neutral" : "success"}
            label={`${t(`compare.verdict.live.${isPass ? "fixed" : "better"}`)} ${formatNumber(fixed)}`}
          />
        </>
      )}
      <span className={classes.certainty}>
        {plan.assign === "random" ? (
          t("compare.verdict.live.certaintyRandom")
        ) : (
          <>
            <span>{t("compare.verdict.live.certainty")}</span>
            <Certainty eValue={eValue ?? 0} />
            <span className={classes.figure}>
              {eValue === null
                ? t(`compare.verdict.live.${differs ? "certaintyWaiting" : "certaintyNone"}`)
                : t("compare.verdict.live.certaintyOf", {
                    eValue: formatEValue(eValue),
                    bar: formatNumber(enoughEvidence),
                  })}
            </span>
          </>
        )}
      </span>
      {hasReached && (
        <p className={classes.reached}>{t("compare.verdict.live.reached", { arm: letters[leaning] })}</p>
      )}
    </div>
  );
}

/** On a logarithmic line, as evidence multiplies. */
function Certainty({ eValue }: { eValue: number }) {
  const place = (value: number) => `${Math.min(100, (Math.log(Math.max(1, value)) / Math.log(most)) * 100)}%`;
  return (
    <span className={classes.bar} data-reached={eValue >= enoughEvidence || undefined} aria-hidden>
      <span style={{ width: place(eValue) }} />
      <i style={{ left: place(enoughEvidence) }} />
    </span>
  );
}
