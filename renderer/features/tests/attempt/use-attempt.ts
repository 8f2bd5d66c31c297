import { useEffect, useState } from "react";
import { isCancelled } from "#shared/contract/errors.ts";
import type { TestAttempt } from "#shared/model/test-run.ts";
import { host } from "../../../host/host.ts";
import { onWorkspaceEvent } from "../../../host/workspace-events.ts";

interface Reading {
  attempt: TestAttempt | null;
  failure: unknown;
  retry: () => void;
}

/** One attempt with all there is to it. While the next is read the one before stays, so that walking does not flicker. */
export function useAttempt(number: number): Reading {
  const [attempt, setAttempt] = useState<TestAttempt | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [round, setRound] = useState(0);
  useEffect(
    () =>
      onWorkspaceEvent((event) => {
        if (event.type === "test.marked" || event.type === "workspace.changed") setRound((now) => now + 1);
      }),
    [],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round reads the same again
  useEffect(() => {
    const leaving = new AbortController();
    host.call("tests.attempt", { attempt: number }, leaving.signal).then(
      (read) => {
        if (leaving.signal.aborted) return;
        setAttempt(read);
        setFailure(null);
      },
      (error) => {
        if (!leaving.signal.aborted && !isCancelled(error)) setFailure(error);
      },
    );
    return () => leaving.abort();
  }, [number, round]);
  return { attempt, failure, retry: () => setRound((now) => now + 1) };
}
