import { useTranslation } from "react-i18next";
import type { ArmRow, CaseInArm, Metric } from "#shared/model/experiment.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { reasonText } from "../../../i18n/reason-text.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { VerdictBadge } from "../../../ui/VerdictBadge.tsx";
import { ArmFacts, RepeatDots } from "./ArmFacts.tsx";
import classes from "./cells.module.css";
import { useDifferences } from "./differences.ts";
import { MarkedText } from "./MarkedText.tsx";
import type { PartialReplies } from "./partials.ts";
import type { Difference } from "./rows-view-store.ts";

interface Props {
  row: ArmRow;
  arm: number;
  metric: Metric;
  difference: Difference;
  partials: PartialReplies;
  isRunning: boolean;
}

/** How one case fared in one arm, and how its reply departs from what it is held against. */
export function ArmCell({ row, arm, metric, difference, partials, isRunning }: Props) {
  const { t } = useTranslation();
  const found = row.arms[arm];
  const partial = partials.usePartial(row.round, row.caseIndex, arm);
  const base = found === undefined ? null : baseOf(row, arm, difference);
  const reply = found?.reply ?? "";
  // What was expected comes in one line.
  const after = difference === "expected" ? reply.replace(/\s+/g, " ").trim() : reply;
  const cut = { before: base?.isCut ?? false, after: found?.isCut ?? false };
  const isCut = cut.before || cut.after;
  const compared = useDifferences(base?.text ?? null, after, cut);
  if (found === undefined) return null;
  if (found.attempt === null)
    return partial === undefined ? (
      <p className={classes.nothing}>{t(nothingWords(found, isRunning))}</p>
    ) : (
      <>
        <StatusBadge plain status="running" label={t("compare.rows.answering")} />
        {/* Its end is what moves. */}
        <div className={classes.partial}>
          <p>{partial.slice(-600)}</p>
        </div>
      </>
    );
  const why = whyOf(found);
  return (
    <>
      <div className={classes.facts}>
        {found.verdict !== null && found.planned <= 1 && <VerdictBadge verdict={found.verdict} plain />}
        <RepeatDots found={found} />
        <ArmFacts found={found} metric={metric} />
        {compared?.isSame === true && (
          <span className={classes.muted}>{t(sameWords(difference, isCut))}</span>
        )}
        {partial !== undefined && <StatusBadge plain status="running" label={t("compare.rows.answering")} />}
      </div>
      {found.reply === "" ? (
        found.verdict !== "error" && <p className={classes.nothing}>{t("compare.rows.noText")}</p>
      ) : (
        <p className={classes.reply} data-reply>
          {compared === null ? found.reply : <MarkedText compared={compared} />}
          {found.isCut && "…"}
        </p>
      )}
      {why.text !== "" && (
        <p className={classes.reason} data-verdict={found.verdict} title={why.text}>
          {why.title !== undefined && <strong>{why.title}</strong>} {why.text}
        </p>
      )}
    </>
  );
}

/** Of replies that are longer than what is here, nobody knows whether they end alike too. */
const sameWords = (difference: Difference, isCut: boolean) =>
  isCut
    ? ("compare.rows.diff.sameStart" as const)
    : difference === "expected"
      ? ("compare.rows.diff.sameAsExpected" as const)
      : ("compare.rows.diff.sameAsFirst" as const);

const nothingWords = ({ planned }: CaseInArm, isRunning: boolean) =>
  planned === 0
    ? ("compare.rows.notDrawn" as const)
    : isRunning
      ? ("compare.rows.waiting" as const)
      : ("compare.rows.notCalled" as const);

/** Why it did not pass, in the language of the page where it has words for it. */
function whyOf({ reason, firstReason, error }: CaseInArm): { title?: string; text: string } {
  if (firstReason !== undefined) return { text: reasonText(firstReason) };
  if (error === undefined) return { text: reason };
  const { title, message } = errorText(error);
  return { title, text: message };
}

/** What the reply of an arm is held against; null: nothing, or there is nothing there. */
function baseOf(row: ArmRow, arm: number, difference: Difference): { text: string; isCut: boolean } | null {
  if (difference === "off") return null;
  if (difference === "first") {
    const base = row.arms[0];
    return arm === 0 || base === undefined || base.attempt === null || base.reply === ""
      ? null
      : { text: base.reply, isCut: base.isCut };
  }
  const isCut = row.expected.endsWith("…");
  return row.expected === "" ? null : { text: isCut ? row.expected.slice(0, -1) : row.expected, isCut };
}
