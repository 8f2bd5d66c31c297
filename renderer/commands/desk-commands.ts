import type { TFunction } from "i18next";
import type { Command } from "./registry.ts";

type Described = Pick<Command, "group"> & { title: Parameters<TFunction>[0]; shortcut: string };

/**
 * The commands with a shortcut that are there only while a prompt is open. The keyboard map names them at any time, so
 * what it says of them and what the open prompt registers are one.
 */
const deskCommands = {
  "editor.save-version": { title: "editor.commands.saveVersion", group: "prompt", shortcut: "mod+S" },
  "editor.undo": { title: "editor.commands.undo", group: "prompt", shortcut: "mod+Z" },
  "editor.redo": { title: "editor.commands.redo", group: "prompt", shortcut: "mod+shift+Z" },
  "runs.start": { title: "runs.commands.start", group: "run", shortcut: "mod+Enter" },
  "runs.cancel": { title: "runs.commands.cancel", group: "run", shortcut: "mod+." },
  "editor.insert-snippet": {
    title: "editor.commands.insertSnippet",
    group: "prompt",
    shortcut: "mod+alt+S",
  },
  "editor.preview": { title: "editor.commands.preview", group: "view", shortcut: "mod+alt+P" },
  "editor.inspector": { title: "editor.commands.inspector", group: "view", shortcut: "mod+I" },
  "editor.next-problem": { title: "editor.commands.nextProblem", group: "go", shortcut: "F8" },
} as const satisfies Record<string, Described>;

export type DeskCommand = keyof typeof deskCommands;

/** What a command of the open prompt is called and listens to. */
export function deskCommand(
  t: TFunction,
  id: DeskCommand,
): Pick<Command, "id" | "title" | "group"> & { shortcut: string } {
  const { title, group, shortcut } = deskCommands[id];
  return { id, title: t(title), group, shortcut };
}

/** The commands that there are, and those that an open prompt would add. */
export function withDeskCommands(t: TFunction, commands: Command[]): Command[] {
  const known = new Set(commands.map(({ id }) => id));
  const absent = (Object.keys(deskCommands) as DeskCommand[]).filter((id) => !known.has(id));
  return [
    ...commands,
    ...absent.map((id) => ({ ...deskCommand(t, id), enabled: () => false, perform: () => {} })),
  ];
}
