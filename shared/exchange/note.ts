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
  "not-recognised": () => "Lathe recognises no prompt and no data set in this file.",
  "empty-file": () => "The file is empty.",
  "same-path": () => "There is another file of this path; only the first is read.",
  "broken-json": (p: Params) => `This is not valid JSON: ${p.said}`,
  "unsafe-key": (p: Params) => `“${p.path}” is not a name that can be used.`,
  "duplicate-key": (p: Params) => `“${p.path}” is there twice; keep one.`,
  "too-deep": (p: Params) => `It is nested deeper than ${p.limit} levels.`,
  unstorable: (p: Params) => `“${p.where}” cannot be kept: ${p.fault}`,
  "newer-format": (p: Params) => `A newer Lathe wrote this (form ${p.version}); update to read it.`,
  unreadable: (p: Params) => `It cannot be read: ${p.said}`,
  "not-of-format": (p: Params) => `It has not the form of ${p.format}.`,
  "reader-failed": (p: Params) => `Lathe made a mistake of its own while it read this file: ${p.said}`,
  "too-many": (p: Params) => `The files hold more than ${p.limit} things; the rest is left out.`,
  "name-changed": (p: Params) => `It is called “${p.from}” there, which cannot be a name here.`,
  "tag-left-out": (p: Params) => `“${p.tag}” cannot be a tag and is left out.`,
  "value-left-out": (p: Params) => `The value of “${p.field}” cannot be used here and is left out.`,
  "model-taken": (p: Params) =>
    `The model “${p.model}” was taken as “${p.taken}”; choose another where that is not your provider.`,
  "placeholders-read": (p: Params) => `Read as variables: ${p.names}.`,
  "variable-renamed": (p: Params) => `The variable “${p.from}” is called “${p.to}” here.`,
  "part-left-out": (p: Params) =>
    `A part of type “${p.type}” in message ${p.message} is no text and is left out.`,
  "message-left-out": (p: Params) =>
    `Message ${p.message} with the role “${p.role}” has no place in a prompt and is left out.`,
  "role-changed": (p: Params) => `Message ${p.message} with the role “${p.role}” was taken as “${p.taken}”.`,
  "calls-left-out": (p: Params) =>
    `The calls of tools in message ${p.message} have no place in a prompt and are left out.`,
  "node-left-out": (p: Params) =>
    `“${p.id}” at “${p.where}” is not among what Lathe takes from LangChain and is left out.`,
  "reference-kept": (p: Params) =>
    `The prompt “${p.name}” that is referred to was not among the files; the reference stays as text.`,
  "version-renumbered": (p: Params) =>
    `It was version ${p.version} where it came from; versions are counted anew here.`,
  "draft-kept": () => "The draft had changes without a version; they are kept in its journal.",
  "row-problem": (p: Params) => `Row ${p.row}: ${p.said}`,
  "more-problems": (p: Params) => `… and ${p.count} more rows with problems.`,
  "cases-left-out": (p: Params) =>
    `The tests stand for more than a suite can hold (${p.limit} cases, ${p.millions} million characters); the rest is left out.`,
  "files-too-long": (p: Params) =>
    `“${p.path}” is left out: the files that are referred to have more than ${p.millions} million characters together.`,
  "more-notes": (p: Params) => `… and ${p.count} more of the same kinds.`,
  "reference-other": (p: Params) =>
    `“${p.name}” is referred to as ${p.wanted}, which was not among the files; version ${p.taken} of it was taken.`,
  "split-at-rules": (p: Params) =>
    `The file was taken as ${p.count} prompts, because lines of --- stand between its parts. If these are only lines of the text, take the lines out and import it again.`,
  "only-this-version": () => "Other versions, runs and results are not part of the file.",
  "details-not-held": (p: Params) => `The format has no place for ${p.fields}.`,
  "variables-not-held": (p: Params) =>
    `Of the variables only the names are kept, without type, description, default and example: ${p.names}.`,
  "not-filled-in": (p: Params) =>
    `The format holds filled-in texts only; these placeholders stay in the text: ${p.names}.`,
  "braces-ambiguous": (p: Params) =>
    `Text in message ${p.message} looks like a placeholder and will be read as one.`,
  "history-not-held": (p: Params) => `The place of the conversation “${p.name}” is left out.`,
  "suite-not-held": (p: Params) => `The suite “${p.name}” is left out: the format has no tests.`,
  "spec-not-held": () => "The spec is left out.",
  "setting-not-held": (p: Params) => `The setting “${p.field}” is left out.`,
  "provider-not-held": (p: Params) =>
    `The format has no place for the provider “${p.provider}”; only the model “${p.model}” is named.`,
  "snippets-written-out": (p: Params) => `References to snippets are written out as text: ${p.names}.`,
  "sections-not-held": (p: Params) =>
    `The format has no sections; message ${p.message} keeps its tags as text.`,
  "broken-yaml": (p: Params) => `Line ${p.line} is not valid YAML: ${p.said}`,
  "env-kept": (p: Params) => `“${p.name}” names a setting of the computer; it stays as text.`,
  "models-left-out": (p: Params) => `A prompt has one model here; these are left out: ${p.models}.`,
  "value-as-json": (p: Params) => `“${p.name}” is a list or an object; Lathe puts it into the text as JSON.`,
  "variable-left-out": (p: Params) => `“${p.name}” cannot be the name of a variable here and is left out.`,
  "tool-left-out": (p: Params) => `The tool “${p.name}” is of a kind that Lathe has not and is left out.`,
  "tool-undefined": (p: Params) =>
    `Of the tool “${p.name}” only the name is known; say what it takes before you use it.`,
  "schema-reference": (p: Params) => `The schema “${p.name}” is only named; it is not part of the file.`,
  "scores-left-out": (p: Params) =>
    `The results are left out (${p.count}): a score belongs to the run that gave it.`,
  "address-not-fetched": (p: Params) => `“${p.address}” is an address and is not fetched.`,
  "edges-trimmed": (p: Params) => `Blanks at the start and at the end of message ${p.message} are not kept.`,
  "message-empty": (p: Params) => `Message ${p.message} is empty and is left out.`,
  "examples-not-held": (p: Params) => `Examples of values are left out: ${p.names}.`,
  "history-renamed": (p: Params) => `The conversation “${p.name}” has no name of its own there.`,
  "schema-sent": () => "The schema of the reply becomes one that is sent with each request.",
  "schema-simplified": () =>
    "Of the schema of the reply only names, types and descriptions of its fields are held.",
  "case-fields-not-held": (p: Params) => `In the cases these have no place: ${p.fields}.`,
  "checks-not-held": (p: Params) => `These checks exist only in Lathe and are left out: ${p.types}.`,
  "check-parts-not-held": (p: Params) =>
    `These checks look at a part of the reply, or at a changed one, which the format cannot say; they are left out: ${p.types}.`,
  "model-missing": () => "The prompt names no model: name one in the file before it is run there.",
  "check-details-not-held": (p: Params) => `Of the checks these have no place: ${p.fields}.`,
  "simulator-model": (p: Params) =>
    `The model “${p.model}” is Lathe’s own simulator; name another one before you run it there.`,
  "template-unsafe": (p: Params) =>
    `The template of message ${p.message} has more than plain names between braces; it is kept as it is and cannot be sent before it is rewritten.`,
  "schema-not-held": () => "The schema of the reply is left out.",
  "syntax-changed": (p: Params) => `Variables are written as ${p.to} there.`,
  "prompt-at-openai": (p: Params) =>
    `It names the prompt ${p.id} that is kept at OpenAI. Copy its text there and paste it here.`,
  "optional-not-held": (p: Params) => `Whether the conversation “${p.name}” may be missing is not kept.`,
  "unused-not-held": (p: Params) => `Variables that no message uses are left out: ${p.names}.`,
  "types-not-held": (p: Params) =>
    `Of these variables only name and default are kept, without type, description and example: ${p.names}.`,
  "case-fields-carried": (p: Params) =>
    `These parts of the cases go along as metadata, which has no effect there: ${p.fields}.`,
  "values-read-there": (p: Params) =>
    `Values of the cases that hold double braces or begin with “file://” are read by that tool and not taken as they are: ${p.names}.`,
} satisfies Record<string, (params: Params) => string>;

export type NoteCode = keyof typeof texts;

export const exchangeNote = (code: NoteCode, params: Params = {}): ExchangeNote => ({
  code,
  params,
  text: texts[code](params),
});

export const isNoteCode = (code: string): code is NoteCode => Object.hasOwn(texts, code);
