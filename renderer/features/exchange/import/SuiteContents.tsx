import { useTranslation } from "react-i18next";
import { writeCompact } from "#shared/checks/compact.ts";
import type { ImportItem } from "#shared/model/exchange.ts";
import type { CaseContent } from "#shared/model/suite.ts";
import { GivenInputs } from "../../../ui/attempt/GivenInputs.tsx";
import { formatNumber } from "../../../ui/format.ts";
import classes from "./ItemDetails.module.css";

/** The first cases of a suite, and how many more there are. */
export function SuiteContents({ suite }: { suite: NonNullable<ImportItem["suite"]> }) {
  const { t, i18n } = useTranslation();
  const rest = suite.cases - suite.first.length;
  if (suite.first.length === 0) return null;
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>{t("exchange.item.firstCases")}</h3>
      {suite.first.map((content, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a case that is not stored has no identity but its place
        <div key={index} className={classes.message}>
          <h4 className={classes.role}>
            {content.name ||
              t("exchange.item.caseNumber", { number: formatNumber(index + 1, i18n.language) })}
          </h4>
          <GivenInputs content={content} />
          <Wanted content={content} />
        </div>
      ))}
      {rest > 0 && (
        <p className={classes.help}>
          {t("exchange.item.moreCases", { count: rest, amount: formatNumber(rest, i18n.language) })}
        </p>
      )}
    </section>
  );
}

function Wanted({ content: { expected, checks } }: { content: CaseContent }) {
  const { t } = useTranslation();
  if (expected === null && checks.length === 0) return null;
  return (
    <dl className={classes.pairs}>
      {expected !== null && (
        <div>
          <dt>{t("exchange.item.expected")}</dt>
          <dd>{typeof expected === "string" ? expected : JSON.stringify(expected)}</dd>
        </div>
      )}
      {checks.length > 0 && (
        <div>
          <dt>{t("exchange.item.checks")}</dt>
          <dd>{checks.map((check) => writeCompact(check) ?? check.type).join("\n")}</dd>
        </div>
      )}
    </dl>
  );
}
