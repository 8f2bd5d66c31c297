import type { PromptContent } from "../model/content.ts";
import { type ChangeWords, changeWords, fieldName } from "./change-words.ts";
import { type ContentDiff, diffContent, type FieldChange, type MessageDiff } from "./diff-content.ts";
import { diffWords, similarity } from "./diff-text.ts";
import { showHidden } from "./hidden-characters.ts";

/** Characters; the last clauses give way to "and N more". */
const maxLength = 120;
/** Characters of a word or two that are worth quoting. */
const maxQuote = 24;

/** What a version changes, as the message suggested for it: short, the most important first. */
export function describeChange(
  before: PromptContent | null,
  after: PromptContent,
  language: "en" | "zh",
): string {
  const words = changeWords[language];
  if (before === null) return words.first;
  const diff = diffContent(before, after);
  const clauses = [
    ...(diff.templateFormat === null ? [] : [words.format(after.templateFormat)]),
    ...describeMessages(diff, { before, after }, words),
    ...describeVariables(diff, words, language),
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
): string[] {
  const renamed = findRename(diff);
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
    const edit = describeText(message, what, words, renamed);
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
  renamed: { before: string; after: string } | null,
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
  if (renamed !== null && old.template.split(renamed.before).join(renamed.after) === now.template)
    return null;
  const quoted = quoteEdit(old.template, now.template, what, words);
  if (quoted !== null) return quoted;
  if (similarity(old.template, now.template) < 0.3) return words.edited("rewrite", what);
  const ratio = now.template.length / Math.max(1, old.template.length);
  return words.edited(ratio < 0.85 ? "shorten" : ratio > 1.15 ? "extend" : "edit", what);
}

/** A single small change is quoted, which says more than any verb. */
function quoteEdit(before: string, after: string, what: string, words: ChangeWords): string | null {
  if (before.trim() === "" || after.trim() === "") return null;
  const { parts, unit } = diffWords(before, after);
  if (unit !== "word") return null;
  const changes = parts.filter((part) => part.kind !== "same");
  const removed = changes.filter((part) => part.kind === "removed");
  const added = changes.filter((part) => part.kind === "added");
  if (removed.length > 1 || added.length > 1) return null;
  if (
    changes.length === 2 &&
    Math.abs(parts.indexOf(changes[0] ?? parts[0]!) - parts.indexOf(changes[1]!)) > 1
  ) {
    return null;
  }
  const [gone, come] = [removed[0]?.text.trim() ?? "", added[0]?.text.trim() ?? ""].map(showHidden);
  if (gone === undefined || come === undefined) return null;
  if (gone.length > maxQuote || come.length > maxQuote || /\n/.test(gone + come)) return null;
  if (gone === "") return words.inserted(what, come);
  return come === "" ? words.deleted(what, gone) : words.replaced(what, gone, come);
}

/** One variable gone and one come that is the same but for its name. */
function findRename({ variables }: ContentDiff): { before: string; after: string } | null {
  const [gone, ...moreGone] = variables.filter((change) => change.kind === "removed");
  const [come, ...moreCome] = variables.filter((change) => change.kind === "added");
  if (gone === undefined || come === undefined || moreGone.length > 0 || moreCome.length > 0) return null;
  const same = JSON.stringify({ ...gone.before, name: "" }) === JSON.stringify({ ...come.after, name: "" });
  return same ? { before: gone.name, after: come.name } : null;
}

function describeVariables(diff: ContentDiff, words: ChangeWords, language: "en" | "zh"): string[] {
  const renamed = findRename(diff);
  const named = (kind: "added" | "removed") =>
    diff.variables.filter((change) => change.kind === kind).map((change) => change.name);
  const clauses: string[] = [];
  if (renamed !== null) clauses.push(words.renamed(renamed.before, renamed.after));
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
    return showHidden(text.length > 40 ? `${text.slice(0, 39)}…` : text);
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
  return `${(clauses[0] ?? "").slice(0, length - 1)}…`;
}

const capitalised = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
