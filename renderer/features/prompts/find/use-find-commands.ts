import { IconArrowDown, IconArrowUp, IconListSearch } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { registerCommands } from "../../../commands/registry.ts";
import { find } from "./find.ts";
import { type OpenPrompt, showMatch } from "./show-match.ts";

interface Needs {
  /** Brings the panel to the front. */
  show: () => void;
  open: OpenPrompt;
}

/** Keeps the commands of the search through all prompts registered, in the language of the page. */
export function useFindCommands({ show, open }: Needs): void {
  const { t } = useTranslation();
  useEffect(() => {
    const go = (by: 1 | -1) => () => {
      const found = find.step(by);
      if (found !== null) showMatch(found, open);
    };
    const hasMatches = () => find.useFind.getState().groups.length > 0;
    return registerCommands("prompt-find", [
      {
        id: "prompt.find-text",
        title: t("prompts.find.title"),
        group: "go",
        keywords: ["search", "grep", "text", "查找", "搜索", "全部"],
        shortcut: "mod+shift+F",
        icon: IconListSearch,
        perform: show,
      },
      {
        id: "prompt.next-match",
        title: t("prompts.find.next"),
        group: "go",
        keywords: ["find", "match", "下一个", "匹配"],
        shortcut: "F4",
        icon: IconArrowDown,
        enabled: hasMatches,
        perform: go(1),
      },
      {
        id: "prompt.previous-match",
        title: t("prompts.find.previous"),
        group: "go",
        keywords: ["find", "match", "上一个", "匹配"],
        shortcut: "shift+F4",
        icon: IconArrowUp,
        enabled: hasMatches,
        perform: go(-1),
      },
    ]);
  }, [t, show, open]);
}
