import { type KeyLines, shortcutsOf } from "../../../commands/keyboard-map.ts";
import type { Command, CommandGroup } from "../../../commands/registry.ts";

export const groupOrder: CommandGroup[] = ["prompt", "run", "view", "go", "help"];

/** The commands that a search finds, by group; within one, those with a shortcut first. Groups without one are left out. */
export function findCommands(
  commands: Command[],
  search: string,
): { group: CommandGroup; commands: Command[] }[] {
  const found = commands.filter((command) =>
    hasWords(search, [command.title, ...(command.keywords ?? []), ...shortcutsOf(command)]),
  );
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

/** The keys of single places that a search finds; places without one are left out. */
export const findLines = (places: KeyLines[], search: string): KeyLines[] =>
  places
    .map((place) => ({
      ...place,
      lines: place.lines.filter(({ title, keys }) => hasWords(search, [place.title, title, ...keys])),
    }))
    .filter(({ lines }) => lines.length > 0);

function hasWords(search: string, texts: readonly string[]): boolean {
  const text = texts.join(" ").toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
