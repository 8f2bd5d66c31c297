import { useTranslation } from "react-i18next";
import type { ArmChange, Metric } from "#shared/model/experiment.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { changeKind, changeLook } from "./change-look.ts";

interface Props {
  change: ArmChange;
  metric: Metric;
}

/** What became of a case: colour, icon and word. */
export function ChangeBadge({ change, metric }: Props) {
  const { t } = useTranslation();
  return (
    <StatusBadge {...changeLook[change]} label={t(`compare.rows.change.${changeKind(metric)}.${change}`)} />
  );
}
