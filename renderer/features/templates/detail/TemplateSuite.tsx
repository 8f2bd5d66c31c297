import { useTranslation } from "react-i18next";
import { checkLine } from "#shared/checks/check-line.ts";
import type { Check } from "#shared/model/check.ts";
import type { TemplateSuite as Suite } from "#shared/model/template.ts";
import { expectedExcerpt, inputExcerpt } from "#shared/suites/excerpts.ts";
import { formatNumber } from "../../../ui/format.ts";
import classes from "./TemplateText.module.css";

/** A template is looked through, not worked in: the whole of a large suite is seen once it is used. */
const mostShown = 100;

/** The suite that comes with a template. */
export function TemplateSuite({ suite }: { suite: Suite | null }) {
  const { t } = useTranslation();
  if (suite === null) return <p className={classes.muted}>{t("templates.detail.noSuite")}</p>;
  const hidden = suite.cases.length - mostShown;
  return (
    <div className={classes.parts}>
      {suite.description !== "" && <p className={classes.muted}>{suite.description}</p>}
      {suite.checks.length > 0 && (
        <section className={classes.part}>
          <h3>{t("templates.detail.suiteChecks")}</h3>
          <Checks checks={suite.checks} />
        </section>
      )}
      <section className={classes.part}>
        <h3>{t("templates.detail.cases")}</h3>
        <table className={classes.table}>
          <thead>
            <tr>
              <th aria-label={t("templates.detail.caseNumber")}>#</th>
              <th>{t("templates.detail.caseName")}</th>
              <th className={classes.checked}>{t("templates.detail.caseChecks")}</th>
            </tr>
          </thead>
          <tbody>
            {suite.cases.slice(0, mostShown).map((one, index) => {
              const expected = expectedExcerpt(one);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a case has no identity but its place
                <tr key={index}>
                  <td className={classes.number}>{index + 1}</td>
                  <td>
                    {one.name !== "" && <strong>{one.name}</strong>}
                    <div className={classes.muted}>{inputExcerpt(one)}</div>
                  </td>
                  <td>
                    {expected !== "" && <div>{t("templates.detail.caseExpected", { expected })}</div>}
                    <Checks checks={one.checks} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
        {hidden > 0 && (
          <p className={classes.muted}>
            {t("templates.detail.moreCases", { count: hidden, amount: formatNumber(hidden) })}
          </p>
        )}
      </section>
    </div>
  );
}

function Checks({ checks }: { checks: Check[] }) {
  return (
    <ul className={classes.checks}>
      {checks.map((check, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a check has no identity but its place
        <li key={index}>{cut(checkLine(check))}</li>
      ))}
    </ul>
  );
}

const longest = 200;
const cut = (line: string): string => (line.length > longest ? `${line.slice(0, longest)}…` : line);
