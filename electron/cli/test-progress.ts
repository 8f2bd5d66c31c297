import type { TestProgress } from "#shared/model/test-run.ts";
import { dollars } from "#shared/reports/figures.ts";
import { note } from "./terminal.ts";

/** Plain lines come at most so often: a log of CI is read later, and by people. */
const lineEveryMs = 5_000;

/** Tells on stderr how far something is: on a terminal in one line that changes, elsewhere in a plain line now and then. */
export function createProgressLine<T>(
  stderr: Pick<NodeJS.WriteStream, "isTTY" | "write" | "columns">,
  lineOf: (progress: T) => string,
) {
  let lastAt = performance.now();
  let isOpen = false;
  return {
    show(progress: T): void {
      const line = lineOf(progress);
      if (stderr.isTTY) {
        stderr.write(`\r\x1b[2K${line.slice(0, Math.max(20, (stderr.columns || 80) - 1))}`);
        isOpen = true;
        return;
      }
      if (performance.now() - lastAt < lineEveryMs) return;
      lastAt = performance.now();
      note(line);
    },
    /** Leaves the line free for what is told next. */
    clear(): void {
      if (isOpen) stderr.write("\r\x1b[2K");
      isOpen = false;
    },
  };
}

export function testLine({
  counts,
  costUsd,
  unknownCosts,
  rate,
  remainingMs,
  active,
  retries,
}: TestProgress): string {
  const { planned, passed, failed, errored, unscored } = counts;
  return [
    `${passed + failed + errored + unscored}/${planned}`,
    `${passed} passed`,
    `${failed} failed`,
    errored > 0 ? `${errored} errors` : undefined,
    unscored > 0 ? `${unscored} unscored` : undefined,
    costUsd > 0 ? `${unknownCosts > 0 ? "at least " : ""}${dollars(costUsd)}` : undefined,
    rate === null ? undefined : `${rate.toFixed(rate < 10 ? 1 : 0)}/s`,
    remainingMs === null ? undefined : `${durationLeft(remainingMs)} left`,
    active > 0 ? `${active} under way` : undefined,
    retries > 0 ? `${retries} retries` : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}

export function durationLeft(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
