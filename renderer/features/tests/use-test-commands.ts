import { IconTestPipe } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import { registerCommands } from "../../commands/registry.ts";
import { openTestDialog } from "./tests-view-store.ts";

/** The way into a test from everywhere: of the prompt in front where there is one. */
export function useTestCommands(promptId: PromptId | null): void {
  const { t } = useTranslation();
  useEffect(
    () =>
      registerCommands("tests", [
        {
          id: "tests.begin",
          title: t(promptId === null ? "tests.commands.beginAny" : "tests.commands.begin"),
          group: "run",
          keywords: ["test", "suite", "cases", "evaluate", "测试", "用例集", "评测"],
          shortcut: "mod+shift+Enter",
          icon: IconTestPipe,
          perform: () => openTestDialog({ promptId }),
        },
      ]),
    [t, promptId],
  );
}
