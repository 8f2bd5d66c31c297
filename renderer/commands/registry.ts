import type { ComponentType } from "react";
import { create } from "zustand";

export type CommandGroup = "prompt" | "run" | "view" | "go" | "help";

/**
 * One action of the workbench. Button, menu, palette and shortcut are loops over these objects, so they cannot disagree.
 */
export interface Command {
  /** `domain.verb`, stable; also the key of its title: `commands.<id>` in the catalogue. */
  id: string;
  /** Already translated. */
  title: string;
  group: CommandGroup;
  /** Further words to find it by, in either language. */
  keywords?: string[];
  /** Mantine hotkey notation: "mod+Enter", "mod+shift+P". `mod` is Ctrl, or Cmd on macOS. */
  shortcut?: string;
  /** Whether the shortcut means this command with the focus there, or belongs to what has it. Absent: always. */
  isMeant?: (focused: EventTarget | null) => boolean;
  icon?: ComponentType<{ size?: number | string }>;
  /** Absent: always. A command that is not enabled is shown greyed and does nothing. */
  enabled?: () => boolean;
  perform: () => void | Promise<void>;
}

interface Registry {
  /** Keyed by owner, so that a feature replaces its own commands when its state or the language changes. */
  byOwner: Record<string, Command[]>;
}

const useRegistry = create<Registry>(() => ({ byOwner: {} }));

/** Puts a feature's commands in place of the ones it registered before; returns the way to take them out. */
export function registerCommands(owner: string, commands: Command[]): () => void {
  useRegistry.setState(({ byOwner }) => ({ byOwner: { ...byOwner, [owner]: commands } }));
  return () =>
    useRegistry.setState(({ byOwner }) => {
      if (byOwner[owner] !== commands) return {};
      const { [owner]: _gone, ...rest } = byOwner;
      return { byOwner: rest };
    });
}

export function allCommands(): Command[] {
  return Object.values(useRegistry.getState().byOwner).flat();
}

export function useCommands(): Command[] {
  const byOwner = useRegistry((state) => state.byOwner);
  return Object.values(byOwner).flat();
}

/** Performs a command by id; does nothing when it is absent or not enabled. */
export function performCommand(id: string): void {
  const command = allCommands().find((candidate) => candidate.id === id);
  if (command !== undefined && (command.enabled?.() ?? true)) void command.perform();
}
