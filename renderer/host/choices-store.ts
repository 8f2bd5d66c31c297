import { create } from "zustand";
import type { PromptId } from "#shared/model/ids.ts";
import type { PromptSummary } from "#shared/model/prompt.ts";
import type { ModelInfo } from "#shared/model/provider.ts";
import type { SuiteSummary } from "#shared/model/suite.ts";
import { host } from "./host.ts";
import { useRead } from "./use-read.ts";

interface Choices {
  /** The first ones by name, or those that were last searched for. */
  prompts: PromptSummary[];
  suites: SuiteSummary[];
  models: ModelInfo[];
  failure: unknown;
}

/** What can be chosen in the dialog and in the filters of the list. */
export const useChoices = create<Choices>(() => ({ prompts: [], suites: [], models: [], failure: null }));

let newestSearch = 0;

export async function searchPrompts(search: string): Promise<void> {
  newestSearch += 1;
  const mine = newestSearch;
  const { prompts } = await host.call("prompts.list", { search: search.slice(0, 200), limit: 200 });
  if (mine === newestSearch) useChoices.setState({ prompts });
}

/** Reads all of them anew; what fails is told in `failure`, and what was known stays. */
export async function readChoices(): Promise<void> {
  useChoices.setState({ failure: null });
  const readings = await Promise.allSettled([
    searchPrompts(""),
    host.call("suites.list", {}).then((suites) => useChoices.setState({ suites })),
  ]);
  // A list of models may be unreachable: they can be written by hand.
  host.call("providers.models", {}).then(
    ({ models }) => useChoices.setState({ models }),
    () => {},
  );
  const failed = readings.find((reading) => reading.status === "rejected");
  if (failed !== undefined) useChoices.setState({ failure: failed.reason });
}

/** The prompts that can be chosen; the one that is chosen also where the list does not reach it. */
export function usePromptChoices(promptId: PromptId | null): PromptSummary[] {
  const found = useChoices((state) => state.prompts);
  const own = useRead(
    promptId,
    async (id, signal) => (await host.call("prompts.open", { promptId: id }, signal)).prompt,
  );
  const isListed = found.some((prompt) => prompt.promptId === promptId);
  return own === null || isListed ? found : [own, ...found];
}
