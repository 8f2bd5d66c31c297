import { IconArrowDownRight, IconArrowUpRight, IconEqual, IconQuestionMark } from "@tabler/icons-react";
import type { ArmChange, Metric } from "#shared/model/experiment.ts";
import type { Status } from "../../../ui/StatusBadge.tsx";

/** In the order in which they are counted out. */
export const changes = ["broken", "fixed", "same", "unknown"] as const satisfies readonly ArmChange[];

export const changeLook = {
  broken: { status: "danger", icon: IconArrowDownRight },
  fixed: { status: "success", icon: IconArrowUpRight },
  same: { status: "neutral", icon: IconEqual },
  unknown: { status: "neutral", icon: IconQuestionMark },
} as const satisfies Record<ArmChange, { status: Status; icon: typeof IconEqual }>;

/** Whether a case can pass and fail; otherwise it is better or worse. */
export const changeKind = (metric: Metric): "verdict" | "value" =>
  metric.kind === "pass" ? "verdict" : "value";
