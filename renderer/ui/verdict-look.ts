import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
} from "@tabler/icons-react";
import type { CheckState, Verdict } from "#shared/model/check.ts";
import type { TestRunState } from "#shared/model/test-run.ts";
import type { Status } from "./StatusBadge.tsx";

/** In the order in which they are counted out everywhere. */
export const verdicts = ["fail", "error", "pass", "unscored"] as const satisfies readonly Verdict[];

/** An error looks like neither a pass nor a fail. */
export const verdictLook = {
  pass: { status: "success", icon: IconCircleCheck },
  fail: { status: "danger", icon: IconCircleX },
  error: { status: "warning", icon: IconAlertTriangle },
  unscored: { status: "neutral", icon: IconCircleDashed },
} as const satisfies Record<Verdict, { status: Status; icon: typeof IconCircleX }>;

export const checkLook = {
  pass: verdictLook.pass,
  fail: verdictLook.fail,
  error: verdictLook.error,
  skipped: { status: "neutral", icon: IconCircleMinus },
} as const satisfies Record<CheckState, { status: Status; icon: typeof IconCircleX }>;

export const stateLook: Record<TestRunState, Status> = {
  running: "running",
  paused: "info",
  cancelled: "warning",
  interrupted: "warning",
  capped: "warning",
  halted: "danger",
  done: "success",
};
