import type { ContextMenuParams, MenuItemConstructorOptions } from "electron";
import type { Words } from "./words.ts";

interface MenuOptions {
  words: Words["menu"];
  platform: NodeJS.Platform;
  isPackaged: boolean;
}

/** Only what an operating system expects of a window; everything else is a command of the page and lives in its palette. */
export function menuTemplate({ words, platform, isPackaged }: MenuOptions): MenuItemConstructorOptions[] {
  const developer: MenuItemConstructorOptions[] = isPackaged
    ? []
    : [{ type: "separator" }, { role: "toggleDevTools", label: words.developerTools }];
  return [
    platform === "darwin"
      ? macMenu(words)
      : { label: words.file, submenu: [{ role: "quit", label: words.quit }] },
    {
      label: words.edit,
      submenu: [
        { role: "undo", label: words.undo },
        { role: "redo", label: words.redo },
        { type: "separator" },
        ...clipboardItems(words),
        { role: "selectAll", label: words.selectAll },
      ],
    },
    {
      label: words.view,
      submenu: [
        { role: "resetZoom", label: words.actualSize },
        { role: "zoomIn", label: words.zoomIn },
        { role: "zoomOut", label: words.zoomOut },
        { type: "separator" },
        { role: "togglefullscreen", label: words.fullScreen },
        ...developer,
      ],
    },
    {
      label: words.window,
      submenu: [
        { role: "minimize", label: words.minimise },
        // Its usual shortcut closes a tab of the page.
        { role: "close", label: words.close, accelerator: "CmdOrCtrl+Shift+W" },
      ],
    },
  ];
}

/** The menu under the right button where the page shows none of its own; null: there is nothing to cut, copy or paste. */
export function contextMenuTemplate(
  words: Words["menu"],
  { isEditable, selectionText }: Pick<ContextMenuParams, "isEditable" | "selectionText">,
): MenuItemConstructorOptions[] | null {
  if (isEditable) return clipboardItems(words);
  return selectionText.trim() === "" ? null : [{ role: "copy", label: words.copy }];
}

function clipboardItems(words: Words["menu"]): MenuItemConstructorOptions[] {
  return [
    { role: "cut", label: words.cut },
    { role: "copy", label: words.copy },
    { role: "paste", label: words.paste },
  ];
}

/** macOS puts the program's own entries first; Electron's own labels for them are English only. */
function macMenu(words: Words["menu"]): MenuItemConstructorOptions {
  return {
    role: "appMenu",
    submenu: [
      { role: "about", label: words.about },
      { type: "separator" },
      { role: "services", label: words.services },
      { type: "separator" },
      { role: "hide", label: words.hide },
      { role: "hideOthers", label: words.hideOthers },
      { role: "unhide", label: words.showAll },
      { type: "separator" },
      { role: "quit", label: words.quit },
    ],
  };
}
