/** What the desktop says outside the page: in its menu and in the system's dialogs. */
const en = {
  menu: {
    file: "File",
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
    about: "About Lathe",
    services: "Services",
    hide: "Hide Lathe",
    hideOthers: "Hide Others",
    showAll: "Show All",
    quit: "Quit Lathe",
  },
  pageGone: {
    message: "The window stopped working.",
    detail: "Everything that was saved is safe, and text you had just typed is found again. Reload to go on.",
    reload: "Reload",
    quit: "Quit",
  },
  pageKeepsGoing: {
    message: "The window stopped working several times within a minute.",
    detail: "Everything that was saved is safe. Quit Lathe and start it again; the log is {log}.",
    quit: "Quit",
  },
  pageHangs: {
    message: "The window does not answer.",
    detail: "It may still finish what it is doing. Everything that was saved is safe if you reload.",
    wait: "Wait",
    reload: "Reload",
  },
  startFailed: "Lathe could not start",
  backupFiles: "Lathe workspaces",
  allFiles: "All files",
};

export type Words = typeof en;

const zh: Words = {
  menu: {
    file: "文件",
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
    about: "关于 Lathe",
    services: "服务",
    hide: "隐藏 Lathe",
    hideOthers: "隐藏其他",
    showAll: "全部显示",
    quit: "退出 Lathe",
  },
  pageGone: {
    message: "窗口已停止工作。",
    detail: "已保存的内容都在，刚输入的文字也会找回来。重新加载即可继续。",
    reload: "重新加载",
    quit: "退出",
  },
  pageKeepsGoing: {
    message: "窗口在一分钟内多次停止工作。",
    detail: "已保存的内容都在。请退出 Lathe 后重新启动；日志在 {log}。",
    quit: "退出",
  },
  pageHangs: {
    message: "窗口没有响应。",
    detail: "它可能仍在处理，稍后会恢复。重新加载不会影响已保存的内容。",
    wait: "等待",
    reload: "重新加载",
  },
  startFailed: "Lathe 无法启动",
  backupFiles: "Lathe 工作区",
  allFiles: "所有文件",
};

/** In the language of Lathe's settings, or, where they leave it to the system, in the system's. */
export function wordsFor(choice: "system" | "en" | "zh", systemLocale: string): Words {
  const language = choice === "system" ? (/^zh\b/i.test(systemLocale) ? "zh" : "en") : choice;
  return language === "zh" ? zh : en;
}
