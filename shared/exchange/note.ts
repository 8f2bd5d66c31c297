import type { ExchangeNote } from "../model/exchange.ts";

type Params = ExchangeNote["params"];

/**
 * What is told of an import or export, by code. A page translates it by `exchange.note.CODE`; this is the English. A
 * reader or writer that has something new to tell adds it here and to both catalogues.
 */
const texts = {
  "unknown-field": (p: Params) => `“${p.field}” has no place in Lathe and is left out.`,
  "file-missing": (p: Params) =>
    `“${p.path}” was not among the files; choose the whole folder to take it in.`,
  "file-outside": (p: Params) => `“${p.path}” is outside of the chosen folder and is not opened.`,
  "code-inert": (p: Params) => `The code at “${p.where}” is kept as text and is not run.`,
  "credential-dropped": (p: Params) =>
    `“${p.field}” may hold a key, a header or an address and is not taken over.`,
  "syntax-kept": (p: Params) =>
    `The template uses more of ${p.syntax} than variables; it is kept as it is and has to be rewritten before it can be sent.`,
} satisfies Record<string, (params: Params) => string>;

export type NoteCode = keyof typeof texts;

export const exchangeNote = (code: NoteCode, params: Params = {}): ExchangeNote => ({
  code,
  params,
  text: texts[code](params),
});
