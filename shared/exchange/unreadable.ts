import { LatheError } from "../contract/errors.ts";
import type { ExchangeNote } from "../model/exchange.ts";
import { exchangeNote, isNoteCode, type NoteCode } from "./note.ts";

/** Why nothing of a file can be taken. A preview tells it in the words of the note of the same code. */
export function unreadable(code: NoteCode, params: ExchangeNote["params"] = {}): LatheError {
  return new LatheError({
    code: `exchange.${code}`,
    message: exchangeNote(code, params).text,
    details: params,
  });
}

/** What a reader threw, as the reason why its file was not read. A fault of one reader never ends the whole import. */
export function reasonOf(error: unknown): ExchangeNote {
  if (error instanceof LatheError) {
    const code = error.code.replace(/^exchange\./, "");
    if (code !== error.code && isNoteCode(code))
      return { code, params: (error.details ?? {}) as ExchangeNote["params"], text: error.message };
    return exchangeNote("unreadable", { said: error.message });
  }
  if (error instanceof RangeError) return exchangeNote("too-deep", { limit: deepest });
  return exchangeNote("reader-failed", { said: error instanceof Error ? error.message : String(error) });
}

/** Levels of objects and lists that are read. */
export const deepest = 100;
