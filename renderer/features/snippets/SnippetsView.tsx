import { Button } from "@mantine/core";
import { IconBlockquote, IconPlus } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Group, Panel, Separator } from "react-resizable-panels";
import type { PromptId } from "#shared/model/ids.ts";
import { registerCommands } from "../../commands/registry.ts";
import { usePanelLayout } from "../../host/panel-layout.ts";
import { useSnippetLibrary, watchSnippetLibrary } from "../../host/snippet-library.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import classes from "../../ui/list-beside-one.module.css";
import { SnippetList } from "./list/SnippetList.tsx";
import { SnippetMap } from "./map/SnippetMap.tsx";
import { SnippetWork } from "./one/SnippetWork.tsx";
import { SnippetDialog } from "./SnippetDialog.tsx";
import { askAboutSnippet, showSnippet, useSnippetsView } from "./snippets-view-store.ts";

export interface SnippetsViewProps {
  onOpenPrompt: (promptId: PromptId) => void;
}

const panels = ["list", "snippet"] as const;

/** The snippets beside one of them, or beside who uses whom. */
export function SnippetsView({ onOpenPrompt }: SnippetsViewProps) {
  const { t } = useTranslation();
  const { snippetId, wanted, isMap } = useSnippetsView();
  const snippets = useSnippetLibrary((state) => state.snippets);
  const layout = usePanelLayout("snippets", panels);
  useEffect(() => watchSnippetLibrary({ counts: true }), []);
  useEffect(
    () =>
      registerCommands("snippets", [
        {
          id: "snippets.create",
          title: t("snippets.commands.create"),
          group: "prompt",
          keywords: ["new snippet", "fragment", "新建", "片段"],
          icon: IconPlus,
          perform: () => askAboutSnippet({ kind: "create" }),
        },
      ]),
    [t],
  );
  const isWanted = wanted === null ? undefined : snippets?.find(({ name }) => name === wanted);
  useEffect(() => {
    if (isWanted !== undefined) showSnippet(isWanted.snippetId);
  }, [isWanted]);
  // There is something to see from the first moment; one that is gone gives way to another.
  const shown = snippets?.find((snippet) => snippet.snippetId === snippetId) ?? snippets?.[0];

  return (
    <div className={classes.view}>
      <Group id="snippets-page" orientation="horizontal" {...layout}>
        <Panel
          id="list"
          defaultSize={272}
          minSize={200}
          maxSize={480}
          groupResizeBehavior="preserve-pixel-size"
        >
          <SnippetList activeId={isMap ? null : (shown?.snippetId ?? null)} />
        </Panel>
        <Separator className={classes.separator} aria-label={t("snippets.resize")} />
        <Panel id="snippet" minSize={420}>
          <div className={classes.main}>
            {isMap ? (
              <SnippetMap onOpenPrompt={onOpenPrompt} />
            ) : shown !== undefined ? (
              // The key: what is typed belongs to one snippet.
              <SnippetWork key={shown.snippetId} snippet={shown} onOpenPrompt={onOpenPrompt} />
            ) : (
              snippets !== null && (
                <EmptyState
                  icon={IconBlockquote}
                  title={t("snippets.empty.title")}
                  text={t("snippets.empty.text", { reference: "{>name}" })}
                  action={
                    <Button
                      leftSection={<IconPlus size={14} />}
                      onClick={() => askAboutSnippet({ kind: "create" })}
                    >
                      {t("snippets.create")}
                    </Button>
                  }
                />
              )
            )}
          </div>
        </Panel>
      </Group>
      <SnippetDialog />
    </div>
  );
}
