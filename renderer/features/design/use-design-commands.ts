import { IconClipboardCheck, IconClipboardText, IconSparkles } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { registerCommands } from "../../commands/registry.ts";

interface Verbs {
  onPaste: () => void;
  onGenerate: () => void;
  onCheck: () => void;
}

/** Keeps the commands of the design stage registered while it is on the screen. */
export function useDesignCommands({ onPaste, onGenerate, onCheck }: Verbs): void {
  const { t } = useTranslation();
  useEffect(
    () =>
      registerCommands("design", [
        {
          id: "design.check",
          title: t("design.commands.check"),
          group: "run",
          keywords: ["validate", "compliance", "issues", "校验", "检查", "合规"],
          shortcut: "mod+alt+V",
          icon: IconClipboardCheck,
          perform: onCheck,
        },
        {
          id: "design.generate",
          title: t("design.commands.generate"),
          group: "prompt",
          keywords: ["write", "generate", "first draft", "生成", "代写"],
          icon: IconSparkles,
          perform: onGenerate,
        },
        {
          id: "design.paste",
          title: t("design.commands.paste"),
          group: "prompt",
          keywords: ["paste", "structure", "import", "粘贴", "整理"],
          icon: IconClipboardText,
          perform: onPaste,
        },
      ]),
    [t, onPaste, onGenerate, onCheck],
  );
}
