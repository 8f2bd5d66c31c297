import { createProgressLine } from "./test-progress.ts";

/**
 * Reads what goes on by itself to its standstill and tells on stderr how far it is. Ctrl-C cancels it, and it comes to its
 * standstill then too.
 */
export async function followToEnd<Progress, End>(
  frames: AsyncGenerator<Progress, End>,
  {
    signal,
    cancel,
    lineOf,
  }: { signal: AbortSignal; cancel: () => Promise<unknown>; lineOf: (progress: Progress) => string },
): Promise<End> {
  const stop = () => void cancel().catch(() => {});
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  const line = createProgressLine(process.stderr, lineOf);
  try {
    for (;;) {
      const step = await frames.next();
      if (step.done) return step.value;
      line.show(step.value);
    }
  } finally {
    line.clear();
  }
}
