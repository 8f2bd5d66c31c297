import { useTranslation } from "react-i18next";
import type { Experiment } from "#shared/model/experiment.ts";
import { formatCost, formatDuration, formatNumber } from "../../../ui/format.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { stateLook } from "../../../ui/verdict-look.ts";
import { deltaText, metricName } from "../plan-words.ts";
import classes from "./ExperimentHead.module.css";
import type { ExperimentActions } from "./experiment-actions.ts";
import type { Standing } from "./standing.ts";

interface Props {
  experiment: Experiment;
  standing: Standing;
  actions: ExperimentActions;
}

/** How it stands, on what it was made, by what it is read, and what it took. */
export function HeadFacts({ experiment, standing, actions }: Props) {
  const { t } = useTranslation();
  const { plan, capUsd } = experiment;
  const isMoving = standing.state === "running";
  const cost = formatCost(standing.costUsd);
  const facts: [label: string, value: string, title?: string][] = [
    [t("compare.head.metric"), metricName(t, plan.metric)],
    [t("compare.head.delta"), deltaText(t, plan.metric, plan.delta)],
    [t("compare.head.assign"), t(`compare.assign.${plan.assign}`), t(`compare.assignHint.${plan.assign}`)],
  ];
  const samples = plan.assign === "random" ? plan.samples : null;
  if (samples !== null) facts.push([t("compare.head.samples"), formatNumber(samples)]);
  // Of so many calls drawn at random the repeats follow.
  else if (plan.repeats > 1) facts.push([t("compare.head.repeats"), formatNumber(plan.repeats)]);
  facts.push([
    t(isMoving ? "compare.head.spendSoFar" : "compare.head.spend"),
    capUsd === null ? cost : t("compare.head.ofCap", { cost, cap: formatCost(capUsd) }),
  ]);
  if (isMoving && standing.remainingMs !== null)
    facts.push([t("compare.head.remaining"), `≈ ${formatDuration(wholeSeconds(standing.remainingMs))}`]);
  return (
    <div className={classes.facts}>
      <span role="status" aria-live="polite" className={classes.badges}>
        <StatusBadge status={stateLook[standing.state]} label={t(`tests.state.${standing.state}`)} />
      </span>
      {experiment.simulated && (
        <StatusBadge
          status="info"
          label={t("compare.head.simulator")}
          title={t("compare.head.simulatorHint")}
        />
      )}
      {experiment.origin === "runs" && (
        <StatusBadge
          status="info"
          label={t("compare.head.fromRuns")}
          title={t("compare.head.fromRunsHint")}
        />
      )}
      <dl className={classes.list}>
        <div>
          <dt>{t("compare.head.suite")}</dt>
          <dd>
            <SuiteName experiment={experiment} onOpen={actions.openSuite} />
          </dd>
        </div>
        {facts.map(([label, value, title]) => (
          <div key={label} title={title}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function SuiteName({ experiment, onOpen }: { experiment: Experiment; onOpen: () => void }) {
  const { t } = useTranslation();
  const { isTyped, suiteName, rounds } = experiment;
  if (isTyped) return <span title={t("compare.head.typedHint")}>{t("compare.head.typed")}</span>;
  const version = rounds.at(-1)?.suiteVersion;
  return (
    <>
      <button
        type="button"
        className={classes.link}
        aria-label={t("compare.head.openSuite", { name: suiteName })}
        onClick={onOpen}
      >
        {suiteName}
      </button>
      {version !== undefined && ` ${t("compare.head.suiteVersion", { number: version })}`}
    </>
  );
}

/** A time that is only guessed has no hundredths. */
const wholeSeconds = (ms: number): number => Math.max(1_000, Math.round(ms / 1_000) * 1_000);
