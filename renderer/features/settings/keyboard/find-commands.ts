import type { Command, CommandGroup } from "../../../commands/registry.ts";

export const groupOrder: CommandGroup[] = ["prompt", "run", "view", "go", "help"];

/** The commands that a search finds, by group; within one, those with a shortcut first. Groups without one are left out. */
export function findCommands(
  commands: Command[],
  search: string,
): { group: CommandGroup; commands: Command[] }[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commands.filter(({ title, keywords = [], shortcut = "" }) => {
    const text = [title, ...keywords, shortcut].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return groupOrder
    .map((group) => ({
      group,
      commands: found
        .filter((command) => command.group === group)
        .toSorted(
          (a, b) =>
            Number(a.shortcut === undefined) - Number(b.shortcut === undefined) ||
            a.title.localeCompare(b.title),
        ),
    }))
    .filter(({ commands: members }) => members.length > 0);
}
