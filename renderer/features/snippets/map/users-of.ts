import type { SnippetMap } from "#shared/model/snippet.ts";
import { reachedFrom, wayTo } from "#shared/text/snippet-references.ts";

export interface UsersOf {
  /** What the snippet itself refers to. */
  includes: string[];
  /** Snippets that refer to it, near ones first; `way` leads from each to the snippet, both at its ends. */
  snippets: { name: string; way: string[] }[];
  /** Prompts that refer to it, those that do it themselves first; `through` is empty for them. */
  prompts: { prompt: SnippetMap["prompts"][number]; through: string[] }[];
}

/** Everything that changes with a snippet, told from the map. */
export function usersOf(map: SnippetMap, name: string): UsersOf {
  const includers = new Map<string, string[]>();
  for (const snippet of map.snippets) {
    for (const inner of snippet.includes)
      includers.set(inner, [...(includers.get(inner) ?? []), snippet.name]);
  }
  const reached = reachedFrom([name], (of) => includers.get(of) ?? []);
  const wayFrom = (of: string) => wayTo(of, reached).toReversed();
  const prompts = map.prompts.flatMap((prompt) => {
    const first = [...reached.keys()].find((of) => prompt.includes.includes(of));
    return first === undefined
      ? []
      : [{ prompt, through: first === name ? [] : wayFrom(first).slice(0, -1) }];
  });
  return {
    includes: [...(map.snippets.find((snippet) => snippet.name === name)?.includes ?? [])],
    snippets: [...reached.keys()].slice(1).map((of) => ({ name: of, way: wayFrom(of) })),
    prompts: prompts.sort((a, b) => a.through.length - b.through.length),
  };
}
