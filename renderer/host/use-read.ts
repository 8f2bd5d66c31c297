import { useEffect, useState } from "react";
import type { PromptId, SuiteId } from "#shared/model/ids.ts";
import type { VersionSummary } from "#shared/model/prompt.ts";
import type { Suite } from "#shared/model/suite.ts";
import { host } from "./host.ts";

/** What belongs to an id; null until it is there, and where it cannot be read: whatever it is needed for says why. */
export function useRead<Id extends string, T>(
  id: Id | null,
  read: (id: Id, signal: AbortSignal) => Promise<T>,
): T | null {
  const [found, setFound] = useState<{ id: Id; value: T } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the id says what is read
  useEffect(() => {
    if (id === null) return;
    const leaving = new AbortController();
    read(id, leaving.signal).then(
      (value) => {
        if (!leaving.signal.aborted) setFound({ id, value });
      },
      () => {},
    );
    return () => leaving.abort();
  }, [id]);
  return found !== null && found.id === id ? found.value : null;
}

export const useSuite = (suiteId: SuiteId | null): Suite | null =>
  useRead(suiteId, (id, signal) => host.call("suites.read", { suiteId: id }, signal));

const noVersions: VersionSummary[] = [];

/** Newest first. */
export function useVersions(promptId: PromptId | null): VersionSummary[] {
  const read = useRead(
    promptId,
    async (id, signal) =>
      (await host.call("prompts.versions", { promptId: id, limit: 500 }, signal)).versions,
  );
  return read ?? noVersions;
}
