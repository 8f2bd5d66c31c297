import { useTranslation } from "react-i18next";
import type { Agreement } from "#shared/model/test-run.ts";
import { AgreementBadge } from "../../../ui/attempt/AgreementBadge.tsx";
import { formatNumber } from "../../../ui/format.ts";
import classes from "./figures.module.css";

/** Each judge against the marks of people. */
export function AgreementTable({ agreements }: { agreements: readonly Agreement[] }) {
  const { t } = useTranslation();
  const title = t("tests.figures.agreement");
  return (
    <section className={classes.figure}>
      <h3 className={classes.title}>{title}</h3>
      {agreements.length === 0 ? (
        <p className={classes.none}>{t("tests.figures.agreementNone")}</p>
      ) : (
        <>
          <p className={classes.hint}>{t("tests.figures.agreementHint")}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also without a mouse */}
          <section className={classes.scroll} aria-label={title} tabIndex={0}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">{t("tests.figures.name.judge")}</th>
                  <th scope="col">{t("tests.figures.kappa")}</th>
                  {(["bothPass", "judgeOnly", "personOnly", "bothFail"] as const).map((column) => (
                    <th key={column} scope="col" className={classes.figureCell}>
                      {t(`tests.figures.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {agreements.map((agreement) => (
                  <tr key={agreement.metric}>
                    <th scope="row">{agreement.metric}</th>
                    <td>
                      <AgreementBadge agreement={agreement} />
                    </td>
                    {agreement.table.map((count, at) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the four cells of a table
                      <td key={at} className={classes.figureCell}>
                        {formatNumber(count)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </section>
  );
}
