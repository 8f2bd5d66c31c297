import { useTranslation } from "react-i18next";
import type { CheckState, Verdict } from "#shared/model/check.ts";
import { StatusBadge } from "./StatusBadge.tsx";
import { checkLook, verdictLook } from "./verdict-look.ts";

export function VerdictBadge({ verdict, plain }: { verdict: Verdict; plain?: boolean }) {
  const { t } = useTranslation();
  return (
    <StatusBadge
      {...verdictLook[verdict]}
      label={t(`tests.verdict.${verdict}`)}
      title={t(`tests.verdictHint.${verdict}`)}
      plain={plain ?? false}
    />
  );
}

export function CheckBadge({ state, plain }: { state: CheckState; plain?: boolean }) {
  const { t } = useTranslation();
  return (
    <StatusBadge
      {...checkLook[state]}
      label={t(`tests.attempt.checkState.${state}`)}
      plain={plain ?? false}
    />
  );
}
