import { IconArrowsUpDown, IconEqual, IconMinus, IconPencil, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";

const looks = {
  added: { status: "success", icon: IconPlus },
  removed: { status: "danger", icon: IconMinus },
  changed: { status: "info", icon: IconPencil },
  moved: { status: "warning", icon: IconArrowsUpDown },
  same: { status: "neutral", icon: IconEqual },
} as const;

export type ChangeKind = keyof typeof looks;

export function ChangeBadge({ kind }: { kind: ChangeKind }) {
  const { t } = useTranslation();
  const { status, icon } = looks[kind];
  return <StatusBadge status={status} icon={icon} label={t(`history.change.${kind}`)} plain />;
}
