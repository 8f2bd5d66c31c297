import type { ImportItem } from "#shared/model/exchange.ts";
import type { PromptId, SuiteId } from "#shared/model/ids.ts";
import type { ImportedItem } from "./create-import.ts";

export interface TestOfImport {
  promptId: PromptId;
  suiteId: SuiteId | null;
}

/**
 * What can be tested right away, by item: a suite with the prompt that it came with, and a prompt with the first suite
 * that came for it.
 */
export function testsOf(
  imported: readonly ImportedItem[],
  items: readonly ImportItem[],
): Map<string, TestOfImport> {
  const prompts = new Map<string, PromptId>();
  for (const { itemId, kind, promptId } of imported) {
    if (kind === "prompt" && promptId !== null) prompts.set(itemId, promptId);
  }
  const forItem = new Map(items.map((item) => [item.itemId, item.forItem]));
  const tests = new Map<string, TestOfImport>();
  for (const { itemId, kind, suiteId, promptId } of imported) {
    if (kind !== "suite" || suiteId === null) continue;
    const its = forItem.get(itemId) ?? null;
    // The workbench may have found the prompt among those that were there.
    const prompt = promptId ?? (its === null ? onlyOne(prompts) : (prompts.get(its) ?? null));
    if (prompt === null) continue;
    tests.set(itemId, { promptId: prompt, suiteId });
    for (const [promptItem, each] of prompts) {
      if (each === prompt && !tests.has(promptItem)) tests.set(promptItem, { promptId: prompt, suiteId });
    }
  }
  for (const [itemId, promptId] of prompts) {
    if (!tests.has(itemId)) tests.set(itemId, { promptId, suiteId: null });
  }
  return tests;
}

const onlyOne = (prompts: ReadonlyMap<string, PromptId>): PromptId | null => {
  const [first] = prompts.values();
  return prompts.size === 1 && first !== undefined ? first : null;
};
