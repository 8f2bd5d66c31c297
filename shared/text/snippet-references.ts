import type { IncludedSnippet, PromptContent, TemplateFormat } from "../model/content.ts";
import { isReference, parseTemplate } from "./template.ts";

/** How a snippet is referred to in a template. */
export const referenceTo = (snippet: string, format: TemplateFormat): string =>
  format === "mustache" ? `{{>${snippet}}}` : `{>${snippet}}`;

/** Quick to answer for nearly every text, which refers to nothing. */
const mayRefer = (text: string): boolean => /\{\s*>/.test(text);

/** The snippets that a template refers to by itself, each once, in order of first use. */
export const referencesIn = (text: string, format: TemplateFormat): readonly string[] =>
  mayRefer(text) ? parseTemplate(text, format).references : [];

/** The snippets that the messages refer to by themselves. */
export function referencesOf({ messages, templateFormat }: PromptContent): string[] {
  const names = messages.flatMap((message) =>
    message.role === "history" ? [] : referencesIn(message.template, templateFormat),
  );
  return [...new Set(names)];
}

/**
 * Everything that is referred to, from some snippets on, each once, near ones first. `includes` answers what a snippet
 * refers to; one without a text refers to nothing. The value tells who referred to it first; null: it was there at the start.
 */
export function reachedFrom(
  starts: readonly string[],
  includes: (snippet: string) => readonly string[],
): Map<string, string | null> {
  const reached = new Map<string, string | null>(starts.map((name) => [name, null]));
  // A map is walked in the order in which it grows.
  for (const name of reached.keys()) {
    for (const inner of includes(name)) if (!reached.has(inner)) reached.set(inner, name);
  }
  return reached;
}

/** The snippets on the way to one, which comes last; empty where nothing leads there. */
export function wayTo(snippet: string, reached: ReadonlyMap<string, string | null>): string[] {
  const way: string[] = [];
  for (let name: string | null = snippet; name !== null; name = reached.get(name) ?? null) {
    if (!reached.has(name)) return [];
    way.unshift(name);
  }
  return way;
}

/** What the texts that a content holds refer to. */
export function includesOf({ snippets = [], templateFormat }: PromptContent) {
  const texts = new Map(snippets.map(({ name, text }) => [name, text]));
  return (snippet: string): readonly string[] => referencesIn(texts.get(snippet) ?? "", templateFormat);
}

/** Everything that a content refers to, also within snippets. */
export const reachedSnippets = (content: PromptContent): Map<string, string | null> =>
  reachedFrom(referencesOf(content), includesOf(content));

/** The way around from a snippet back to itself, which stands first and last; null where there is none. */
export function cycleThrough(
  snippet: string,
  includes: (snippet: string) => readonly string[],
): string[] | null {
  const way = wayTo(snippet, reachedFrom([...includes(snippet)], includes));
  return way.length === 0 ? null : [snippet, ...way];
}

/** The template with each reference to one snippet made one to another. */
export function renameReference(text: string, format: TemplateFormat, from: string, to: string): string {
  if (!mayRefer(text)) return text;
  let renamed = "";
  let copied = 0;
  for (const segment of parseTemplate(text, format).segments) {
    if (!isReference(segment) || segment.snippet !== from) continue;
    renamed += text.slice(copied, segment.nameStart) + to;
    copied = segment.nameStart + from.length;
  }
  return renamed + text.slice(copied);
}

/** Sorted by name, and absent where there are none: the same snippets give the same content. */
export function withSnippets(content: PromptContent, snippets: readonly IncludedSnippet[]): PromptContent {
  const { snippets: _before, ...rest } = content;
  if (snippets.length === 0) return rest;
  return { ...rest, snippets: [...snippets].sort((a, b) => (a.name < b.name ? -1 : 1)) };
}
