import { isRunnable } from "#shared/model/content.ts";
import type { ImportItem } from "#shared/model/exchange.ts";
import type { PromptId, SuiteId } from "#shared/model/ids.ts";
import type { ImportedItem } from "./create-import.ts";

export interface TestOfImport {
  promptId: PromptId;
  suiteId: SuiteId | null;
}

/**
 * What can be tested right away, by item: a suite with the prompt that it came for, or with one of its file where it is
 * for any; and a prompt with the first suite that came for it. What is still in a foreign syntax is in no test.
 */
export function testsOf(
  imported: readonly ImportedItem[],
  items: readonly ImportItem[],
): Map<string, TestOfImport> {
  const found = new Map(items.map((item) => [item.itemId, item]));
  const stored = imported.filter(({ kind, promptId }) => kind === "prompt" && promptId !== null);
  const prompts = stored.filter(({ itemId }) => isRunnable(found.get(itemId)?.syntax ?? "f-string"));
  // Those that have to be rewritten before they can be sent.
  const foreign = new Set(stored.filter((item) => !prompts.includes(item)).map(({ promptId }) => promptId));
  const tests = new Map<string, TestOfImport>();
  for (const suite of imported) {
    const { suiteId } = suite;
    if (suite.kind !== "suite" || suiteId === null) continue;
    const its = found.get(suite.itemId)?.forItem ?? null;
    const fitting = prompts.filter(({ itemId, source }) =>
      its === null ? source === suite.source : itemId === its,
    );
    // Where its own was left out, the workbench may have found one of that name.
    const promptId = fitting[0]?.promptId ?? (foreign.has(suite.promptId) ? null : suite.promptId);
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
