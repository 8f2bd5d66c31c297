import { Button, Loader, TextInput } from "@mantine/core";
import { IconCircleCheck, IconEye, IconEyeOff, IconScale } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Experiment, VoteChoice } from "#shared/model/experiment.ts";
import { host } from "../../../host/host.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { useReading } from "../../../ui/use-reading.ts";
import { BallotPaper } from "./BallotPaper.tsx";
import { PairSelect } from "./PairSelect.tsx";
import { rememberedRater, rememberRater } from "./rater.ts";
import { Tally } from "./Tally.tsx";
import { isEmptyTally } from "./tally-text.ts";
import classes from "./VotesView.module.css";
import { choiceOfKey } from "./vote-keys.ts";
import { createVotes, type Votes } from "./votes-store.ts";

/** Which reply is better? The sides are hidden and shuffled. */
export function VotesView({ experiment }: { experiment: Experiment }) {
  const { t } = useTranslation();
  const { experimentId, arms, plan } = experiment;
  const [votes] = useState(() => createVotes(host, experimentId, rememberedRater()));
  const { next, pair, sending, failure } = votes.useVotes();
  const [isRevealed, setRevealed] = useState(false);
  const region = useRef<HTMLElement>(null);
  useEffect(() => {
    votes.open();
    return votes.close;
  }, [votes]);
  const ballot = next?.ballot ?? null;
  const isShown = ballot !== null;
  // The keys mean something at once, and after a press of a button they do not press it again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each pair anew
  useEffect(() => {
    if (isShown && !(document.activeElement instanceof HTMLInputElement)) region.current?.focus();
  }, [ballot?.ballot]);

  const choose = (choice: VoteChoice) => void votes.vote(choice);
  const onKeyDown = (event: KeyboardEvent) => {
    const choice = choiceOfKey(event.nativeEvent);
    if (choice === null || !isShown) return;
    event.preventDefault();
    // A key that is held down is one vote.
    if (!event.repeat) choose(choice);
  };
  return (
    <section
      ref={region}
      className={classes.view}
      aria-label={t("compare.votes.label")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys that vote are pressed here
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <header className={classes.head}>
        <h3 className={classes.question}>{t("compare.votes.question")}</h3>
        {next !== null && next.total > 0 && <Progress voted={next.voted} total={next.total} />}
        <span className={classes.space} />
        <PairSelect arms={arms.length} pair={pair} onChange={votes.choosePair} />
        <Rater votes={votes} />
        {next !== null && next.voted > 0 && isShown && (
          <Button
            variant="default"
            leftSection={isRevealed ? <IconEyeOff size={14} /> : <IconEye size={14} />}
            onClick={() => setRevealed(!isRevealed)}
          >
            {t(`compare.votes.${isRevealed ? "hide" : "reveal"}`)}
          </Button>
        )}
      </header>
      {failure?.of === "voting" && (
        <p className={classes.failure} role="alert">
          <strong>{t("compare.votes.voteFailed")}.</strong> {errorText(failure.error).message}
        </p>
      )}
      {isRevealed && isShown && (
        <div className={classes.revealed}>
          <p className={classes.hint}>{t("compare.votes.revealedHint")}</p>
          <Result experiment={experiment} votes={votes} />
        </div>
      )}
      {failure?.of === "reading" ? (
        <ErrorState error={failure.error} title={t("compare.votes.readFailed")} onRetry={votes.retry} />
      ) : next === null ? (
        <Loader size="sm" className={classes.loading} aria-label={t("compare.votes.loading")} />
      ) : ballot !== null ? (
        <BallotPaper key={ballot.ballot} ballot={ballot} sending={sending} onChoose={choose} />
      ) : next.total === 0 ? (
        <EmptyState
          icon={IconScale}
          title={t("compare.votes.none.title")}
          text={t(`compare.votes.none.${plan.assign === "random" ? "random" : "text"}`)}
        />
      ) : (
        <>
          <EmptyState
            icon={IconCircleCheck}
            title={t("compare.votes.done.title")}
            text={t("compare.votes.done.text")}
          />
          <Result experiment={experiment} votes={votes} />
        </>
      )}
    </section>
  );
}

function Progress({ voted, total }: { voted: number; total: number }) {
  const { t } = useTranslation();
  return (
    <div className={classes.progress}>
      <span role="status">
        {t("compare.votes.progress", { voted: formatNumber(voted), total: formatNumber(total) })}
      </span>
      <span
        className={classes.bar}
        role="progressbar"
        aria-label={t("compare.votes.progressLabel")}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={voted}
      >
        <span style={{ width: `${(voted / total) * 100}%` }} />
      </span>
    </div>
  );
}

function Rater({ votes }: { votes: Votes }) {
  const { t } = useTranslation();
  const [name, setName] = useState(rememberedRater);
  const keep = () => {
    const trimmed = name.trim();
    setName(trimmed);
    rememberRater(trimmed);
    votes.nameRater(trimmed);
  };
  return (
    <TextInput
      className={classes.rater ?? ""}
      aria-label={t("compare.votes.rater")}
      title={t("compare.votes.raterHint")}
      placeholder={`${t("compare.votes.rater")} (${t("compare.votes.raterPlaceholder")})`}
      maxLength={100}
      autoComplete="off"
      value={name}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === "Enter") keep();
      }}
    />
  );
}

/** How all votes are spread, not only this rater's. */
function Result({ experiment, votes }: { experiment: Experiment; votes: Votes }) {
  const { t } = useTranslation();
  const { experimentId } = experiment;
  const { pair, next } = votes.useVotes();
  const { value, failure, retry } = useReading(
    `${experimentId} ${pair.a} ${pair.b} ${next?.voted}`,
    (signal) => host.call("experiments.preferences", { experimentId, ...pair }, signal),
  );
  if (failure !== null)
    return <ErrorState error={failure} title={t("compare.votes.tallyFailed")} onRetry={retry} />;
  if (value === null) return null;
  return (
    <div className={classes.result}>
      {isEmptyTally(value.people) ? (
        <p className={classes.hint}>{t("compare.votes.tally.noVotes")}</p>
      ) : (
        <Tally title={t("compare.votes.tally.people")} tally={value.people} />
      )}
    </div>
  );
}
