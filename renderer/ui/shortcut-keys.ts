import { i18n } from "../i18n/i18n.ts";

export const isMac = (): boolean => /mac|iphone|ipad/i.test(navigator.platform);

const macSigns: Record<string, string> = { mod: "⌘", ctrl: "⌃", shift: "⇧", alt: "⌥" };

const signs: Record<string, string> = {
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  comma: ",",
  period: ".",
  slash: "/",
  backslash: "\\",
};

const named = [
  "shift",
  "alt",
  "enter",
  "escape",
  "space",
  "tab",
  "backspace",
  "delete",
  "home",
  "end",
] as const;

/** The parts of `mod+shift+P`, in the order they are written. `mod++` ends in the plus key. */
export const shortcutParts = (shortcut: string): string[] =>
  (shortcut.endsWith("++") ? [...shortcut.slice(0, -2).split("+"), "+"] : shortcut.split("+")).map((part) =>
    part.trim(),
  );

/** The keys of a shortcut as they are printed on this computer's keyboard. */
export const shortcutKeys = (shortcut: string, mac = isMac()): string[] =>
  shortcutParts(shortcut).map((part) => keyName(part, mac));

function keyName(part: string, mac: boolean): string {
  const low = part.toLowerCase();
  const sign = (mac ? macSigns[low] : undefined) ?? signs[low];
  if (sign !== undefined) return sign;
  if (low === "mod" || low === "ctrl") return i18n.t("shell.key.ctrl");
  const name = named.find((known) => known === low);
  if (name !== undefined) return i18n.t(`shell.key.${name}`);
  return part.length === 1 ? part.toUpperCase() : part;
}

/** One string for tooltips and `aria-keyshortcuts`-like places: "Ctrl+Shift+P", on a Mac "⇧⌘P". */
export const shortcutText = (shortcut: string, mac = isMac()): string =>
  shortcutKeys(shortcut, mac).join(mac ? "" : "+");
