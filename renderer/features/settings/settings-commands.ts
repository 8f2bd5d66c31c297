import {
  IconCoins,
  IconDatabase,
  IconDatabaseExport,
  IconKeyboard,
  IconLanguage,
  IconPalette,
  IconPlugConnected,
  IconPlus,
  IconShieldCheck,
  IconShieldLock,
  IconStethoscope,
} from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Language, Theme } from "#shared/model/settings.ts";
import { type Command, registerCommands } from "../../commands/registry.ts";
import { changeSettings } from "./change-settings.ts";
import { testAllProviders } from "./providers/providers-store.ts";
import { openProviderDialog, type SettingsSection, showSection } from "./settings-view-store.ts";
import { backUpNow, check } from "./workspace/workspace-settings-store.ts";

/**
 * Keeps the commands of Settings registered, in the language of the page, while its caller is mounted. `goToSettings`
 * brings the Settings area to the front.
 */
export function useSettingsCommands(goToSettings: () => void): void {
  const { t } = useTranslation();
  // A caller's inline function is new on every render; registering anew each time would never come to rest.
  const go = useEffectEvent(goToSettings);
  useEffect(
    () =>
      registerCommands(
        "settings",
        settingsCommands(t, () => go()),
      ),
    [t],
  );
}

/** The English words are found too while the page is Chinese, and the other way round. */
export function settingsCommands(t: TFunction, goToSettings: () => void): Command[] {
  const theme = (chosen: Theme, title: string, keywords: string[]): Command => ({
    id: `settings.theme-${chosen}`,
    title,
    group: "view",
    keywords: ["theme", "appearance", "主题", "外观", ...keywords],
    icon: IconPalette,
    perform: () => changeSettings({ theme: chosen }),
  });
  const language = (chosen: Language, title: string, keywords: string[]): Command => ({
    id: `settings.language-${chosen}`,
    title,
    group: "view",
    keywords: ["language", "语言", ...keywords],
    icon: IconLanguage,
    perform: () => changeSettings({ language: chosen }),
  });
  const section = (
    name: SettingsSection,
    title: string,
    icon: Command["icon"],
    keywords: string[],
  ): Command => ({
    id: `settings.show-${name}`,
    title,
    group: "go",
    keywords: ["settings", "preferences", "设置", ...keywords],
    ...(icon === undefined ? {} : { icon }),
    perform: () => {
      goToSettings();
      showSection(name);
    },
  });

  return [
    {
      id: "settings.add-provider",
      title: t("settings.commands.addProvider"),
      group: "go",
      keywords: [
        "add",
        "provider",
        "endpoint",
        "key",
        "model",
        "ollama",
        "openai",
        "模型服务",
        "密钥",
        "添加",
      ],
      icon: IconPlus,
      perform: () => {
        goToSettings();
        openProviderDialog({ kind: "add" });
      },
    },
    {
      id: "settings.test-providers",
      title: t("settings.commands.testAll"),
      group: "go",
      keywords: ["test", "all", "provider", "connection", "模型服务", "测试", "连接"],
      icon: IconStethoscope,
      perform: () => {
        goToSettings();
        showSection("providers");
        return testAllProviders();
      },
    },
    section("providers", t("settings.commands.showProviders"), IconPlugConnected, ["provider", "模型服务"]),
    section("prices", t("settings.commands.showPrices"), IconCoins, [
      "price",
      "cost",
      "default model",
      "价格",
      "费用",
    ]),
    section("appearance", t("settings.commands.showAppearance"), IconPalette, [
      "appearance",
      "theme",
      "font",
      "外观",
      "字号",
    ]),
    {
      id: "workspace.back-up",
      title: t("workspace.commands.backUp"),
      group: "go",
      keywords: ["backup", "back up", "save", "copy", "备份", "工作区"],
      icon: IconDatabaseExport,
      perform: backUpNow,
    },
    {
      id: "workspace.check",
      title: t("workspace.commands.check"),
      group: "go",
      keywords: ["verify", "check", "damaged", "workspace", "检查", "校验", "工作区"],
      icon: IconShieldCheck,
      perform: () => {
        goToSettings();
        showSection("workspace");
        return check("workspace");
      },
    },
    section("workspace", t("workspace.commands.show"), IconDatabase, [
      "workspace",
      "backup",
      "restore",
      "folder",
      "工作区",
      "备份",
      "恢复",
      "文件夹",
    ]),
    section("privacy", t("settings.commands.showPrivacy"), IconShieldLock, [
      "privacy",
      "hosts",
      "telemetry",
      "key",
      "隐私",
    ]),
    section("keyboard", t("settings.commands.showKeyboard"), IconKeyboard, [
      "keyboard",
      "shortcut",
      "hotkey",
      "快捷键",
    ]),
    theme("system", t("settings.commands.themeSystem"), ["system", "auto", "系统"]),
    theme("light", t("settings.commands.themeLight"), ["light", "day", "浅色"]),
    theme("dark", t("settings.commands.themeDark"), ["dark", "night", "深色"]),
    language("system", t("settings.commands.languageSystem"), ["system", "auto", "系统"]),
    language("en", t("settings.commands.languageEnglish"), ["english", "英文", "英语"]),
    language("zh", t("settings.commands.languageChinese"), ["chinese", "zhongwen", "中文"]),
  ];
}
