import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { formatDateTime, formatRelative } from "./format.ts";

const everyMs = 20_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;

/** One clock for all times on the page. */
function listen(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, everyMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** How long ago, kept up to date; the exact time on hover. `at` is ISO-8601. */
export function RelativeTime({ at, className }: { at: string; className?: string | undefined }) {
  const { i18n } = useTranslation();
  const ticked = useSyncExternalStore(listen, () => now);
  // A time younger than the last tick is measured against itself, not against the past.
  const reference = Math.max(ticked, new Date(at).getTime());
  return (
    <time dateTime={at} title={formatDateTime(at, i18n.language)} className={className}>
      {formatRelative(at, reference, i18n.language)}
    </time>
  );
}
