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

const withDetail = ["categories", "cards", "template"] as const;
const withoutDetail = ["categories", "cards"] as const;

/** The library's templates: found by category, language, tag and words; one of them beside the others. */
export function TemplatesView(props: TemplatesViewProps) {
  const { t } = useTranslation();
  const filter = useTemplatesView((state) => state.filter);
  const chosen = useTemplatesView((state) => state.chosen);
  const changes = useLibraryChanges();
  const layout = usePanelLayout(
    chosen === null ? "templates" : "templates-detail",
    chosen === null ? withoutDetail : withDetail,
  );
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
      <Group
        // Without the details there is another number of panels, whose sizes are kept apart.
        key={chosen === null ? "cards" : "cards-and-detail"}
        id="templates-page"
        orientation="horizontal"
        {...layout}
      >
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
        <Panel id="cards" minSize={320}>
          <TemplateCards reading={reading} chosen={chosen} onChoose={showTemplate} />
        </Panel>
        {chosen !== null && (
          <>
            <Separator className={classes.separator} aria-label={t("templates.resizeDetail")} />
            <Panel
              id="template"
              defaultSize={480}
              minSize={360}
              maxSize={900}
              groupResizeBehavior="preserve-pixel-size"
            >
              <TemplateDetail
                key={chosen}
                templateKey={chosen}
                changes={changes}
                onClose={() => showTemplate(null)}
                {...props}
              />
            </Panel>
          </>
        )}
      </Group>
    </div>
  );
}
