import type { KeyboardEvent } from "react";

/** The arrows walk a list of buttons. */
export function walkList(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("button")];
  const at = buttons.indexOf(event.target as HTMLButtonElement);
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: buttons.length - 1,
  };
  const wanted = steps[event.key];
  if (at < 0 || wanted === undefined) return;
  event.preventDefault();
  buttons[Math.max(0, Math.min(buttons.length - 1, wanted))]?.focus();
}
