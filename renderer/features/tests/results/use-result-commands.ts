import {
  IconChevronDown,
  IconChevronUp,
  IconFilterOff,
  IconTablePlus,
  IconThumbDown,
  IconThumbUp,
} from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { registerCommands } from "../../../commands/registry.ts";
import { notifyDone, notifyError } from "../../../ui/notify.ts";
import { toggleThumb } from "../attempt/marks.ts";
import { isFiltered, type Results } from "./results-store.ts";

interface Shown {
  /** The attempt that is open. */
  opened: number | null;
  onOpen: (attempt: number | null) => void;
  onKeepAsCase: (attempt: number) => Promise<void>;
  /** The results are on the screen. */
  isShown: boolean;
}

/** Keeps the commands of the results registered, in the language of the page. */
export function useResultCommands(results: Results, { opened, onOpen, onKeepAsCase, isShown }: Shown): void {
  const { t } = useTranslation();
  useEffect(() => {
    const step = async (by: 1 | -1): Promise<void> => {
      try {
        const place = await results.findFailing(opened === null ? -1 : results.indexOf(opened), by);
        const row = place === null ? undefined : await results.bring(place);
        if (row === undefined) notifyDone(t("tests.attempt.noFailure"));
        else onOpen(row.attempt);
      } catch (error) {
        notifyError(error);
      }
    };
    const isOpen = () => isShown && opened !== null;
    const mark = (thumb: "up" | "down") => () => {
      if (opened !== null)
        return toggleThumb(opened, thumb, results.rowAt(results.indexOf(opened))?.mark ?? null);
    };
    return registerCommands("test-results", [
      {
        id: "tests.next-failure",
        title: t("tests.commands.nextFailure"),
        group: "go",
        keywords: ["failure", "error", "失败", "下一个"],
        shortcut: "F8",
        icon: IconChevronDown,
        enabled: () => isShown,
        perform: () => step(1),
      },
      {
        id: "tests.previous-failure",
        title: t("tests.commands.previousFailure"),
        group: "go",
        keywords: ["failure", "error", "失败", "上一个"],
        shortcut: "shift+F8",
        icon: IconChevronUp,
        enabled: () => isShown,
        perform: () => step(-1),
      },
      {
        id: "tests.mark-up",
        title: t("tests.commands.markUp"),
        group: "run",
        keywords: ["mark", "thumb", "good", "标注", "好"],
        icon: IconThumbUp,
        enabled: isOpen,
        perform: mark("up"),
      },
      {
        id: "tests.mark-down",
        title: t("tests.commands.markDown"),
        group: "run",
        keywords: ["mark", "thumb", "bad", "标注", "差"],
        icon: IconThumbDown,
        enabled: isOpen,
        perform: mark("down"),
      },
      {
        id: "tests.keep-as-case",
        title: t("tests.commands.keepAsCase"),
        group: "run",
        keywords: ["case", "suite", "reply", "用例", "回复"],
        icon: IconTablePlus,
        enabled: isOpen,
        perform: async () => {
          if (opened !== null) await onKeepAsCase(opened).catch(notifyError);
        },
      },
      {
        id: "tests.clear-filter",
        title: t("tests.commands.clearFilter"),
        group: "view",
        keywords: ["filter", "results", "筛选", "结果"],
        icon: IconFilterOff,
        enabled: () => isShown && isFiltered(results.useQuestion.getState().filter),
        perform: results.clearFilter,
      },
    ]);
  }, [t, results, opened, onOpen, onKeepAsCase, isShown]);
}
