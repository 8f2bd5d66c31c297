import { useEffect, useState } from "react";
import { isCancelled } from "#shared/contract/errors.ts";

interface Reading<T> {
  value: T | null;
  failure: unknown;
  retry: () => void;
}

/**
 * What `read` answers, read again whenever `subject` is another. What was read stays until the new answer is there.
 * `read` is taken as it is when the subject changes.
 */
export function useReading<T>(subject: string, read: (signal: AbortSignal) => Promise<T>): Reading<T> {
  const [value, setValue] = useState<T | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the subject says when it is another question
  useEffect(() => {
    const leaving = new AbortController();
    read(leaving.signal).then(
      (answer) => {
        if (leaving.signal.aborted) return;
        setValue(answer);
        setFailure(null);
      },
      (error) => {
        if (!leaving.signal.aborted && !isCancelled(error)) setFailure(error);
      },
    );
    return () => leaving.abort();
  }, [subject, round]);
  return { value, failure, retry: () => setRound((now) => now + 1) };
}
