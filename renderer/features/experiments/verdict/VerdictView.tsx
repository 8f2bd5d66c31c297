import { IconScale } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Chunk } from "#shared/contract/operations.ts";
import type { Experiment } from "#shared/model/experiment.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ArmsTable } from "./ArmsTable.tsx";
import { HowRead } from "./HowRead.tsx";
import { LiveFigures } from "./LiveFigures.tsx";
import { Notes } from "./Notes.tsx";
import { OtherMetrics } from "./OtherMetrics.tsx";
import { Preferences } from "./Preferences.tsx";
import { TradeOff } from "./TradeOff.tsx";
import { VerdictArticle } from "./VerdictArticle.tsx";
import classes from "./VerdictView.module.css";
import { bestFirst } from "./verdict-look.ts";

export interface VerdictViewProps {
  experiment: Experiment;
  /** What is being answered now; null: it stands still. */
  progress: Chunk<"experiments.follow"> | null;
}

/** The verdict in one sentence, and the figures that it was read from. */
export function VerdictView({ experiment, progress }: VerdictViewProps) {
  const { t } = useTranslation();
  const { state, verdict } = experiment;
  // Who reads a verdict before the end, and stops when it is welcome, finds winners that are none.
  const isUnderWay = state === "running" || state === "paused";
  const isEmpty = verdict.primary.every(({ n, verdict: word }) => n === 0 && word === "cannot_tell");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also without a mouse
    <section className={classes.view} aria-label={t("compare.verdict.label")} tabIndex={0}>
      <div className={classes.page}>
        {isUnderWay ? (
          <LiveFigures experiment={experiment} progress={progress} />
        ) : isEmpty ? (
          <EmptyState
            icon={IconScale}
            title={t("compare.verdict.nothing.title")}
            text={t("compare.verdict.nothing.text")}
          />
        ) : (
          bestFirst(verdict.primary).map((comparison) => (
            <VerdictArticle key={comparison.b} experiment={experiment} comparison={comparison} />
          ))
        )}
        <div className={classes.grid}>
          <ArmsTable experiment={experiment} isUnderWay={isUnderWay} />
          {!isUnderWay && <OtherMetrics experiment={experiment} />}
          {!isUnderWay && <TradeOff experiment={experiment} />}
          <Preferences experiment={experiment} />
          {!isUnderWay && <Notes experiment={experiment} />}
          {!isUnderWay && <HowRead experiment={experiment} />}
        </div>
      </div>
    </section>
  );
}
