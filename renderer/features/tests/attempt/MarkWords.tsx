import { IconStarFilled, IconTag, IconThumbDown, IconThumbUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";

/** A mark in short: a thumb, stars, or the label as it was typed. */
export function MarkWords({ value }: { value: string }) {
  const { t } = useTranslation();
  if (value === "up")
    return <StatusBadge plain status="success" icon={IconThumbUp} label={t("tests.attempt.marks.up")} />;
  if (value === "down")
    return <StatusBadge plain status="danger" icon={IconThumbDown} label={t("tests.attempt.marks.down")} />;
  if (/^[1-5]$/.test(value))
    return <StatusBadge plain status="neutral" icon={IconStarFilled} label={value} />;
  return <StatusBadge plain status="neutral" icon={IconTag} label={value} />;
}
