import { LatheError } from "../contract/errors.ts";
import type { ExchangeNote } from "../model/exchange.ts";
import { Notes } from "./chat.ts";
import type { NoteCode } from "./note.ts";

/** A message of which the target would make something else; `syntax` is what it would be written in. */
export const templateNotHeld = (message: number, syntax: string): LatheError =>
  new LatheError({
    code: "exchange.template-not-held",
    message: `Message ${message} cannot be written in ${syntax} so that it means the same. Rewrite it with plain variables, or export it as Lathe JSON.`,
    details: { message, syntax },
  });

export const historyNotHeld = (name: string): LatheError =>
  new LatheError({
    code: "exchange.history-needed",
    message: `The conversation “${name}” has no place in this format, and the prompt cannot be sent without it. Make it optional first, or choose another format.`,
    details: { name },
  });

/** What an export leaves out, each told once. */
export class Losses {
  readonly #notes = new Notes();

  get all(): ExchangeNote[] {
    return this.#notes.losses;
  }

  add(code: NoteCode, params: ExchangeNote["params"] = {}): void {
    this.#notes.lose(code, params);
  }
}
