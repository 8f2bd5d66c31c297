import { useTranslation } from "react-i18next";
import { isJudge } from "#shared/checks/definitions.ts";
import { checkName } from "#shared/checks/score-case.ts";
import type { ScoredCheck, Verdict } from "#shared/model/check.ts";
import type { Agreement } from "#shared/model/test-run.ts";
import { reasonText } from "../../i18n/reason-text.ts";
import { formatCost } from "../format.ts";
import { formatScore } from "../format-rate.ts";
import { JsonTree } from "../JsonTree.tsx";
import { CheckBadge } from "../VerdictBadge.tsx";
import { AgreementBadge } from "./AgreementBadge.tsx";
import classes from "./CheckList.module.css";
import parts from "./parts.module.css";

interface Props {
  scores: readonly ScoredCheck[];
  agreements: readonly Agreement[];
  verdict: Verdict;
}

const order = { fail: 0, error: 1, pass: 2, skipped: 3 };

/** The name by which results are filtered and figures are made. */
/** What each check found, those that did not pass first. */
export function CheckList({ scores, agreements, verdict }: Props) {
  const { t } = useTranslation();
  const sorted = [...scores].sort((a, b) => order[a.result.state] - order[b.result.state]);
  if (scores.length === 0) {
    return verdict === "error" ? null : <p className={parts.note}>{t("tests.attempt.noChecks")}</p>;
  }
  return (
    <section className={parts.part}>
      <h4 className={parts.heading}>{t("tests.attempt.why")}</h4>
      <ul className={classes.checks}>
        {sorted.map((scored, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same check may stand there twice
          <CheckLine key={index} scored={scored} agreements={agreements} />
        ))}
      </ul>
    </section>
  );
}

function CheckLine({ scored, agreements }: { scored: ScoredCheck; agreements: readonly Agreement[] }) {
  const { t } = useTranslation();
  const { check, result } = scored;
  const name = checkName(check);
  const agreement = agreements.find(({ metric }) => metric === name);
  const isSaid = typeof result.reason.params.said === "string" && isJudge(check);
  return (
    <li className={classes.check} data-state={result.state} data-check={name}>
      <div className={classes.head}>
        <CheckBadge state={result.state} plain />
        <strong className={classes.name}>
          {check.not && <span className={classes.not}>{t("tests.attempt.not")} </span>}
          {name}
        </strong>
        {check.metric !== null && <span className={classes.type}>{check.type}</span>}
        {check.weight === 0 && (
          <span className={classes.type} title={t("tests.attempt.weightlessHint")}>
            {t("tests.attempt.weightless")}
          </span>
        )}
        <span className={classes.space} />
        {agreement !== undefined && <AgreementBadge agreement={agreement} />}
        {result.score !== null && <span className={classes.score}>{formatScore(result.score)}</span>}
      </div>
      {isSaid ? (
        <blockquote className={classes.said}>
          <span className={classes.saidBy}>{t("tests.attempt.judgeSaid")}</span> {reasonText(result.reason)}
        </blockquote>
      ) : (
        <p className={classes.reason}>{reasonText(result.reason)}</p>
      )}
      <Wanted scored={scored} />
      {result.detail !== null && (
        <details className={parts.details}>
          <summary>{t("tests.attempt.detail")}</summary>
          <div className={parts.text} data-look="json">
            <JsonTree value={result.detail} />
          </div>
        </details>
      )}
      {result.costUsd !== 0 && (
        <p className={parts.note}>{t("tests.attempt.judgeCost", { cost: formatCost(result.costUsd) })}</p>
      )}
    </li>
  );
}

/** What the check asked for, in short. */
function Wanted({ scored }: { scored: ScoredCheck }) {
  const { t } = useTranslation();
  const { value, threshold } = scored.check;
  if (value === null && threshold === null) return null;
  const text = value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return (
    <p className={classes.wanted} title={text}>
      {t("tests.attempt.value")}{" "}
      {text !== "" && <code>{text.length > 240 ? `${text.slice(0, 240)}…` : text}</code>}
      {threshold !== null && ` ${t("tests.attempt.threshold", { score: threshold })}`}
    </p>
  );
}
