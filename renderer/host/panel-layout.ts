import type { Layout } from "react-resizable-panels";
import { updateSettings, useSettings } from "./settings-store.ts";

interface PanelLayout {
  /** Absent: the sizes that the panels ask for themselves. */
  defaultLayout: Layout | undefined;
  onLayoutChanged: (layout: Layout) => void;
}

/** Differences in percent that rounding makes, not a hand. */
const still = 0.2;

/** The sizes of a group of panels as they were left, and the way to keep them. `ids` are the panels in order. */
export function usePanelLayout(name: string, ids: readonly string[]): PanelLayout {
  const stored = useSettings.getState().panels[name];
  const fits = stored !== undefined && stored.length === ids.length;
  return {
    defaultLayout: fits ? Object.fromEntries(ids.map((id, index) => [id, stored[index] ?? 0])) : undefined,
    onLayoutChanged(layout) {
      const sizes = ids.map((id) => Math.round((layout[id] ?? 0) * 100) / 100);
      const before = useSettings.getState().panels[name];
      if (
        before?.length === sizes.length &&
        sizes.every((size, i) => Math.abs(size - (before[i] ?? 0)) < still)
      ) {
        return;
      }
      // Sizes are not worth an error message; the next change stores them again.
      updateSettings({ panels: { [name]: sizes } }).catch(() => {});
    },
  };
}
