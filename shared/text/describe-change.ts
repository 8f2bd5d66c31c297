import type { PromptContent } from "../model/content.ts";
import { canonicalJson } from "./canonical.ts";
import { type ChangeWords, changeWords, fieldName } from "./change-words.ts";
import { cutText } from "./cut-text.ts";
import { type ContentDiff, diffContent, type FieldChange, type MessageDiff } from "./diff-content.ts";
import { diffWords, similarity, type TextDiff, type TextPart, wordBag } from "./diff-text.ts";
import { showHidden } from "./hidden-characters.ts";
import { renameVariable } from "./rename-variable.ts";

/** Characters; the last clauses give way to "and N more". */
const maxLength = 120;
/** Characters of a word or two that are worth quoting, and of the lines they are looked for in. */
const maxQuote = 24;
const maxQuotedLines = 10_000;

/** What a version changes, as the message suggested for it: short, the most important first. */
export function describeChange(
  before: PromptContent | null,
  after: PromptContent,
  language: "en" | "zh",
): string {
  const words = changeWords[language];
  if (before === null) return words.first;
  const diff = diffContent(before, after);
  const rename = findRename(diff, before);
  const clauses = [
    ...(diff.templateFormat === null ? [] : [words.format(after.templateFormat)]),
    ...describeMessages(diff, { before, after }, words, rename),
    ...describeSnippets(diff, words),
    ...describeVariables(diff, words, language, rename),
    ...diff.settings.map((change) => describeField(change, words, language)),
    ...describeTools(diff, words, language),
    ...describeSchema(diff, words),
    ...(diff.variablesReordered ? [words.reordered] : []),
  ];
  return clauses.length === 0 ? words.none : capitalised(joinWithin(maxLength, clauses, words));
}

function describeMessages(
  diff: ContentDiff,
  contents: { before: PromptContent; after: PromptContent },
  words: ChangeWords,
  rename: Rename | null,
): string[] {
  return diff.messages.flatMap((message) => {
    const side = message.after ?? message.before;
    if (side === null) return [];
    const what = words.message(side.message.role, ordinalOf(message, contents));
    if (message.kind === "added") return [words.added(words.message(side.message.role, 0))];
    if (message.kind === "removed") return [words.removed(what)];
    const clauses: string[] = [];
    if (message.roleChanged && message.before !== null) {
      const old = words.message(message.before.message.role, 0);
      clauses.push(words.roleChanged(old, words.message(side.message.role, 0)));
    }
    const edit = describeText(message, what, words, rename);
    if (edit !== null) clauses.push(edit);
    if (message.moved) clauses.push(words.moved(what));
    return clauses;
  });
}

/** The how-manieth of its role, or 0 where it is the only one. */
function ordinalOf(
  message: MessageDiff,
  { before, after }: { before: PromptContent; after: PromptContent },
): number {
  const [side, content] = message.after === null ? [message.before, before] : [message.after, after];
  if (side === null) return 0;
  const sameRole = content.messages.flatMap(({ role }, index) => (role === side.message.role ? [index] : []));
  return sameRole.length < 2 ? 0 : sameRole.indexOf(side.index) + 1;
}

function describeText(
  { text, before, after, kind, roleChanged }: MessageDiff,
  what: string,
  words: ChangeWords,
  rename: Rename | null,
): string | null {
  const old = before?.message;
  const now = after?.message;
  if (old === undefined || now === undefined || old.role === "history" || now.role === "history") {
    return kind === "changed" && !roleChanged ? words.edited("edit", what) : null;
  }
  if (text === null) return null;
  const bare = (template: string) => template.replace(/\s+/g, "");
  if (bare(old.template) === bare(now.template)) return words.edited("reformat", what);
  // Only the new name of a variable stands in the text: the clause about the variable says it all.
  const expected = rename?.content.messages[before?.index ?? -1];
  if (expected?.role !== "history" && expected?.template === now.template) return null;
  const quoted = quoteEdit(text, what, words);
  if (quoted !== null) return quoted;
  if (old.template.trim() === "") return words.edited("write", what);
  if (now.template.trim() === "") return words.edited("clear", what);
  if (similarity(wordBag(old.template), wordBag(now.template)) < 0.3) return words.edited("rewrite", what);
  const ratio = now.template.length / Math.max(1, old.template.length);
  return words.edited(ratio < 0.85 ? "shorten" : ratio > 1.15 ? "extend" : "edit", what);
}

/** A single small change is quoted, which says more than any verb. */
function quoteEdit(text: TextDiff, what: string, words: ChangeWords): string | null {
  const lines = onlyChange(text.parts);
  if (lines === null || lines.removed.length + lines.added.length > maxQuotedLines) return null;
  const change = onlyChange(diffWords(lines.removed, lines.added).parts);
  if (change === null) return null;
  const gone = showHidden(change.removed.trim());
  const come = showHidden(change.added.trim());
  if (gone.length > maxQuote || come.length > maxQuote || /\n/.test(gone + come)) return null;
  if (gone === "") return words.inserted(what, come);
  return come === "" ? words.deleted(what, gone) : words.replaced(what, gone, come);
}

/** What went and what came, if that happened at one place only. */
function onlyChange(parts: readonly TextPart[]): { removed: string; added: string } | null {
  const first = parts.findIndex((part) => part.kind !== "same");
  const last = parts.findLastIndex((part) => part.kind !== "same");
  if (first < 0 || last - first > 1) return null;
  const textOf = (kind: TextPart["kind"]) =>
    parts.slice(first, last + 1).find((part) => part.kind === kind)?.text ?? "";
  return { removed: textOf("removed"), added: textOf("added") };
}

interface Rename {
  from: string;
  to: string;
  /** The old content with nothing but the name changed. */
  content: PromptContent;
}

/** One variable gone and one come that is the same but for its name. */
function findRename({ variables }: ContentDiff, before: PromptContent): Rename | null {
  const [gone, ...moreGone] = variables.filter((change) => change.kind === "removed");
  const [come, ...moreCome] = variables.filter((change) => change.kind === "added");
  if (gone === undefined || come === undefined || moreGone.length > 0 || moreCome.length > 0) return null;
  const same = canonicalJson({ ...gone.before, name: "" }) === canonicalJson({ ...come.after, name: "" });
  const renaming = renameVariable(before, gone.name, come.name);
  return same && renaming.ok ? { from: gone.name, to: come.name, content: renaming.content } : null;
}

function describeVariables(
  diff: ContentDiff,
  words: ChangeWords,
  language: "en" | "zh",
  rename: Rename | null,
): string[] {
  const named = (kind: "added" | "removed") =>
    diff.variables.filter((change) => change.kind === kind).map((change) => change.name);
  const clauses: string[] = [];
  if (rename !== null) clauses.push(words.renamed(rename.from, rename.to));
  else {
    const added = named("added");
    const removed = named("removed");
    if (added.length > 0) clauses.push(words.added(words.variables(added)));
    if (removed.length > 0) clauses.push(words.removed(words.variables(removed)));
  }
  for (const { kind, name, fields } of diff.variables) {
    if (kind === "changed")
      clauses.push(words.changed(words.variables([name]), namesOf(fields, words, language)));
  }
  return clauses;
}

function describeSnippets({ snippets }: ContentDiff, words: ChangeWords): string[] {
  return snippets.map(({ kind, name }) => {
    const what = words.snippet(name);
    if (kind === "added") return words.added(what);
    return kind === "removed" ? words.removed(what) : words.edited("edit", what);
  });
}

function describeTools(diff: ContentDiff, words: ChangeWords, language: "en" | "zh"): string[] {
  return diff.tools.map(({ kind, name, fields }) => {
    const what = words.tool(name);
    if (kind === "added") return words.added(what);
    return kind === "removed" ? words.removed(what) : words.changed(what, namesOf(fields, words, language));
  });
}

const namesOf = (fields: readonly FieldChange[], words: ChangeWords, language: "en" | "zh"): string =>
  fields.map((change) => fieldName(change.field, language)).join(words.list);

function describeSchema({ outputSchema }: ContentDiff, words: ChangeWords): string[] {
  if (outputSchema === null) return [];
  if (outputSchema.before === null) return [words.added(words.outputSchema)];
  if (outputSchema.after === null) return [words.removed(words.outputSchema)];
  return [words.edited("edit", words.outputSchema)];
}

function describeField(
  { field, before, after }: FieldChange,
  words: ChangeWords,
  language: "en" | "zh",
): string {
  const name = fieldName(field, language);
  const short = (value: unknown) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return showHidden(cutText(text, 40));
  };
  if (before === undefined) return words.set(name, short(after));
  return after === undefined ? words.cleared(name) : words.from(name, short(before), short(after));
}

function joinWithin(length: number, clauses: readonly string[], words: ChangeWords): string {
  for (let kept = clauses.length; kept > 0; kept -= 1) {
    const left = clauses.length - kept;
    const shown = left === 0 ? clauses : [...clauses.slice(0, kept), words.more(left)];
    const text = shown.join(words.separator);
    if (text.length <= length) return text;
  }
  return cutText(clauses[0] ?? "", length);
}

const capitalised = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
