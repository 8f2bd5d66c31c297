import { useMemo } from "react";
import type { Layout, LayoutChangedMeta } from "react-resizable-panels";
import { updateSettings, useSettings } from "./settings-store.ts";

interface PanelLayout {
  /** Absent: the sizes that the panels ask for themselves. */
  defaultLayout: Layout | undefined;
  onLayoutChanged: (layout: Layout, meta: LayoutChangedMeta) => void;
}

/** The sizes of a group of panels as a hand left them, and the way to keep them. `ids` are the panels in order. */
export function usePanelLayout(name: string, ids: readonly string[]): PanelLayout {
  // Read once: a size that is being dragged must not feed back.
  const defaultLayout = useMemo(() => {
    const stored = useSettings.getState().panels[name];
    if (stored === undefined || stored.length !== ids.length) return undefined;
    return Object.fromEntries(ids.map((id, index) => [id, stored[index] ?? 0]));
  }, [name, ids]);
  return {
    defaultLayout,
    onLayoutChanged(layout, { isUserInteraction }) {
      if (!isUserInteraction) return;
      const sizes = ids.map((id) => Math.round((layout[id] ?? 0) * 100) / 100);
      // Sizes are not worth an error message; the next change stores them again.
      updateSettings({ panels: { [name]: sizes } }).catch(() => {});
    },
  };
}
