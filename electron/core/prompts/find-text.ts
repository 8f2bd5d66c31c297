import { setImmediate as nextTurn } from "node:timers/promises";
import type { Chunk, Output, ParsedInput } from "#shared/contract/operations.ts";
import type { PromptId, VersionId } from "#shared/model/ids.ts";
import type { TextMatches } from "#shared/model/text-match.ts";
import { matchesIn, searchedTexts } from "#shared/text/match-places.ts";
import { readContent } from "../store/content-store.ts";
import { textKey } from "../store/text-key.ts";
import type { PromptContext } from "./context.ts";
import { listCandidates, type SearchPosition } from "./text-search-store.ts";

/** Texts that are looked at between two turns of the event loop: some milliseconds of work. */
const pageSize = 100;
/** One prompt that is full of what is looked for leaves room for the others. */
const mostInOne = 500;

/** Searches the prompts one page after the other, and tells what it found after each. */
export async function* findTextInPrompts(
  { db }: PromptContext,
  input: ParsedInput<"prompts.find-text">,
  signal: AbortSignal,
): AsyncGenerator<Chunk<"prompts.find-text">, Output<"prompts.find-text">> {
  const { text, scope, mostMatches } = input;
  const prompts = new Set<string>();
  let matches = 0;
  let isCut = false;
  let after: SearchPosition | null = null;
  do {
    const page = listCandidates(db, scope, keysOf(text), after, pageSize);
    const found: TextMatches[] = [];
    for (const candidate of page.candidates) {
      if (matches >= mostMatches) {
        isCut = true;
        break;
      }
      const { promptId, name, folder, versionId, version } = candidate;
      // The name is not part of a version: in the history it would be found again with each one.
      const about = scope === "all" && prompts.has(promptId) ? null : candidate;
      const most = Math.min(mostInOne, mostMatches - matches);
      const texts = searchedTexts(about, readContent(db, candidate.contentHash));
      // One more than wanted tells whether there would have been more.
      const all = matchesIn(texts, text, input, most + 1);
      if (all.length === 0) continue;
      isCut ||= all.length > most;
      matches += Math.min(all.length, most);
      prompts.add(promptId);
      found.push({
        promptId: promptId as PromptId,
        name,
        folder,
        version:
          versionId === null || version === null ? null : { versionId: versionId as VersionId, version },
        matches: all.slice(0, most),
      });
    }
    if (found.length > 0) yield { found };
    after = page.last;
    // Somebody who types the next letter is heard between two pages.
    await nextTurn();
    signal.throwIfAborted();
  } while (after !== null && matches < mostMatches);
  return { prompts: prompts.size, matches, isCut: isCut || after !== null };
}

/**
 * What SQL can narrow the candidates with. The Greek sigma is written otherwise at the end of a word, and a text of marks
 * alone may be part of a letter: there every prompt is read.
 */
function keysOf(text: string): { key: string; jsonKey: string } | null {
  const key = textKey(text);
  if (/[σς]/.test(key) || /^\p{M}/u.test(key)) return null;
  return { key, jsonKey: JSON.stringify(key).slice(1, -1) };
}
