import {
  IconDownload,
  IconLayoutSidebarRight,
  IconPlayerPlay,
  IconRowInsertBottom,
  IconSparkles,
  IconUpload,
} from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { dataFormat, type Suite } from "#shared/model/suite.ts";
import { type Command, registerCommands } from "../../../commands/registry.ts";
import { exportSuite } from "../import/export-suite.ts";
import { beginTask, showTab, useSuitesView } from "../suites-view-store.ts";
import type { TableActions } from "../table/use-table-actions.ts";
import type { OpenSuite } from "./open-suite.ts";

interface Working {
  suite: OpenSuite;
  facts: Suite;
  actions: TableActions;
  onTest: (facts: Suite) => void;
}

/** Where Ctrl+Enter belongs to what is typed into. */
const isTypedInto = (focused: EventTarget | null): boolean =>
  focused instanceof HTMLTextAreaElement && focused.dataset.editing !== undefined;

/** Keeps the commands of the suite on the screen registered, in the language of the page. */
export function useSuiteCommands({ suite, facts, actions, onTest }: Working): void {
  const { t } = useTranslation();
  useEffect(() => {
    const commands: Command[] = [
      {
        id: "suites.test",
        title: t("suites.commands.test"),
        group: "run",
        keywords: ["run", "test", "suite", "测试", "运行"],
        shortcut: "mod+Enter",
        isMeant: (focused) => !isTypedInto(focused),
        icon: IconPlayerPlay,
        enabled: () => facts.cases > 0,
        async perform() {
          // What was typed last is part of what is tested.
          if (await suite.flush()) onTest(facts);
        },
      },
      {
        id: "suites.add-case",
        title: t("suites.commands.addCase"),
        group: "run",
        keywords: ["row", "new case", "添加", "用例"],
        shortcut: "mod+alt+Enter",
        icon: IconRowInsertBottom,
        perform: actions.addLast,
      },
      {
        id: "suites.import",
        title: t("suites.commands.import"),
        group: "run",
        keywords: ["csv", "jsonl", "yaml", "excel", "导入"],
        shortcut: "mod+alt+O",
        icon: IconUpload,
        perform: () => beginTask("import"),
      },
      {
        id: "suites.generate",
        title: t("suites.commands.generate"),
        group: "run",
        keywords: ["propose", "model", "生成"],
        shortcut: "mod+alt+G",
        icon: IconSparkles,
        perform: () => beginTask("generate"),
      },
      {
        id: "suites.inspector",
        title: t("suites.commands.inspector"),
        group: "view",
        keywords: ["panel", "case", "侧栏", "面板"],
        shortcut: "mod+I",
        icon: IconLayoutSidebarRight,
        perform: () => showTab(useSuitesView.getState().tab === null ? "case" : null),
      },
      ...dataFormat.options.map(
        (format): Command => ({
          id: `suites.export-${format}`,
          title: t("suites.commands.export", { format: t(`suites.format.${format}`) }),
          group: "run",
          keywords: ["download", "save", "导出", "下载"],
          icon: IconDownload,
          perform: () => exportSuite(facts, format),
        }),
      ),
    ];
    return registerCommands("suite", commands);
  }, [t, suite, facts, actions, onTest]);
}
