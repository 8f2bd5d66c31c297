import { ActionIcon, Loader, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CasePair, TestAttempt } from "#shared/model/test-run.ts";
import { host } from "../../../host/host.ts";
import { AttemptError } from "../../../ui/attempt/AttemptError.tsx";
import { CheckList } from "../../../ui/attempt/CheckList.tsx";
import parts from "../../../ui/attempt/parts.module.css";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { useReading } from "../../../ui/use-reading.ts";
import { ReplyDiff } from "../attempt/ReplyDiff.tsx";
import classes from "./CompareView.module.css";
import { changeLook } from "./change-look.ts";

/** One case in both tests: the replies with their differences, and the checks of each. */
export function PairPanel({ pair, onClose }: { pair: CasePair; onClose: () => void }) {
  const { t } = useTranslation();
  const { base, other, change } = pair;
  const read = async (side: CasePair["base"], signal: AbortSignal): Promise<TestAttempt | null> =>
    side === null ? null : host.call("tests.attempt", { attempt: side.attempt }, signal);
  const { value, failure, retry } = useReading(`${base?.attempt} ${other?.attempt}`, (signal) =>
    Promise.all([read(base, signal), read(other, signal)]),
  );
  const [before, now] = value ?? [null, null];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also without a mouse
    <section className={classes.pair} aria-label={t("tests.compare.open")} tabIndex={0}>
      <div className={classes.pairHead}>
        <StatusBadge {...changeLook[change]} label={t(`tests.compare.change.${change}`)} />
        <h3>{pair.caseName === "" ? pair.inputExcerpt : pair.caseName}</h3>
        <Tooltip label={t("tests.attempt.close")}>
          <ActionIcon aria-label={t("tests.attempt.close")} onClick={onClose}>
            <IconX size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
      {failure !== null ? (
        <ErrorState error={failure} title={t("tests.attempt.readFailed")} onRetry={retry} />
      ) : value === null ? (
        <Loader size="sm" className={classes.loading} aria-label={t("tests.compare.loadingReplies")} />
      ) : (
        <>
          {before !== null && now !== null && before.text !== "" && now.text !== "" && (
            <div className={parts.part}>
              <h4 className={parts.heading}>
                {t("tests.compare.before")} → {t("tests.compare.now")}
              </h4>
              <ReplyDiff expected={before.text} reply={now.text} isBetweenReplies />
            </div>
          )}
          <Reply name={t("tests.compare.now")} attempt={now} />
          <Reply name={t("tests.compare.before")} attempt={before} />
        </>
      )}
    </section>
  );
}

function Reply({ name, attempt }: { name: string; attempt: TestAttempt | null }) {
  const { t } = useTranslation();
  return (
    <div className={parts.part}>
      <h4 className={parts.heading}>{name}</h4>
      {attempt === null ? (
        <p className={parts.note}>{t("tests.compare.absent")}</p>
      ) : (
        <>
          <AttemptError attempt={attempt} />
          <CheckList scores={attempt.scores} agreements={[]} verdict={attempt.verdict} />
        </>
      )}
    </div>
  );
}
