import type { TextMatch, TextMatches } from "#shared/model/text-match.ts";

/** A line of the list: a prompt, or one match in it under its number among all matches. */
export type MatchRow =
  | { kind: "prompt"; group: TextMatches; key: string }
  | { kind: "match"; group: TextMatches; match: TextMatch; index: number; key: string };

export function matchRows(groups: readonly TextMatches[], folded: ReadonlySet<string>): MatchRow[] {
  let index = 0;
  return groups.flatMap((group): MatchRow[] => {
    const key = keyOf(group);
    const first = index;
    index += group.matches.length;
    const head: MatchRow = { kind: "prompt", group, key };
    if (folded.has(key)) return [head];
    return [
      head,
      ...group.matches.map(
        (match, place): MatchRow => ({
          kind: "match",
          group,
          match,
          index: first + place,
          key: `${key}-${place}`,
        }),
      ),
    ];
  });
}

export const keyOf = ({ promptId, version }: TextMatches): string =>
  `${promptId}-${version?.versionId ?? ""}`;
