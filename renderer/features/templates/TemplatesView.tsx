import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Group, Panel, Separator } from "react-resizable-panels";
import type { PromptId, SuiteId, TestRunId } from "#shared/model/ids.ts";
import { host } from "../../host/host.ts";
import { usePanelLayout } from "../../host/panel-layout.ts";
import { useReading } from "../../ui/use-reading.ts";
import { TemplateDetail } from "./detail/TemplateDetail.tsx";
import { CategoryList } from "./list/CategoryList.tsx";
import { TemplateCards } from "./list/TemplateCards.tsx";
import classes from "./TemplatesView.module.css";
import { showTemplate, useTemplatesView } from "./templates-view-store.ts";
import { useLibraryChanges } from "./use-library-changes.ts";

export interface TemplatesViewProps {
  onOpenPrompt: (promptId: PromptId) => void;
  onOpenTestRun: (testRunId: TestRunId) => void;
  /** Asks for the models first. */
  onTest: (made: { promptId: PromptId; suiteId: SuiteId | null }) => void;
}

const panels = ["categories", "found"] as const;
const foundPanels = ["cards", "template"] as const;

/** The library's templates: found by category, language, tag and words; one of them beside the others. */
export function TemplatesView(props: TemplatesViewProps) {
  const { t } = useTranslation();
  const filter = useTemplatesView((state) => state.filter);
  const chosen = useTemplatesView((state) => state.chosen);
  const changes = useLibraryChanges();
  const layout = usePanelLayout("templates", panels);
  const foundLayout = usePanelLayout("templates-found", foundPanels);
  // Who opened it with the keyboard goes on in it; with the mouse the focus stays where it was.
  const isByKeyboard = useRef(false);
  const { shelf, search, language, tag } = filter;
  const reading = useReading(JSON.stringify([filter, changes]), (signal) =>
    host.call(
      "templates.list",
      {
        search,
        onlyOwn: shelf === "own",
        ...(shelf === "own" || shelf === "all" ? {} : { category: shelf }),
        ...(language === null ? {} : { language }),
        ...(tag === null ? {} : { tag }),
      },
      signal,
    ),
  );

  return (
    <div className={classes.view}>
      <Group id="templates-page" orientation="horizontal" {...layout}>
        <Panel
          id="categories"
          defaultSize={208}
          minSize={168}
          maxSize={360}
          groupResizeBehavior="preserve-pixel-size"
        >
          <CategoryList facts={reading.value} />
        </Panel>
        <Separator className={classes.separator} aria-label={t("templates.resizeList")} />
        <Panel id="found" minSize={480}>
          <Group id="templates-found" orientation="horizontal" {...foundLayout}>
            <Panel id="cards" minSize={300}>
              <TemplateCards
                reading={reading}
                chosen={chosen}
                onChoose={(key, byKeyboard) => {
                  isByKeyboard.current = byKeyboard;
                  showTemplate(key);
                }}
              />
            </Panel>
            {chosen !== null && (
              <>
                <Separator className={classes.separator} aria-label={t("templates.resizeDetail")} />
                <Panel id="template" defaultSize="46%" minSize={340}>
                  <TemplateDetail
                    key={chosen}
                    templateKey={chosen}
                    changes={changes}
                    isEntered={isByKeyboard.current}
                    onClose={() => {
                      showTemplate(null);
                      focusCard(chosen);
                    }}
                    {...props}
                  />
                </Panel>
              </>
            )}
          </Group>
        </Panel>
      </Group>
    </div>
  );
}

/** Back to where it was opened from; not where the filter has taken it away meanwhile. */
const focusCard = (key: string): void =>
  document.querySelector<HTMLElement>(`[data-template="${CSS.escape(key)}"] [data-card]`)?.focus();
