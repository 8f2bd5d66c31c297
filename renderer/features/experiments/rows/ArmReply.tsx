import { ActionIcon, NativeSelect, Tooltip } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import type { CaseInArm, Experiment } from "#shared/model/experiment.ts";
import type { TestAttempt } from "#shared/model/test-run.ts";
import { AttemptError } from "../../../ui/attempt/AttemptError.tsx";
import { CheckList } from "../../../ui/attempt/CheckList.tsx";
import { LongText } from "../../../ui/attempt/LongText.tsx";
import parts from "../../../ui/attempt/parts.module.css";
import { SentMessages } from "../../../ui/attempt/SentMessages.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { notifyDone, notifyError } from "../../../ui/notify.ts";
import { VerdictBadge } from "../../../ui/VerdictBadge.tsx";
import { verdictLook } from "../../../ui/verdict-look.ts";
import { ArmLetter } from "../ArmLetter.tsx";
import { armName, armSource } from "../arm-words.ts";
import { ArmFacts } from "./ArmFacts.tsx";
import classes from "./ArmReply.module.css";
import { comparedTexts } from "./compared-texts.ts";
import { useDifferences } from "./differences.ts";
import { MarkedText } from "./MarkedText.tsx";
import { useRowsView } from "./rows-view-store.ts";

interface Props {
  experiment: Experiment;
  arm: number;
  found: CaseInArm | undefined;
  /** One for each repeat that was made. */
  attempts: readonly TestAttempt[];
  shown: TestAttempt | null;
  /** What the first arm shows. */
  first: TestAttempt | null;
  expected: string | null;
  onChoose: (attempt: number) => void;
}

/** Repeats that stand beside each other; more are in a menu. */
const mostBeside = 10;

/** An arm's whole reply to a case, with what its checks said. */
export function ArmReply(props: Props) {
  const { t } = useTranslation();
  const { experiment, arm, attempts, shown, onChoose } = props;
  const of = experiment.arms[arm];
  const name = of === undefined ? armLetter(arm) : `${armLetter(arm)} · ${armName(t, of)}`;
  const isLocked = useRowsView((state) => state.isLocked);
  return (
    <article
      className={classes.arm}
      aria-label={name}
      data-arm={armLetter(arm)}
      // It scrolls by itself then, also without a mouse.
      tabIndex={isLocked ? undefined : 0}
    >
      <header className={classes.head}>
        <h4 className={classes.name} title={name}>
          <ArmLetter place={arm} />
          {of !== undefined && `${of.promptName} ${armSource(t, of)}`}
          {of !== undefined && <span className={classes.model}>{of.model}</span>}
          {shown !== null && shown.text !== "" && <CopyButton text={shown.text} />}
        </h4>
        {shown !== null && (
          <p className={classes.facts}>
            <VerdictBadge verdict={shown.verdict} plain />
            <ArmFacts found={ofAttempt(shown)} metric={withoutCheck(experiment.metric)} />
          </p>
        )}
        {attempts.length > 1 && <RepeatChoice attempts={attempts} shown={shown} onChoose={onChoose} />}
      </header>
      <div className={classes.body}>
        {shown === null ? (
          <p className={parts.note}>
            {t(props.found?.planned === 0 ? "compare.rows.notDrawn" : "compare.rows.notCalled")}
          </p>
        ) : (
          <>
            <AttemptError attempt={shown} />
            {shown.partial && <p className={parts.warning}>{t("tests.attempt.replyPartial")}</p>}
            <Reply {...props} shown={shown} />
          </>
        )}
      </div>
      <div className={classes.why}>
        {shown !== null && (
          <>
            <CheckList scores={shown.scores} agreements={[]} verdict={shown.verdict} />
            <SentMessages calls={shown.calls} />
          </>
        )}
      </div>
    </article>
  );
}

function Reply({ arm, shown, first, expected }: Props & { shown: TestAttempt }) {
  const { t } = useTranslation();
  const difference = useRowsView((state) => state.difference);
  const base =
    difference === "off" || shown.partial
      ? null
      : difference === "expected"
        ? expected
        : arm === 0 || first === null || first.text === ""
          ? null
          : first.text;
  const [before, after] = useMemo(
    () => (base === null ? [null, shown.text] : comparedTexts(base, shown.text)),
    [base, shown.text],
  );
  const compared = useDifferences(shown.text === "" ? null : before, after, {});
  return (
    <>
      {shown.text === "" ? (
        shown.verdict !== "error" && <p className={parts.note}>{t("tests.attempt.noReply")}</p>
      ) : compared === null ? (
        <LongText text={after} look="text" />
      ) : (
        <>
          <pre className={parts.text} data-look="text" data-reply>
            <MarkedText compared={compared} />
          </pre>
          <p className={parts.note}>
            {compared.isSame
              ? t(difference === "expected" ? "compare.rows.diff.asExpected" : "compare.rows.diff.asFirst")
              : compared.unit === "line"
                ? t("tests.attempt.diff.byLine")
                : compared.unit === "block" && t("tests.attempt.diff.asBlock")}
          </p>
        </>
      )}
      {shown.toolCalls.length > 0 && (
        <>
          <h5 className={parts.heading}>{t("tests.attempt.toolCalls")}</h5>
          {shown.toolCalls.map((call, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: ids come from the model and may repeat
            <pre key={index} className={parts.text} data-look="raw">
              {call.name} {call.arguments}
            </pre>
          ))}
        </>
      )}
    </>
  );
}

function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation();
  const copy = () =>
    navigator.clipboard.writeText(text).then(() => notifyDone(t("tests.attempt.copied")), notifyError);
  return (
    <Tooltip label={t("tests.attempt.copy")}>
      <ActionIcon size={20} aria-label={t("tests.attempt.copy")} onClick={() => void copy()}>
        <IconCopy size={14} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}

interface ChoiceProps {
  attempts: readonly TestAttempt[];
  shown: TestAttempt | null;
  onChoose: (attempt: number) => void;
}

function RepeatChoice({ attempts, shown, onChoose }: ChoiceProps) {
  const { t } = useTranslation();
  const nameOf = ({ repeat, verdict }: TestAttempt) =>
    t("compare.rows.repeats.one", {
      number: formatNumber(repeat + 1),
      verdict: t(`tests.verdict.${verdict}`),
    });
  if (attempts.length > mostBeside) {
    return (
      <NativeSelect
        size="xs"
        aria-label={t("compare.rows.repeats.label")}
        value={shown?.attempt}
        data={attempts.map((each) => ({ value: String(each.attempt), label: nameOf(each) }))}
        onChange={(event) => onChoose(Number(event.currentTarget.value))}
      />
    );
  }
  return (
    <fieldset className={classes.repeats} aria-label={t("compare.rows.repeats.label")}>
      {attempts.map((each) => {
        const { icon: Icon, status } = verdictLook[each.verdict];
        return (
          <Tooltip key={each.attempt} label={nameOf(each)}>
            <button
              type="button"
              className={classes.repeat}
              aria-label={nameOf(each)}
              aria-pressed={each.attempt === shown?.attempt}
              data-status={status}
              onClick={() => onChoose(each.attempt)}
            >
              <Icon size={12} stroke={2} aria-hidden />
              {formatNumber(each.repeat + 1)}
            </button>
          </Tooltip>
        );
      })}
    </fieldset>
  );
}

/** The figures of one attempt in the shape of a case's. */
const ofAttempt = (attempt: TestAttempt): CaseInArm => ({
  attempt: attempt.attempt,
  verdict: attempt.verdict,
  value: null,
  score: attempt.score,
  reply: "",
  isCut: false,
  latencyMs: attempt.latencyMs,
  costUsd: attempt.costUsd,
  recorded: attempt.recorded,
  reason: "",
  passed: 0,
  failed: 0,
  errored: 0,
  made: 1,
  planned: 1,
});

/** What a named check said stands among the checks below. */
const withoutCheck = (metric: Experiment["metric"]): Experiment["metric"] =>
  metric.kind === "check" ? { kind: "pass" } : metric;
