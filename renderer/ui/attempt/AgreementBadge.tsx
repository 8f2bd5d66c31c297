import { useTranslation } from "react-i18next";
import type { Agreement } from "#shared/model/test-run.ts";
import { StatusBadge } from "../StatusBadge.tsx";

/** Marks from which on an agreement says anything. */
export const neededMarks = 10;

const bandStatus = {
  poor: "danger",
  slight: "danger",
  fair: "warning",
  moderate: "warning",
  substantial: "success",
  "almost-perfect": "success",
} as const;

/** How far the judge of a score agrees with people: Cohen's κ and its band, or how many marks there are so far. */
export function AgreementBadge({ agreement }: { agreement: Agreement }) {
  const { t, i18n } = useTranslation();
  const { count, kappa, band, interval } = agreement;
  const two = (figure: number) =>
    new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
      figure,
    );
  if (count < neededMarks) {
    return (
      <StatusBadge
        status="neutral"
        label={t("tests.attempt.agreement.few", { count, needed: neededMarks })}
        title={t("tests.attempt.agreement.fewTitle", { needed: neededMarks })}
      />
    );
  }
  if (kappa === null || band === null) {
    return (
      <StatusBadge
        status="neutral"
        label={t("tests.attempt.agreement.undefined")}
        title={t("tests.attempt.agreement.undefinedTitle", { count })}
      />
    );
  }
  return (
    <StatusBadge
      status={bandStatus[band]}
      label={t("tests.attempt.agreement.known", {
        kappa: two(kappa),
        band: t(`tests.attempt.agreement.band.${band}`),
      })}
      title={
        interval === null
          ? t("tests.attempt.agreement.plainTitle", { count })
          : t("tests.attempt.agreement.title", {
              count,
              kappa: two(kappa),
              low: two(interval[0]),
              high: two(interval[1]),
            })
      }
    />
  );
}
