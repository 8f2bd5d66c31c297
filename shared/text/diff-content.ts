import type {
  IncludedSnippet,
  Message,
  ModelSettings,
  PromptContent,
  Tool,
  Variable,
} from "../model/content.ts";
import { alignMessages } from "./align-messages.ts";
import { canonicalJson } from "./canonical.ts";
import { diffLines, type TextDiff } from "./diff-text.ts";

/** A field before and after; absent is `undefined`. */
export interface FieldChange<Name extends string = string> {
  field: Name;
  before: unknown;
  after: unknown;
}

export interface MessageDiff {
  kind: "same" | "added" | "removed" | "changed";
  /** null where the message is not; `index` is its position in its own version. */
  before: { index: number; message: Message } | null;
  after: { index: number; message: Message } | null;
  /** Stands in another order among the messages that stayed. A message may be moved and the same. */
  moved: boolean;
  roleChanged: boolean;
  /** By lines; null where the text did not change or is not (history). `diffWords` shows it finer. */
  text: TextDiff | null;
}

/** A named thing (variable, tool) that came, went or changed; the unchanged are not listed. */
export interface NamedDiff<Value> {
  kind: "added" | "removed" | "changed";
  name: string;
  before: Value | null;
  after: Value | null;
  fields: FieldChange[];
}

export interface ContentDiff {
  identical: boolean;
  templateFormat: FieldChange<"templateFormat"> | null;
  /** Every message, the same ones too, in the new order, removed ones where they stood. */
  messages: MessageDiff[];
  variables: NamedDiff<Variable>[];
  /** Only the order of the variables that stayed is another. */
  variablesReordered: boolean;
  settings: FieldChange<keyof ModelSettings>[];
  tools: NamedDiff<Tool>[];
  outputSchema: FieldChange<"outputSchema"> | null;
  /** The texts that references stand for. */
  snippets: NamedDiff<IncludedSnippet>[];
}

/** What changed from one content to another, field by field. Bounded in time, whatever the texts. */
export function diffContent(before: PromptContent, after: PromptContent): ContentDiff {
  const parts = {
    templateFormat: fieldChange("templateFormat", before.templateFormat, after.templateFormat),
    messages: alignMessages(before.messages, after.messages).map((pair) => diffMessage(before, after, pair)),
    variables: diffNamed(before.variables, after.variables),
    variablesReordered: isReordered(before.variables, after.variables),
    settings: diffFields(before.model, after.model),
    tools: diffNamed(before.tools, after.tools),
    outputSchema: fieldChange("outputSchema", before.outputSchema, after.outputSchema),
    snippets: diffNamed(before.snippets ?? [], after.snippets ?? []),
  };
  return { identical: canonicalJson(before) === canonicalJson(after), ...parts };
}

function diffMessage(
  before: PromptContent,
  after: PromptContent,
  pair: { before: number | null; after: number | null; moved: boolean },
): MessageDiff {
  const old = sideOf(before, pair.before);
  const now = sideOf(after, pair.after);
  const base = { before: old, after: now, moved: pair.moved };
  if (old === null || now === null) {
    return { ...base, kind: old === null ? "added" : "removed", roleChanged: false, text: null };
  }
  const oldText = old.message.role === "history" ? null : old.message.template;
  const newText = now.message.role === "history" ? null : now.message.template;
  return {
    ...base,
    kind: canonicalJson(old.message) === canonicalJson(now.message) ? "same" : "changed",
    roleChanged: old.message.role !== now.message.role,
    text: oldText === null || newText === null || oldText === newText ? null : diffLines(oldText, newText),
  };
}

function sideOf(content: PromptContent, index: number | null): MessageDiff["before"] {
  const message = index === null ? undefined : content.messages[index];
  return index === null || message === undefined ? null : { index, message };
}

function diffNamed<Value extends { name: string }>(
  before: readonly Value[],
  after: readonly Value[],
): NamedDiff<Value>[] {
  const old = new Map(before.map((value) => [value.name, value]));
  const now = new Map(after.map((value) => [value.name, value]));
  const removed = before.filter((value) => !now.has(value.name));
  return [
    ...removed.map((value) => ({
      kind: "removed" as const,
      name: value.name,
      before: value,
      after: null,
      fields: [],
    })),
    ...after.flatMap((value): NamedDiff<Value>[] => {
      const earlier = old.get(value.name);
      if (earlier === undefined) {
        return [{ kind: "added", name: value.name, before: null, after: value, fields: [] }];
      }
      const fields = diffFields(earlier, value);
      return fields.length === 0
        ? []
        : [{ kind: "changed", name: value.name, before: earlier, after: value, fields }];
    }),
  ];
}

function isReordered(before: readonly { name: string }[], after: readonly { name: string }[]): boolean {
  const names = (of: readonly { name: string }[], among: readonly { name: string }[]) => {
    const known = new Set(among.map(({ name }) => name));
    return of.map(({ name }) => name).filter((name) => known.has(name));
  };
  return names(before, after).join() !== names(after, before).join();
}

function diffFields<Value extends object>(before: Value, after: Value): FieldChange<keyof Value & string>[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Value & string)[];
  return fields.flatMap((field) => fieldChange(field, before[field], after[field]) ?? []);
}

function fieldChange<Name extends string>(
  field: Name,
  before: unknown,
  after: unknown,
): FieldChange<Name> | null {
  const same = canonicalJson([before]) === canonicalJson([after]);
  return same ? null : { field, before, after };
}
