import { create } from "zustand";
import type { ExperimentId } from "#shared/model/ids.ts";

/** What each reply is held against: the one of the first arm, what was expected, or nothing. */
export type Difference = "first" | "expected" | "off";

export const differences = ["first", "expected", "off"] as const satisfies readonly Difference[];

interface RowsView {
  difference: Difference;
  /** Long replies of a case scroll as one. */
  isLocked: boolean;
  /** What the case asks and wants is unfolded. */
  isAskedOpen: boolean;
  /** The open case has all the room. */
  isWhole: boolean;
  /** The case that is open, by its key, so that the way to the verdict and back loses no place. */
  opened: { experimentId: ExperimentId; key: string } | null;
}

export const useRowsView = create<RowsView>(() => ({
  difference: "first",
  isLocked: true,
  isAskedOpen: true,
  isWhole: false,
  opened: null,
}));

export const showDifference = (difference: Difference): void => useRowsView.setState({ difference });

export const cycleDifference = (): void =>
  useRowsView.setState(({ difference }) => ({
    difference: differences[(differences.indexOf(difference) + 1) % differences.length] ?? "first",
  }));
