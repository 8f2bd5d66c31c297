import type { RunFacts } from "./summary-store.ts";

/**
 * Whether what took long to work out may stand a little longer though more has come: a page asks ten times a second, and a
 * large run must not spend its time on being looked at.
 */
export const isFresh = (
  { state }: Pick<RunFacts, "state">,
  { madeAt, tookMs }: { madeAt: number; tookMs: number },
  now: number,
): boolean => state === "running" && now - madeAt < tookMs * 5;
