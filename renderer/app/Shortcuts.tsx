import { useEffect } from "react";
import { aliases } from "../commands/keyboard-map.ts";
import { allCommands, performCommand } from "../commands/registry.ts";
import { isPlainKey, matchesShortcut } from "./match-shortcut.ts";

/**
 * Listens for the shortcut of every command, before an editor or a field can take it. Plain keys are left to whoever
 * types; behind an open dialog nothing happens.
 */
export function Shortcuts() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const command = commandFor(event);
      if (command === null) return;
      event.preventDefault();
      event.stopPropagation();
      performCommand(command);
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);
  return null;
}

function commandFor(event: KeyboardEvent): string | null {
  const commands = allCommands();
  const shortcuts: [shortcut: string, id: string][] = [
    ...commands.flatMap(({ shortcut, id }): [string, string][] =>
      shortcut === undefined ? [] : [[shortcut, id]],
    ),
    ...Object.entries(aliases),
  ];
  const found = shortcuts.find(([shortcut]) => matchesShortcut(event, shortcut));
  if (found === undefined) return null;
  const [shortcut, id] = found;
  if (isPlainKey(shortcut) && isTypedInto(event.target)) return null;
  const command = commands.find((candidate) => candidate.id === id);
  // The second shortcut of a command that is not there now belongs to what has the focus.
  if (command === undefined || command.isMeant?.(event.target) === false) return null;
  // The palette is a dialog too, and its own shortcut closes it.
  const dialog = document.querySelector('[role="dialog"][aria-modal="true"]');
  if (dialog !== null && id !== "app.palette") return null;
  return id;
}

const isTypedInto = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest("input, textarea, select, [role=textbox], .monaco-editor") !== null);
