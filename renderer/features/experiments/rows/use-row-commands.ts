import { IconChevronDown, IconChevronUp, IconTextRecognition, IconX } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { registerCommands } from "../../../commands/registry.ts";
import { cycleDifference } from "./rows-view-store.ts";

interface Acts {
  step: (by: 1 | -1) => Promise<void>;
  /** null: no case is open. */
  close: (() => void) | null;
}

/** Keeps the commands of the side-by-side view registered while it is on the screen. */
export function useRowCommands({ step, close }: Acts): void {
  const { t } = useTranslation();
  useEffect(
    () =>
      registerCommands("compare-rows", [
        {
          id: "compare.next-broken",
          title: t("compare.rows.commands.nextBroken"),
          group: "go",
          keywords: ["regression", "broken", "next", "变差", "下一个"],
          shortcut: "F8",
          icon: IconChevronDown,
          perform: () => step(1),
        },
        {
          id: "compare.previous-broken",
          title: t("compare.rows.commands.previousBroken"),
          group: "go",
          keywords: ["regression", "broken", "previous", "变差", "上一个"],
          shortcut: "shift+F8",
          icon: IconChevronUp,
          perform: () => step(-1),
        },
        {
          id: "compare.difference",
          title: t("compare.rows.commands.difference"),
          group: "view",
          keywords: ["diff", "expected", "差异", "期望"],
          icon: IconTextRecognition,
          perform: cycleDifference,
        },
        {
          id: "compare.close-case",
          title: t("compare.rows.commands.closeCase"),
          group: "view",
          keywords: ["case", "close", "用例", "关闭"],
          icon: IconX,
          enabled: () => close !== null,
          perform: () => close?.(),
        },
      ]),
    [t, step, close],
  );
}
