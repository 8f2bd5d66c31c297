import { Tabs } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { SnippetsView } from "../features/snippets/SnippetsView.tsx";
import { TemplatesView } from "../features/templates/TemplatesView.tsx";
import { openPrompt } from "./app-store.ts";

/** What prompts are made of: templates to begin with, and snippets to put in. */
export function Library() {
  const { t } = useTranslation();
  return (
    <Tabs defaultValue="templates">
      <Tabs.List>
        <Tabs.Tab value="templates">{t("shell.library.templates")}</Tabs.Tab>
        <Tabs.Tab value="snippets">{t("shell.library.snippets")}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="templates">
        <TemplatesView onOpenPrompt={openPrompt} />
      </Tabs.Panel>
      <Tabs.Panel value="snippets">
        <SnippetsView onOpenPrompt={openPrompt} />
      </Tabs.Panel>
    </Tabs>
  );
}
