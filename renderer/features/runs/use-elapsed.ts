import { useEffect, useState } from "react";

const everyMs = 100;

/** Milliseconds since `startedAt`, moving while the run does. */
export function useElapsed(startedAt: number, isMoving: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isMoving) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [isMoving]);
  return Math.max(0, now - startedAt);
}
