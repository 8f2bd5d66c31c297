import {
  IconArrowLeft,
  IconArrowRight,
  IconArrowsDiff,
  IconBlockquote,
  IconBooks,
  IconCommand,
  IconHistory,
  IconKeyboard,
  IconLanguage,
  IconLayoutSidebar,
  IconMoonStars,
  IconPencil,
  IconPencilCode,
  IconRefresh,
  IconRulerMeasure,
  IconSettings,
  IconTable,
  IconTestPipe,
  IconX,
} from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { type Command, registerCommands } from "../commands/registry.ts";
import {
  closeOtherTabs,
  closeTab,
  goTo,
  showKeyboardMap,
  showSidebar,
  showView,
  stepTab,
  useApp,
} from "./app-store.ts";
import { otherScheme, type Scheme, showScheme, toggleLanguage } from "./appearance.ts";
import { showShelf } from "./library-store.ts";
import { togglePalette } from "./palette-store.ts";

/** Keeps the commands of the shell registered, in the language of the page. */
export function useShellCommands(scheme: Scheme): void {
  const { t } = useTranslation();
  const isHistoryShown = useApp(
    ({ activeTab, views }) => activeTab !== null && views[activeTab] === "history",
  );
  const isDesignShown = useApp(({ activeTab, views }) => activeTab !== null && views[activeTab] === "design");
  useEffect(
    () =>
      registerCommands("shell", [
        historyCommand(t, isHistoryShown),
        designCommand(t, isDesignShown),
        ...shellCommands(t, scheme),
      ]),
    [t, scheme, isHistoryShown, isDesignShown],
  );
}

/** To the history of the prompt in front, and back. */
const historyCommand = (t: TFunction, isShown: boolean): Command => ({
  id: "app.history",
  title: t(isShown ? "shell.commands.backToText" : "shell.commands.history"),
  group: "view",
  keywords: ["history", "versions", "diff", "edit", "历史", "版本", "差异", "编辑"],
  shortcut: "mod+shift+H",
  icon: isShown ? IconPencil : IconHistory,
  enabled: hasTab,
  perform: onActive((promptId) => {
    goTo("studio");
    showView(promptId, isShown ? "edit" : "history");
  }),
});

/** To the spec of the prompt in front, and back to its text. */
const designCommand = (t: TFunction, isShown: boolean): Command => ({
  id: "app.design",
  title: t(isShown ? "shell.commands.backToText" : "shell.commands.design"),
  group: "view",
  keywords: ["design", "spec", "guided", "generate", "设计", "说明", "生成"],
  shortcut: "mod+shift+G",
  icon: isShown ? IconPencil : IconRulerMeasure,
  enabled: hasTab,
  perform: onActive((promptId) => {
    goTo("studio");
    showView(promptId, isShown ? "edit" : "design");
  }),
});

const hasTab = (): boolean => useApp.getState().activeTab !== null;
const hasTabs = (): boolean => useApp.getState().openTabs.length > 1;

function onActive(act: (promptId: NonNullable<ReturnType<typeof useApp.getState>["activeTab"]>) => void) {
  return () => {
    const { activeTab } = useApp.getState();
    if (activeTab !== null) act(activeTab);
  };
}

/** The English words are found too while the page is Chinese, and the other way round. */
function shellCommands(t: TFunction, scheme: Scheme): Command[] {
  return [
    {
      id: "app.sidebar",
      title: t("shell.commands.sidebar"),
      group: "view",
      keywords: ["sidebar", "list", "panel", "侧栏", "列表"],
      shortcut: "mod+B",
      icon: IconLayoutSidebar,
      perform: () => {
        goTo("studio");
        showSidebar(useApp.getState().isSidebarHidden);
      },
    },
    {
      id: "app.next-tab",
      title: t("shell.commands.nextTab"),
      group: "view",
      keywords: ["tab", "next", "标签页", "下一个"],
      shortcut: "mod+alt+ArrowRight",
      icon: IconArrowRight,
      enabled: hasTabs,
      perform: () => stepTab(1),
    },
    {
      id: "app.previous-tab",
      title: t("shell.commands.previousTab"),
      group: "view",
      keywords: ["tab", "previous", "标签页", "上一个"],
      shortcut: "mod+alt+ArrowLeft",
      icon: IconArrowLeft,
      enabled: hasTabs,
      perform: () => stepTab(-1),
    },
    {
      id: "app.close-tab",
      title: t("shell.commands.closeTab"),
      group: "view",
      keywords: ["tab", "close", "关闭", "标签页"],
      shortcut: "mod+alt+W",
      icon: IconX,
      enabled: hasTab,
      perform: onActive(closeTab),
    },
    {
      id: "app.close-other-tabs",
      title: t("shell.commands.closeOtherTabs"),
      group: "view",
      keywords: ["tab", "close", "others", "关闭", "标签页"],
      icon: IconX,
      enabled: hasTabs,
      perform: closeOtherTabs,
    },
    {
      id: "app.theme",
      title: t("shell.commands.theme"),
      group: "view",
      keywords: ["theme", "dark", "light", "appearance", "主题", "深色", "浅色", "外观"],
      icon: IconMoonStars,
      perform: () => showScheme(otherScheme(scheme)),
    },
    {
      id: "app.language",
      title: t("shell.commands.language"),
      group: "view",
      keywords: ["language", "english", "chinese", "中文", "英文", "语言"],
      icon: IconLanguage,
      perform: toggleLanguage,
    },
    {
      id: "app.studio",
      title: t("shell.commands.studio"),
      group: "go",
      keywords: ["studio", "prompts", "工作室", "提示词"],
      shortcut: "mod+shift+E",
      icon: IconPencilCode,
      perform: () => goTo("studio"),
    },
    {
      id: "app.library",
      title: t("shell.commands.library"),
      group: "go",
      keywords: ["library", "templates", "snippets", "模板库", "模板", "片段"],
      shortcut: "mod+shift+L",
      icon: IconBooks,
      perform: () => goTo("library"),
    },
    {
      id: "app.snippets",
      title: t("snippets.commands.show"),
      group: "go",
      keywords: ["snippets", "fragments", "片段"],
      icon: IconBlockquote,
      perform: () => showShelf("snippets"),
    },
    {
      id: "app.suites",
      title: t("shell.commands.suites"),
      group: "go",
      keywords: ["suites", "cases", "data set", "用例集", "用例", "数据集"],
      shortcut: "mod+shift+U",
      icon: IconTable,
      perform: () => goTo("suites"),
    },
    {
      id: "app.tests",
      title: t("shell.commands.tests"),
      group: "go",
      keywords: ["tests", "results", "reports", "测试", "结果", "报告"],
      shortcut: "mod+shift+Y",
      icon: IconTestPipe,
      perform: () => goTo("tests"),
    },
    {
      id: "app.compare",
      title: t("shell.commands.compare"),
      group: "go",
      keywords: ["compare", "A/B", "experiments", "verdict", "对比", "实验", "结论"],
      shortcut: "mod+shift+X",
      icon: IconArrowsDiff,
      perform: () => goTo("compare"),
    },
    {
      id: "app.settings",
      title: t("shell.commands.settings"),
      group: "go",
      keywords: ["settings", "preferences", "options", "设置", "选项"],
      shortcut: "mod+,",
      icon: IconSettings,
      perform: () => goTo("settings"),
    },
    {
      id: "app.palette",
      title: t("shell.commands.palette"),
      group: "help",
      keywords: ["palette", "commands", "search", "命令", "搜索"],
      shortcut: "mod+K",
      icon: IconCommand,
      perform: togglePalette,
    },
    {
      id: "app.keyboard",
      title: t("shell.commands.keyboard"),
      group: "help",
      keywords: ["keyboard", "shortcuts", "hotkeys", "快捷键", "键盘"],
      shortcut: "mod+/",
      icon: IconKeyboard,
      perform: () => showKeyboardMap(true),
    },
    {
      id: "app.reload",
      title: t("shell.commands.reload"),
      group: "help",
      keywords: ["reload", "refresh", "刷新", "重新加载"],
      icon: IconRefresh,
      perform: () => location.reload(),
    },
  ];
}
