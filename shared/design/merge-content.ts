import type { Message, PromptContent } from "../model/content.ts";
import { parseTemplate } from "../text/template.ts";
import { isEqual } from "./is-equal.ts";
import { mergeMessages } from "./merge-messages.ts";

/** A place that both sides changed, each in its own way. The merged content has it as `mine` says. */
export interface MergeConflict {
  kind: "message" | "variable" | "tool" | "snippet" | "setting";
  /** Of a message: where it stands in the merged content, or would stand where `mine` removed it; else 0. */
  index: number;
  /** The role of a message; of anything else its name. */
  name: string;
  /** As texts; null: that side has removed it. Of a message they hold what else was merged in it, too. */
  mine: string | null;
  theirs: string | null;
  /** What `theirs` says, as the content holds it. */
  value: unknown;
}

export interface ContentMerge {
  content: PromptContent;
  conflicts: MergeConflict[];
  /** Whether the content differs from `mine`. */
  changed: boolean;
}

interface Sides {
  base: PromptContent;
  mine: PromptContent;
  theirs: PromptContent;
}

/**
 * Brings what changed from `base` to `theirs` into `mine`: by message and line, by variable and field, by setting. What
 * `mine` changed is never lost; where both changed the same, it stays, and the conflict tells what `theirs` says.
 */
export function mergeContent({ base, mine, theirs }: Sides): ContentMerge {
  if (isEqual(base, theirs) || isEqual(mine, theirs)) return { content: mine, conflicts: [], changed: false };
  if (isEqual(base, mine)) return { content: theirs, conflicts: [], changed: true };
  const conflicts: MergeConflict[] = [];
  const messages = mergeMessages(base.messages, mine.messages, theirs.messages);
  conflicts.push(...messages.conflicts);
  const templateFormat = pick(
    "templateFormat",
    base.templateFormat,
    mine.templateFormat,
    theirs.templateFormat,
  );
  const used = namesUsed({ ...mine, messages: messages.messages, templateFormat });
  const content: PromptContent = {
    ...mine,
    templateFormat,
    messages: messages.messages,
    variables: byName("variable", base.variables, mine.variables, theirs.variables, (name) => used.has(name)),
    model: byKey("setting", base.model, mine.model, theirs.model),
    tools: byName("tool", base.tools, mine.tools, theirs.tools),
    outputSchema: pick("outputSchema", base.outputSchema, mine.outputSchema, theirs.outputSchema),
  };
  const {
    base: was = [],
    mine: own = [],
    theirs: other = [],
  } = {
    ...(base.snippets && { base: base.snippets }),
    ...(mine.snippets && { mine: mine.snippets }),
    ...(theirs.snippets && { theirs: theirs.snippets }),
  };
  const snippets = byName("snippet", was, own, other);
  if (snippets.length > 0) content.snippets = snippets;
  else delete content.snippets;
  return { content, conflicts, changed: !isEqual(content, mine) };

  function report(kind: MergeConflict["kind"], name: string, own: unknown, value: unknown): void {
    conflicts.push({ kind, index: 0, name, mine: asText(own), theirs: asText(value), value: value ?? null });
  }

  function pick<T>(name: string, old: T, own: T, other: T): T {
    if (isEqual(old, own)) return other;
    if (!isEqual(old, other) && !isEqual(own, other)) report("setting", name, own, other);
    return own;
  }

  /** Field by field; `whole` names the thing whose fields they are, where it is one. */
  function byKey<T extends object>(
    kind: MergeConflict["kind"],
    old: Partial<T>,
    own: Partial<T>,
    other: Partial<T>,
    whole?: string,
  ): T {
    const keys = new Set([...Object.keys(own), ...Object.keys(other)]) as Set<keyof T & string>;
    const merged: Partial<T> = {};
    let isConflict = false;
    for (const key of keys) {
      const isMineKept = !isEqual(old[key], own[key]);
      const value = isMineKept ? own[key] : other[key];
      if (value !== undefined) merged[key] = value;
      if (!isMineKept || isEqual(old[key], other[key]) || isEqual(own[key], other[key])) continue;
      if (whole === undefined) report(kind, key, own[key], other[key]);
      else isConflict = true;
    }
    if (isConflict && whole !== undefined) report(kind, whole, own, other);
    return merged as T;
  }

  /** In the order of `mine`; what `theirs` adds comes last. */
  function byName<T extends { name: string }>(
    kind: MergeConflict["kind"],
    old: readonly T[],
    own: readonly T[],
    other: readonly T[],
    isNeeded: (name: string) => boolean = () => false,
  ): T[] {
    if (isEqual(old, own))
      return [...other, ...own.filter((one) => isNeeded(one.name) && !named(other, one.name))];
    if (isEqual(old, other) || isEqual(own, other)) return [...own];
    const merged: T[] = [];
    for (const item of own) {
      const was = named(old, item.name);
      const now = named(other, item.name);
      if (now !== undefined) merged.push(byKey<T>(kind, was ?? {}, item, now, item.name));
      else if (was === undefined || isNeeded(item.name)) merged.push(item);
      else if (!isEqual(was, item)) {
        merged.push(item);
        report(kind, item.name, item, undefined);
      }
    }
    for (const item of other) {
      if (named(own, item.name) !== undefined) continue;
      const was = named(old, item.name);
      if (was === undefined || isNeeded(item.name)) merged.push(item);
      else if (!isEqual(was, item)) report(kind, item.name, undefined, item);
    }
    return merged;
  }
}

const named = <T extends { name: string }>(list: readonly T[], name: string): T | undefined =>
  list.find((item) => item.name === name);

const asText = (value: unknown): string | null =>
  value === undefined || value === null
    ? null
    : typeof value === "string"
      ? value
      : JSON.stringify(value, null, 2);

const namesUsed = ({ messages, templateFormat }: PromptContent): Set<string> =>
  new Set(
    messages.flatMap((message) =>
      message.role === "history" ? [] : parseTemplate(message.template, templateFormat).mentioned,
    ),
  );

/** The merged content with what `theirs` says in the conflicts that are given, which must be its own. */
export function takeTheirs(content: PromptContent, taken: readonly MergeConflict[]): PromptContent {
  const result: PromptContent = structuredClone(content);
  // From the last place to the first, so that the places of the others stay right.
  const messages = taken.filter(({ kind }) => kind === "message").toSorted(fromTheEnd);
  for (const { index, mine, value } of messages) {
    const message = value as Message | null;
    result.messages.splice(index, mine === null ? 0 : 1, ...(message === null ? [] : [message]));
  }
  for (const { kind, name, value } of taken) {
    if (kind === "variable") result.variables = replaced(result.variables, name, value);
    if (kind === "tool") result.tools = replaced(result.tools, name, value);
    if (kind === "snippet") result.snippets = replaced(result.snippets ?? [], name, value);
    if (kind !== "setting") continue;
    if (name === "templateFormat") result.templateFormat = value as PromptContent["templateFormat"];
    else if (name === "outputSchema") result.outputSchema = value as PromptContent["outputSchema"];
    else {
      const { [name]: _old, ...rest } = result.model as Record<string, unknown>;
      result.model = (value === null ? rest : { ...rest, [name]: value }) as PromptContent["model"];
    }
  }
  return result;
}

/** Of one place, what is replaced before what is put in front of it. */
const fromTheEnd = (a: MergeConflict, b: MergeConflict): number =>
  b.index - a.index || Number(a.mine === null) - Number(b.mine === null);

function replaced<T extends { name: string }>(list: readonly T[], name: string, value: unknown): T[] {
  const others = list.filter((item) => item.name !== name);
  if (value === null) return others;
  const at = list.findIndex((item) => item.name === name);
  return others.toSpliced(at < 0 ? others.length : at, 0, value as T);
}
