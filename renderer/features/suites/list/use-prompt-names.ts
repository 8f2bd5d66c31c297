import { useEffect, useState } from "react";
import type { PromptId } from "#shared/model/ids.ts";
import { host } from "../../../host/host.ts";

export interface PromptName {
  promptId: PromptId;
  name: string;
}

/** More are found by typing. */
const mostNames = 100;

/** The prompts a suite can be attached to, those that match what is typed. */
export function usePromptNames(search: string, isWanted = true): PromptName[] {
  const [names, setNames] = useState<PromptName[]>([]);
  useEffect(() => {
    if (!isWanted) return;
    const asking = new AbortController();
    host
      .call("prompts.list", { search, limit: mostNames }, asking.signal)
      .then(({ prompts }) => setNames(prompts.map(({ promptId, name }) => ({ promptId, name }))))
      // The list stays as it was; the field can be left empty.
      .catch(() => {});
    return () => asking.abort();
  }, [search, isWanted]);
  return names;
}
