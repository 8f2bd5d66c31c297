import type { MenuItemConstructorOptions } from "electron";

const labels = {
  en: {
    edit: "Edit",
    undo: "Undo",
    redo: "Redo",
    cut: "Cut",
    copy: "Copy",
    paste: "Paste",
    selectAll: "Select All",
    view: "View",
    actualSize: "Actual Size",
    zoomIn: "Zoom In",
    zoomOut: "Zoom Out",
    fullScreen: "Full Screen",
    developerTools: "Developer Tools",
    window: "Window",
    minimise: "Minimise",
    close: "Close",
  },
  zh: {
    edit: "编辑",
    undo: "撤销",
    redo: "重做",
    cut: "剪切",
    copy: "复制",
    paste: "粘贴",
    selectAll: "全选",
    view: "视图",
    actualSize: "实际大小",
    zoomIn: "放大",
    zoomOut: "缩小",
    fullScreen: "全屏",
    developerTools: "开发者工具",
    window: "窗口",
    minimise: "最小化",
    close: "关闭",
  },
};

/** Only what an operating system expects of a window; everything else is a command of the page and lives in its palette. */
export function menuTemplate(options: {
  locale: string;
  platform: NodeJS.Platform;
  isPackaged: boolean;
}): MenuItemConstructorOptions[] {
  const text = options.locale.toLowerCase().startsWith("zh") ? labels.zh : labels.en;
  const developer: MenuItemConstructorOptions[] = options.isPackaged
    ? []
    : [{ type: "separator" }, { role: "toggleDevTools", label: text.developerTools }];
  return [
    ...(options.platform === "darwin" ? [{ role: "appMenu" } as const] : []),
    {
      label: text.edit,
      submenu: [
        { role: "undo", label: text.undo },
        { role: "redo", label: text.redo },
        { type: "separator" },
        { role: "cut", label: text.cut },
        { role: "copy", label: text.copy },
        { role: "paste", label: text.paste },
        { role: "selectAll", label: text.selectAll },
      ],
    },
    {
      label: text.view,
      submenu: [
        { role: "resetZoom", label: text.actualSize },
        { role: "zoomIn", label: text.zoomIn },
        { role: "zoomOut", label: text.zoomOut },
        { role: "togglefullscreen", label: text.fullScreen },
        ...developer,
      ],
    },
    {
      label: text.window,
      submenu: [
        { role: "minimize", label: text.minimise },
        // Its usual shortcut closes a tab of the page.
        { role: "close", label: text.close, accelerator: "CmdOrCtrl+Shift+W" },
      ],
    },
  ];
}
