import { IconArrowBackUp, IconArrowsExchange, IconColumns2, IconEye } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { registerCommands } from "../../../commands/registry.ts";
import { canGoBackTo } from "./ComparisonPane.tsx";
import type { PromptHistory, Side } from "./history-store.ts";
import { toggleSideBySide, toggleUnchanged } from "./look-store.ts";

/** The commands of the history, for as long as it is shown. */
export function useHistoryCommands(history: PromptHistory, onGoBack: (side: Side) => void): void {
  const { t } = useTranslation();
  useEffect(() => {
    const shownSide = (): Side | null => {
      const state = history.useHistory.getState();
      if (state.comparison.kind !== "ready") return null;
      const { after } = state.comparison.value;
      return canGoBackTo(after, state) ? after : null;
    };
    return registerCommands("history", [
      {
        id: "history.swap",
        title: t("history.swap"),
        group: "view",
        icon: IconArrowsExchange,
        enabled: () => history.useHistory.getState().before !== null,
        perform: history.swap,
      },
      {
        id: "history.go-back",
        title: t("history.commands.goBack"),
        keywords: ["revert", "restore", "回退", "恢复"],
        group: "prompt",
        icon: IconArrowBackUp,
        enabled: () => shownSide() !== null,
        perform: () => {
          const side = shownSide();
          if (side !== null) onGoBack(side);
        },
      },
      {
        id: "history.toggle-inline",
        title: t("history.commands.toggleInline"),
        keywords: ["side by side", "inline", "并排"],
        group: "view",
        icon: IconColumns2,
        perform: toggleSideBySide,
      },
      {
        id: "history.toggle-unchanged",
        title: t("history.commands.toggleUnchanged"),
        group: "view",
        icon: IconEye,
        perform: toggleUnchanged,
      },
    ]);
  }, [history, onGoBack, t]);
}
