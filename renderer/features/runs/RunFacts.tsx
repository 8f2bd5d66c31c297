import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { simulatorProvider, splitModelRef } from "#shared/model/model-ref.ts";
import type { Run } from "#shared/model/run.ts";
import { errorText } from "../../i18n/error-text.ts";
import { formatCost, formatDuration, formatNumber } from "../../ui/format.ts";
import { type Status, StatusBadge } from "../../ui/StatusBadge.tsx";
import { type CurrentRun, isUnderWay } from "./create-runs.ts";
import classes from "./RunFacts.module.css";
import { useElapsed } from "./use-elapsed.ts";

interface Props {
  /** null: a run of the list is shown. */
  current: CurrentRun | null;
  /** Known once it has ended. */
  run: Run | null;
  characters: number;
}

type Standing = "starting" | "running" | "done" | "cancelled" | "failed" | "interrupted" | "lost";

const statuses: Record<Standing, Status> = {
  starting: "running",
  running: "running",
  done: "success",
  cancelled: "neutral",
  failed: "danger",
  interrupted: "warning",
  lost: "warning",
};

/** How the run stands and what it took. What a provider did not tell is called unknown, never 0. */
export function RunFacts({ current, run, characters }: Props) {
  const { t } = useTranslation();
  const isMoving = isUnderWay(current);
  const elapsed = useElapsed(current?.startedAt ?? 0, isMoving);
  const standing = standingOf(current, run);
  const retries = run?.attempt.retries ?? current?.retries ?? [];
  // Once it has ended, the reply or the failure comes first; the badge tells the rest.
  const lastRetry = retries.at(-1);
  const attempt = run?.attempt ?? null;
  const isSimulated =
    run?.simulated ?? (current !== null && splitModelRef(current.model).provider === simulatorProvider);
  const facts: [label: string, value: string][] = [];
  if (isMoving) facts.push([t("runs.fact.elapsed"), formatDuration(Math.floor(elapsed / 100) * 100)]);
  if (isMoving && characters > 0) facts.push([t("runs.fact.characters"), formatNumber(characters)]);
  if (attempt !== null && run !== null && run.state !== "running") {
    const { usage } = attempt;
    const unknown = t("runs.unknown");
    facts.push([t("runs.fact.total"), formatDuration(attempt.latencyMs)]);
    // Where no answer came, there is nothing of it that could be known.
    if (run.state === "done" || attempt.text !== "") {
      facts.push(
        [t("runs.fact.firstToken"), formatDuration(attempt.firstTokenMs)],
        [t("runs.fact.input"), usage === null ? unknown : inputWords(t, usage)],
        [t("runs.fact.output"), usage === null ? unknown : outputWords(t, usage)],
      );
    }
    facts.push([t("runs.fact.cost"), formatCost(attempt.costUsd)]);
    if (attempt.finishReason !== null) {
      facts.push([t("runs.fact.finish"), t(`runs.finish.${attempt.finishReason}`)]);
    }
  }
  return (
    <div className={classes.facts}>
      <div className={classes.badges} role="status" aria-live="polite">
        <StatusBadge status={statuses[standing]} label={t(`runs.state.${standing}`)} />
        {isSimulated && (
          <StatusBadge
            status="info"
            label={t("runs.badge.simulator")}
            title={t("runs.badge.simulatorHint")}
          />
        )}
        {attempt?.recorded && (
          <StatusBadge status="info" label={t("runs.badge.recorded")} title={t("runs.badge.recordedHint")} />
        )}
        {attempt?.partial && (
          <StatusBadge status="warning" label={t("runs.badge.partial")} title={t("runs.badge.partialHint")} />
        )}
        {attempt?.finishReason === "length" && (
          <StatusBadge status="warning" label={t("runs.badge.cut")} title={t("runs.badge.cutHint")} />
        )}
        {attempt?.finishReason === "content-filter" && (
          <StatusBadge
            status="warning"
            label={t("runs.badge.filtered")}
            title={t("runs.badge.filteredHint")}
          />
        )}
        {retries.length > 0 && (
          <StatusBadge
            status="warning"
            label={t("runs.retries", { count: retries.length })}
            title={retries.map((retry) => retryWords(t, retry)).join("\n")}
          />
        )}
      </div>
      {isMoving && lastRetry !== undefined && <p className={classes.retry}>{retryWords(t, lastRetry)}</p>}
      {facts.length > 0 && (
        <dl className={classes.list}>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

/** In the language of the page where the failure itself is known; runs of earlier versions kept its sentence only. */
const retryWords = (t: TFunction, { reason, waitMs, error }: CurrentRun["retries"][number]): string =>
  t("runs.retryAfter", {
    reason: error === undefined ? reason : errorText(error).title,
    wait: formatDuration(waitMs),
  });

type KnownUsage = NonNullable<Run["attempt"]["usage"]>;

const inputWords = (t: TFunction, usage: KnownUsage): string =>
  usage.cachedInputTokens === 0
    ? formatNumber(usage.inputTokens)
    : t("runs.fact.withCached", {
        amount: formatNumber(usage.inputTokens),
        cached: formatNumber(usage.cachedInputTokens),
      });

const outputWords = (t: TFunction, usage: KnownUsage): string =>
  usage.reasoningTokens === 0
    ? formatNumber(usage.outputTokens)
    : t("runs.fact.withReasoning", {
        amount: formatNumber(usage.outputTokens),
        reasoning: formatNumber(usage.reasoningTokens),
      });

function standingOf(current: CurrentRun | null, run: Run | null): Standing {
  if (run !== null) return run.state;
  if (current === null || current.phase === "refused") return "failed";
  // Cancelling is answered at once; the run's own end only confirms it.
  if (current.cancelling) return "cancelled";
  return current.phase === "ended" ? "done" : current.phase;
}
