import type { Command, CommandGroup } from "../commands/registry.ts";

/** In the order in which the palette and the keyboard map show them. */
export const commandGroups: CommandGroup[] = ["prompt", "run", "view", "go", "help"];

/** The commands that have every word of the query in their title or keywords, the best first. */
export function rankCommands(commands: Command[], query: string): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return commands
    .map((command, index) => ({ command, index, rank: rankOf(command, words) }))
    .filter(({ rank }) => rank !== null)
    .sort(
      (one, other) =>
        (one.rank ?? 0) - (other.rank ?? 0) ||
        commandGroups.indexOf(one.command.group) - commandGroups.indexOf(other.command.group) ||
        one.index - other.index,
    )
    .map(({ command }) => command);
}

/** 0 is best; null: a word is missing. */
function rankOf({ title, keywords = [] }: Command, words: string[]): number | null {
  const name = title.toLowerCase();
  const further = keywords.join(" ").toLowerCase();
  let rank = 0;
  for (const word of words) {
    if (name.startsWith(word)) continue;
    if (name.split(/[\s:(,]+/).some((part) => part.startsWith(word))) rank += 1;
    else if (name.includes(word)) rank += 2;
    else if (further.includes(word)) rank += 3;
    else return null;
  }
  return rank;
}
