import { IconArrowDownRight, IconArrowUpRight, IconEqual, IconQuestionMark } from "@tabler/icons-react";
import type { CasePair } from "#shared/model/test-run.ts";
import type { Status } from "../../../ui/StatusBadge.tsx";

type Change = CasePair["change"];

/** In the order in which they are counted out. */
export const changes = ["broken", "fixed", "unchanged", "unknown"] as const satisfies readonly Change[];

export const changeLook = {
  broken: { status: "danger", icon: IconArrowDownRight },
  fixed: { status: "success", icon: IconArrowUpRight },
  unchanged: { status: "neutral", icon: IconEqual },
  unknown: { status: "neutral", icon: IconQuestionMark },
} as const satisfies Record<Change, { status: Status; icon: typeof IconEqual }>;
