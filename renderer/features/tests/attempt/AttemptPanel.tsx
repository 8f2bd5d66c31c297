import { ActionIcon, Button, Loader, Tooltip } from "@mantine/core";
import {
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconChevronDown,
  IconChevronUp,
  IconFilter,
  IconPencilCode,
  IconTablePlus,
  IconX,
} from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CaseId } from "#shared/model/ids.ts";
import type { TestAttempt, TestRun } from "#shared/model/test-run.ts";
import { AttemptError } from "../../../ui/attempt/AttemptError.tsx";
import { CheckList } from "../../../ui/attempt/CheckList.tsx";
import { GivenInputs } from "../../../ui/attempt/GivenInputs.tsx";
import { RawCalls, SentMessages } from "../../../ui/attempt/SentMessages.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { notifyError } from "../../../ui/notify.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { shortcutText } from "../../../ui/shortcut-keys.ts";
import { VerdictBadge } from "../../../ui/VerdictBadge.tsx";
import type { TestRunOnPage } from "../run/test-run-store.ts";
import type { TestsViewProps } from "../TestsView.tsx";
import { AttemptFacts } from "./AttemptFacts.tsx";
import classes from "./AttemptPanel.module.css";
import { caseFrom } from "./case-from.ts";
import { MarkForm } from "./MarkForm.tsx";
import { ReplyPart } from "./ReplyPart.tsx";
import { useAttempt } from "./use-attempt.ts";

interface Props extends Pick<TestsViewProps, "onKeepAsCase" | "onTryValues"> {
  test: TestRunOnPage;
  run: TestRun;
  attempt: number;
  /** To the next failure or the one before; answers whether there is one. */
  onStep: (step: 1 | -1) => Promise<boolean>;
  onOnlyCase: (caseId: CaseId) => void;
  isWhole: boolean;
  onWhole: () => void;
  onClose: () => void;
}

/** One reply: why it passed or not, what was sent, what came back, and what a person says of it. */
export function AttemptPanel(props: Props) {
  const { t } = useTranslation();
  const { attempt, failure, retry } = useAttempt(props.attempt);
  const scroller = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another reply begins at its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [attempt?.attempt]);
  const onKeyDown = (event: KeyboardEvent) => {
    const isTyping = (event.target as HTMLElement).closest("input, textarea") !== null;
    if (event.key !== "Escape" || isTyping) return;
    event.stopPropagation();
    props.onClose();
  };
  return (
    <section
      className={classes.panel}
      aria-label={t("tests.attempt.label")}
      aria-busy={attempt?.attempt !== props.attempt}
      data-attempt={attempt?.attempt}
      onKeyDown={onKeyDown}
    >
      <Head {...props} shown={attempt} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also without a mouse */}
      <div ref={scroller} className={classes.scroll} tabIndex={0}>
        {failure !== null ? (
          <ErrorState error={failure} title={t("tests.attempt.readFailed")} onRetry={retry} />
        ) : attempt === null ? (
          <Loader size="sm" className={classes.loading} />
        ) : (
          <Body {...props} shown={attempt} />
        )}
      </div>
    </section>
  );
}

function Head({ shown, run, onStep, onWhole, isWhole, onClose }: Props & { shown: TestAttempt | null }) {
  const { t } = useTranslation();
  const [isLast, setLast] = useState<1 | -1 | null>(null);
  const step = async (by: 1 | -1) => {
    try {
      setLast((await onStep(by)) ? null : by);
    } catch (error) {
      notifyError(error);
    }
  };
  const Whole = isWhole ? IconArrowsMinimize : IconArrowsMaximize;
  const name =
    shown === null || shown.caseName === ""
      ? t("tests.results.caseNumber", { number: formatNumber((shown?.caseIndex ?? 0) + 1) })
      : shown.caseName;
  return (
    <header className={classes.head}>
      {shown !== null && <VerdictBadge verdict={shown.verdict} />}
      <h3 className={classes.name} title={name}>
        {shown !== null && name}
      </h3>
      <span className={classes.which}>
        {run.models.length > 1 && shown?.model}
        {run.repeats > 1 &&
          shown !== null &&
          ` · ${t("tests.attempt.repeat", { number: formatNumber(shown.repeat + 1) })}`}
      </span>
      <span className="lathe-visually-hidden" role="status">
        {isLast !== null && t("tests.attempt.noFailure")}
      </span>
      <Tooltip label={`${t("tests.attempt.previousFailure")} (${shortcutText("shift+F8")})`}>
        <ActionIcon
          aria-label={t("tests.attempt.previousFailure")}
          disabled={isLast === -1}
          onClick={() => void step(-1)}
        >
          <IconChevronUp size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${t("tests.attempt.nextFailure")} (${shortcutText("F8")})`}>
        <ActionIcon
          aria-label={t("tests.attempt.nextFailure")}
          disabled={isLast === 1}
          onClick={() => void step(1)}
        >
          <IconChevronDown size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t(isWhole ? "tests.attempt.beside" : "tests.attempt.whole")}>
        <ActionIcon
          aria-label={t(isWhole ? "tests.attempt.beside" : "tests.attempt.whole")}
          onClick={onWhole}
        >
          <Whole size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("tests.attempt.close")}>
        <ActionIcon aria-label={t("tests.attempt.close")} onClick={onClose}>
          <IconX size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}

function Body({ shown, test, run, onKeepAsCase, onTryValues, onOnlyCase }: Props & { shown: TestAttempt }) {
  const { t } = useTranslation();
  const agreements = test.useTestRun((state) => state.agreements);
  return (
    <div className={classes.body}>
      {(shown.tags.length > 0 || shown.recorded) && (
        <p className={classes.tags}>
          {shown.recorded && (
            <StatusBadge
              status="info"
              label={t("tests.attempt.recorded")}
              title={t("tests.attempt.recordedHint")}
            />
          )}
          {shown.tags.map((tag) => (
            <span key={tag} className={classes.tag}>
              {tag}
            </span>
          ))}
        </p>
      )}
      <AttemptError attempt={shown} />
      <CheckList scores={shown.scores} agreements={agreements} verdict={shown.verdict} />
      <ReplyPart key={shown.attempt} attempt={shown} />
      <MarkForm key={`mark-${shown.attempt}`} attempt={shown} />
      <div className={classes.actions}>
        <Button
          variant="default"
          leftSection={<IconTablePlus size={14} />}
          onClick={() =>
            onKeepAsCase({ promptId: run.promptId, suiteId: run.suiteId, content: caseFrom(shown) })
          }
        >
          {t("tests.attempt.keepAsCase")}
        </Button>
        {onTryValues !== undefined && (
          <Button
            variant="default"
            leftSection={<IconPencilCode size={14} />}
            onClick={() => onTryValues(run.promptId, shown.content.inputs)}
          >
            {t("tests.attempt.tryValues")}
          </Button>
        )}
        {(run.repeats > 1 || run.models.length > 1) && (
          <Button
            variant="default"
            leftSection={<IconFilter size={14} />}
            onClick={() => onOnlyCase(shown.caseId)}
          >
            {t("tests.attempt.onlyCase")}
          </Button>
        )}
      </div>
      <GivenInputs content={shown.content} />
      <AttemptFacts attempt={shown} />
      <SentMessages calls={shown.calls} />
      <RawCalls calls={shown.calls} />
    </div>
  );
}
