import { isMac, shortcutParts } from "../ui/shortcut-keys.ts";

/** What a shortcut is compared with; a `KeyboardEvent` is one. */
export interface Keystroke {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
  getModifierState(modifier: string): boolean;
}

const names: Record<string, string> = {
  comma: ",",
  period: ".",
  slash: "/",
  backslash: "\\",
  space: " ",
  plus: "+",
  escape: "escape",
};

/** Signs that some keyboards have on Shift: there the sign itself says which key was meant. */
const isShiftedSign = (key: string): boolean => key.length === 1 && !/[a-z0-9\s]/i.test(key);

/** Whether a keystroke is the shortcut, on whatever keyboard layout; never while an input method is composing. */
export function matchesShortcut(stroke: Keystroke, shortcut: string, mac = isMac()): boolean {
  if (stroke.isComposing) return false;
  // AltGr is reported as Ctrl+Alt on Windows, where it writes characters.
  if (stroke.getModifierState("AltGraph")) return false;
  const parts = shortcutParts(shortcut).map((part) => part.toLowerCase());
  const wanted = parts.at(-1) ?? "";
  const key = names[wanted] ?? wanted;
  const has = (name: string) => parts.includes(name) && name !== wanted;
  const mod = has("mod");
  if (stroke.ctrlKey !== (has("ctrl") || (mod && !mac))) return false;
  if (stroke.metaKey !== (has("meta") || (mod && mac))) return false;
  if (stroke.altKey !== has("alt")) return false;
  if (stroke.shiftKey !== has("shift") && !(stroke.shiftKey && isShiftedSign(key))) return false;
  return stroke.key.toLowerCase() === key || stroke.code.toLowerCase() === physicalKey(key);
}

/** Where Option or another script changes the character, the place of the key decides. */
function physicalKey(key: string): string {
  if (/^[a-z]$/.test(key)) return `key${key}`;
  if (/^\d$/.test(key)) return `digit${key}`;
  const signs: Record<string, string> = { ",": "comma", ".": "period", "/": "slash", "\\": "backslash" };
  return signs[key] ?? key;
}

/** A shortcut without Ctrl, Cmd or Alt is a plain key, which belongs to whatever is typed into. Function keys are not. */
export const isPlainKey = (shortcut: string): boolean =>
  !shortcutParts(shortcut).some((part) => ["mod", "ctrl", "meta", "alt"].includes(part.toLowerCase())) &&
  !/^(shift\+)?f\d+$/i.test(shortcut);
