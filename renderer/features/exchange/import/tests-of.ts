import type { ImportItem } from "#shared/model/exchange.ts";
import type { PromptId, SuiteId } from "#shared/model/ids.ts";
import type { ImportedItem } from "./create-import.ts";

export interface TestOfImport {
  promptId: PromptId;
  suiteId: SuiteId | null;
}

/**
 * What can be tested right away, by item: a suite with the prompt that it came for, or with one of its file where it is
 * for any; and a prompt with the first suite that came for it.
 */
export function testsOf(
  imported: readonly ImportedItem[],
  items: readonly ImportItem[],
): Map<string, TestOfImport> {
  const prompts = imported.filter(({ kind, promptId }) => kind === "prompt" && promptId !== null);
  const forItem = new Map(items.map((item) => [item.itemId, item.forItem]));
  const tests = new Map<string, TestOfImport>();
  for (const suite of imported) {
    const { suiteId } = suite;
    if (suite.kind !== "suite" || suiteId === null) continue;
    const its = forItem.get(suite.itemId) ?? null;
    const fitting = prompts.filter(({ itemId, source }) =>
      its === null ? source === suite.source : itemId === its,
    );
    // The workbench may have found the prompt among those that were there before.
    const promptId = suite.promptId ?? fitting[0]?.promptId ?? null;
    if (promptId === null) continue;
    tests.set(suite.itemId, { promptId, suiteId });
    for (const prompt of fitting) {
      if (prompt.promptId !== null && !tests.has(prompt.itemId)) {
        tests.set(prompt.itemId, { promptId: prompt.promptId, suiteId });
      }
    }
  }
  for (const { itemId, promptId } of prompts) {
    if (promptId !== null && !tests.has(itemId)) tests.set(itemId, { promptId, suiteId: null });
  }
  return tests;
}
