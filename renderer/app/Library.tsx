import { Tabs } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { SnippetsView } from "../features/snippets/SnippetsView.tsx";
import { TemplatesView } from "../features/templates/TemplatesView.tsx";
import { openTestDialog } from "../features/tests/tests-view-store.ts";
import { openPrompt } from "./app-store.ts";
import classes from "./Library.module.css";
import { useLibrary } from "./library-store.ts";
import { openTestRun } from "./places.ts";

/** What prompts are made of: templates to begin with, and snippets to put in. */
export function Library() {
  const { t } = useTranslation();
  const shelf = useLibrary((state) => state.shelf);
  return (
    <Tabs
      value={shelf}
      onChange={(chosen) => useLibrary.setState({ shelf: chosen === "snippets" ? "snippets" : "templates" })}
      classNames={{
        root: classes.library ?? "",
        list: classes.list ?? "",
        tab: classes.tab ?? "",
        panel: classes.panel ?? "",
      }}
    >
      <div className={classes.bar}>
        <h1 className={classes.title}>{t("shell.rail.library")}</h1>
        <Tabs.List>
          <Tabs.Tab value="templates">{t("shell.library.templates")}</Tabs.Tab>
          <Tabs.Tab value="snippets">{t("shell.library.snippets")}</Tabs.Tab>
        </Tabs.List>
      </div>
      <Tabs.Panel value="templates">
        <TemplatesView onOpenPrompt={openPrompt} onOpenTestRun={openTestRun} onTest={openTestDialog} />
      </Tabs.Panel>
      <Tabs.Panel value="snippets">
        <SnippetsView onOpenPrompt={openPrompt} />
      </Tabs.Panel>
    </Tabs>
  );
}
