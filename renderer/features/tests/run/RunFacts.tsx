import { useTranslation } from "react-i18next";
import type { TestProgress, TestRun } from "#shared/model/test-run.ts";
import { formatCost, formatDuration, formatNumber } from "../../../ui/format.ts";
import { formatScore } from "../../../ui/format-rate.ts";
import classes from "./RunFacts.module.css";

/** What the test took so far, and while it runs how fast it goes. What is not known is called unknown, never 0. */
export function RunFacts({ run, progress }: { run: TestRun; progress: TestProgress | null }) {
  const { t, i18n } = useTranslation();
  const isMoving = run.state === "running";
  const { maxCostUsd } = run.plan;
  const unknown = progress?.unknownCosts ?? run.unknownCosts;
  // What is known of it is worth showing beside what is not.
  const spent = progress?.costUsd ?? run.costUsd;
  const cost =
    maxCostUsd === null
      ? formatCost(spent)
      : t("tests.run.fact.ofCap", { cost: formatCost(spent), cap: formatCost(maxCostUsd) });
  const facts: [label: string, value: string][] = [
    [
      t(isMoving ? "tests.run.fact.spendSoFar" : "tests.run.fact.spend"),
      unknown > 0 && spent !== null ? `${cost} ${t("tests.run.fact.unknownCost", { count: unknown })}` : cost,
    ],
  ];
  if (run.hashes.judge !== null) facts.push([t("tests.run.fact.judge"), formatCost(run.judgeCostUsd)]);
  if (progress !== null) {
    if (progress.rate !== null) {
      const amount = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 2 }).format(
        progress.rate,
      );
      facts.push([t("tests.run.fact.rate"), t("tests.run.fact.perSecond", { amount })]);
    }
    if (progress.remainingMs !== null)
      facts.push([t("tests.run.fact.remaining"), `≈ ${formatDuration(wholeSeconds(progress.remainingMs))}`]);
    facts.push([t("tests.run.fact.active"), formatNumber(progress.active)]);
  }
  const retries = progress?.retries ?? run.retries;
  if (retries > 0) facts.push([t("tests.run.fact.retries"), formatNumber(retries)]);
  if (run.averageScore !== null) {
    const score = formatScore(run.averageScore);
    facts.push([
      t("tests.run.fact.score"),
      run.scoreError === null
        ? score
        : t("tests.run.fact.scoreError", { score, error: formatScore(run.scoreError) }),
    ]);
  }
  if (run.latency !== null)
    facts.push([
      t("tests.run.fact.latency"),
      `${formatDuration(run.latency.p50)} · ${formatDuration(run.latency.p95)}`,
    ]);
  if (run.tokens.input + run.tokens.output > 0)
    facts.push([
      t("tests.run.fact.tokens"),
      `${formatNumber(run.tokens.input)} · ${formatNumber(run.tokens.output)}`,
    ]);
  if (run.flakyCases > 0) facts.push([t("tests.run.fact.flaky"), formatNumber(run.flakyCases)]);
  if (run.repeats > 1) facts.push([t("tests.run.fact.repeats"), formatNumber(run.repeats)]);
  facts.push([t("tests.run.fact.models"), run.models.join(t("tests.listSeparator"))]);
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A time that is only guessed has no hundredths. */
const wholeSeconds = (ms: number): number => Math.max(1_000, Math.round(ms / 1_000) * 1_000);
