import {
  IconCopyPlus,
  IconFilePlus,
  IconFolderSymlink,
  IconPencil,
  IconRulerMeasure,
  IconSearch,
  IconTags,
  IconTrash,
} from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { PromptSummary } from "#shared/model/prompt.ts";
import { type Command, registerCommands } from "../../../commands/registry.ts";
import { ask, type PromptQuestion } from "./prompt-actions.ts";

interface Needs {
  /** The prompt in front; its commands are greyed without one. */
  active: PromptSummary | null;
  onRemove: (prompt: PromptSummary) => void;
  /** Brings the keyboard to the search box of the list. */
  focusSearch: () => void;
}

/** Keeps the commands of the prompt list registered, in the language of the page. */
export function usePromptCommands({ active, onRemove, focusSearch }: Needs): void {
  const { t } = useTranslation();
  useEffect(() => {
    type AboutPrompt = Exclude<PromptQuestion["kind"], "create">;
    const about = (kind: AboutPrompt, icon: Command["icon"], keywords: string[]): Command => ({
      id: `prompt.${kind}`,
      title: t(`prompts.commands.${kind}`),
      group: "prompt",
      keywords,
      ...(icon === undefined ? {} : { icon }),
      enabled: () => active !== null,
      perform: () => {
        if (active !== null) ask({ kind, prompt: active });
      },
    });
    return registerCommands("prompt-list", [
      {
        id: "prompt.create",
        title: t("prompts.commands.create"),
        group: "prompt",
        keywords: ["create", "add", "new", "新建", "提示词", "创建"],
        shortcut: "mod+alt+N",
        icon: IconFilePlus,
        perform: () => ask({ kind: "create" }),
      },
      {
        id: "prompt.create-from-spec",
        title: t("prompts.commands.createFromSpec"),
        group: "prompt",
        keywords: ["create", "new", "spec", "design", "新建", "设计说明", "设计"],
        icon: IconRulerMeasure,
        perform: () => ask({ kind: "create", begins: "spec" }),
      },
      {
        id: "prompt.search",
        title: t("prompts.commands.search"),
        group: "prompt",
        keywords: ["find", "filter", "list", "查找", "搜索", "筛选"],
        shortcut: "mod+alt+F",
        icon: IconSearch,
        perform: focusSearch,
      },
      about("rename", IconPencil, ["rename", "name", "重命名", "改名"]),
      about("duplicate", IconCopyPlus, ["copy", "duplicate", "副本", "复制"]),
      about("move", IconFolderSymlink, ["move", "folder", "移动", "文件夹"]),
      about("tags", IconTags, ["tag", "label", "标签"]),
      {
        id: "prompt.remove",
        title: t("prompts.commands.remove"),
        group: "prompt",
        keywords: ["delete", "remove", "删除", "移除"],
        icon: IconTrash,
        enabled: () => active !== null,
        perform: () => {
          if (active !== null) onRemove(active);
        },
      },
    ]);
  }, [t, active, onRemove, focusSearch]);
}
