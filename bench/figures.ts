/** One measured figure. `ratio` is against the bare work named in `against`, in the same run: machines differ, ratios less. */
export interface Figure {
  what: string;
  value: number;
  unit: "ms" | "ms cpu" | "KB gzip" | "MB" | "per s";
  ratio?: number;
  against?: string;
  /** At most this (`per s`: at least). */
  goal?: number;
}

export interface Times {
  p50: number;
  p99: number;
}

/** How long the work takes, in milliseconds, over `repeats` times one after the other. */
export async function time(repeats: number, work: (index: number) => unknown): Promise<Times> {
  const taken: number[] = [];
  for (let index = 0; index < repeats; index += 1) {
    const started = performance.now();
    await work(index);
    taken.push(performance.now() - started);
  }
  return percentiles(taken);
}

export function percentiles(taken: number[]): Times {
  const sorted = [...taken].sort((a, b) => a - b);
  return {
    p50: sorted[Math.floor(sorted.length / 2)] ?? 0,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
  };
}

export const isMet = ({ value, unit, goal }: Figure): boolean | null =>
  goal === undefined ? null : unit === "per s" ? value >= goal : value <= goal;

export function printFigures(figures: Figure[]): void {
  console.table(
    figures.map((figure) => ({
      what: figure.what,
      value: `${round(figure.value)} ${figure.unit}`,
      ratio: figure.ratio === undefined ? "" : `${round(figure.ratio)} × ${figure.against ?? ""}`,
      goal: figure.goal === undefined ? "" : `${isMet(figure) ? "met" : "MISSED"} (${figure.goal})`,
    })),
  );
}

const round = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value.toPrecision(value < 10 ? 2 : 3);
