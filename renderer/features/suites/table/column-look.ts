import { useMemo, useState } from "react";
import { updateSettings, useSettings } from "../../../host/settings-store.ts";

const prefix = "suites.column.";

export interface ColumnWidths {
  /** Pixels by the column's key; 0: hidden. Absent: its own. */
  widths: Readonly<Record<string, number>>;
  /** `isDone`: the hand has let go, and the width is kept. */
  resize: (key: string, width: number, isDone: boolean) => void;
}

/** The widths of columns as a hand left them. They go by name: a variable that several suites have is equally wide in each. */
export function useColumnWidths(): ColumnWidths {
  const panels = useSettings((settings) => settings.panels);
  const [drawn, setDrawn] = useState<Record<string, number>>({});
  const widths = useMemo(() => {
    const stored = Object.entries(panels).flatMap(([name, [width]]): [string, number][] =>
      name.startsWith(prefix) && width !== undefined ? [[name.slice(prefix.length), width]] : [],
    );
    return { ...Object.fromEntries(stored), ...drawn };
  }, [panels, drawn]);
  return {
    widths,
    resize(key, width, isDone) {
      setDrawn((now) => ({ ...now, [key]: width }));
      if (isDone) keep(key, width);
    },
  };
}

// Widths are not worth an error message; the next change stores them again.
const keep = (key: string, width: number): void =>
  void updateSettings({ panels: { [`${prefix}${key}`]: [width] } }).catch(() => {});
