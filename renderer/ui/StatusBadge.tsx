import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconInfoCircle,
  IconLoader2,
  IconPoint,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import classes from "./StatusBadge.module.css";

export type Status = "success" | "warning" | "danger" | "info" | "accent" | "neutral" | "running";

type Icon = ComponentType<{
  size?: number | string;
  stroke?: number | string;
  className?: string | undefined;
  "aria-hidden"?: boolean;
}>;

const icons: Record<Status, Icon> = {
  success: IconCircleCheck,
  warning: IconAlertTriangle,
  danger: IconCircleX,
  info: IconInfoCircle,
  accent: IconPoint,
  neutral: IconPoint,
  running: IconLoader2,
};

interface Props {
  status: Status;
  /** The word: colour and icon never stand alone. */
  label: string;
  icon?: Icon | undefined;
  title?: string | undefined;
  /** Without a background, for dense rows. */
  plain?: boolean;
}

export function StatusBadge({ status, label, icon, title, plain = false }: Props) {
  const Icon = icon ?? icons[status];
  return (
    <span className={classes.badge} data-status={status} data-plain={plain || undefined} title={title}>
      <Icon size={12} stroke={2} className={status === "running" ? classes.turning : undefined} aria-hidden />
      {label}
    </span>
  );
}
