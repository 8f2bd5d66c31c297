import {
  IconArrowBigDownLine,
  IconArrowBigUpLine,
  IconEqual,
  IconHelpHexagon,
  IconPlugConnectedX,
} from "@tabler/icons-react";
import type { Comparison, VerdictWord } from "#shared/model/experiment.ts";
import type { Status } from "../../../ui/StatusBadge.tsx";

/** Read from the side of B, the newer one: that A is better is bad news. */
export const verdictWordLook = {
  b_better: { status: "success", icon: IconArrowBigUpLine },
  a_better: { status: "danger", icon: IconArrowBigDownLine },
  no_difference: { status: "info", icon: IconEqual },
  cannot_tell: { status: "neutral", icon: IconHelpHexagon },
  not_comparable: { status: "warning", icon: IconPlugConnectedX },
} as const satisfies Record<VerdictWord, { status: Status; icon: typeof IconEqual }>;

const rank: Record<VerdictWord, number> = {
  b_better: 0,
  no_difference: 1,
  cannot_tell: 1,
  a_better: 2,
  not_comparable: 3,
};

/** The best first: by what can be said, then by what was measured. */
export const bestFirst = (comparisons: readonly Comparison[]): Comparison[] =>
  [...comparisons].sort(
    (one, other) => rank[one.verdict] - rank[other.verdict] || gainOf(other) - gainOf(one) || one.b - other.b,
  );

/** How far it goes in favour of B. */
function gainOf({ difference, scale }: Comparison): number {
  if (difference === null) return Number.NEGATIVE_INFINITY;
  return scale === "ratio" ? -difference : difference;
}
