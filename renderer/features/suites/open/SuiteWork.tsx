import { Button, Loader } from "@mantine/core";
import { IconPlus, IconSearchOff, IconSparkles, IconTable, IconUpload } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Group, Panel, Separator } from "react-resizable-panels";
import type { PromptId } from "#shared/model/ids.ts";
import type { Suite } from "#shared/model/suite.ts";
import { usePanelLayout } from "../../../host/panel-layout.ts";
import { errorCode } from "../../../i18n/error-text.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import type { SheetHandle } from "../../../ui/sheet/Sheet.tsx";
import { at, type Selection } from "../../../ui/sheet/sheet-selection.ts";
import { SuiteInspector } from "../SuiteInspector.tsx";
import { SuiteTaskDialogs } from "../SuiteTaskDialogs.tsx";
import { beginTask, showSuite, useSuitesView } from "../suites-view-store.ts";
import { CaseTable } from "../table/CaseTable.tsx";
import { caseColumns } from "../table/case-columns.ts";
import { useColumnWidths } from "../table/column-look.ts";
import { useTableActions } from "../table/use-table-actions.ts";
import { CaseToolbar } from "./CaseToolbar.tsx";
import type { OpenSuite } from "./open-suite.ts";
import { suiteInputs } from "./prompt-inputs.ts";
import { SaveTrouble } from "./SaveStateLine.tsx";
import { SuiteHeader } from "./SuiteHeader.tsx";
import classes from "./SuiteWork.module.css";
import { isFiltered, noFilter } from "./suite-state.ts";
import { usePromptContent } from "./use-prompt-content.ts";
import { useSuiteCommands } from "./use-suite-commands.ts";

const panels = ["cases", "inspector"] as const;

interface Props {
  suite: OpenSuite;
  onTest: (facts: Suite) => void;
  onOpenPrompt: (promptId: PromptId) => void;
}

/** One suite: its cases, and what belongs to one of them or to all. */
export function SuiteWork({ suite, onTest, onOpenPrompt }: Props) {
  const { t } = useTranslation();
  const facts = suite.useSuite((state) => state.suite);
  const failure = suite.useSuite((state) => state.failure);
  useEffect(() => {
    void suite.refresh();
  }, [suite]);
  // It was removed elsewhere, or belonged to another workspace.
  const isGone = errorCode(failure) === "suites.not-found";
  useEffect(() => {
    if (isGone) showSuite(null);
  }, [isGone]);
  if (facts === null) {
    return (
      <div className={classes.state}>
        {failure === null ? (
          <Loader size={20} aria-label={t("suites.loading")} />
        ) : (
          <ErrorState title={t("suites.failure.read")} error={failure} onRetry={() => void suite.refresh()} />
        )}
      </div>
    );
  }
  return <Work suite={suite} facts={facts} onTest={onTest} onOpenPrompt={onOpenPrompt} />;
}

function Work({ suite, facts, onTest, onOpenPrompt }: Props & { facts: Suite }) {
  const { t } = useTranslation();
  const total = suite.useSuite((state) => state.total);
  const content = usePromptContent(facts.promptId);
  const [added, setAdded] = useState<readonly string[]>([]);
  const { widths, resize } = useColumnWidths();
  const [selection, setSelection] = useState<Selection>(at(0, 0));
  const sheet = useRef<SheetHandle>(null);
  const tab = useSuitesView((state) => state.tab);
  const layout = usePanelLayout("suite", panels);

  const inputNames = facts.inputNames.join("\n");
  const inputs = useMemo(
    () => suiteInputs(content, inputNames === "" ? [] : inputNames.split("\n"), added),
    [content, inputNames, added],
  );
  const columns = useMemo(() => caseColumns(t, { inputs, widths }), [t, inputs, widths]);
  const shown = useMemo(() => columns.filter(({ key }) => widths[key] !== 0), [columns, widths]);
  const actions = useTableActions({ suite, columns: shown, onSelect: setSelection });
  useSuiteCommands({ suite, facts, actions, onTest });

  const table = (
    <div className={classes.work}>
      <SuiteHeader suite={suite} facts={facts} onOpenPrompt={onOpenPrompt} />
      <SaveTrouble suite={suite} />
      <CaseToolbar
        suite={suite}
        facts={facts}
        total={total}
        columns={columns}
        isHidden={(key) => widths[key] === 0}
        onHide={(key, isHidden) => resize(key, isHidden ? 0 : 216, true)}
        onAddColumn={(name) => setAdded((names) => [...names, name])}
      />
      <div className={classes.table}>
        {total === 0 ? (
          <NoCases suite={suite} onAdd={() => void actions.addLast()} />
        ) : (
          <CaseTable
            suite={suite}
            name={facts.name}
            total={total ?? facts.cases}
            columns={shown}
            actions={actions}
            selection={selection}
            onSelect={setSelection}
            onResize={resize}
            handle={sheet}
          />
        )}
      </div>
      <SuiteTaskDialogs suite={suite} facts={facts} content={content} inputs={inputs} />
    </div>
  );
  return (
    <Group id="suite" orientation="horizontal" {...layout}>
      <Panel id="cases" minSize={320}>
        {table}
      </Panel>
      {tab !== null && (
        <>
          <Separator className={classes.separator} aria-label={t("suites.inspector.resize")} />
          <Panel
            id="inspector"
            defaultSize={336}
            minSize={264}
            maxSize={640}
            groupResizeBehavior="preserve-pixel-size"
          >
            <SuiteInspector
              suite={suite}
              facts={facts}
              content={content}
              inputs={inputs}
              row={selection.focus.row}
            />
          </Panel>
        </>
      )}
    </Group>
  );
}

function NoCases({ suite, onAdd }: { suite: OpenSuite; onAdd: () => void }) {
  const { t } = useTranslation();
  const filter = suite.useSuite((state) => state.filter);
  if (isFiltered(filter)) {
    return (
      <EmptyState
        icon={IconSearchOff}
        title={t("suites.noCases.noMatch")}
        text={t("suites.noCases.noMatchText")}
        action={
          <Button variant="default" onClick={() => suite.filter(noFilter)}>
            {t("suites.noCases.clearFilter")}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={IconTable}
      title={t("suites.noCases.title")}
      text={t("suites.noCases.text")}
      action={
        <>
          <Button leftSection={<IconPlus size={14} />} onClick={onAdd}>
            {t("suites.table.add")}
          </Button>
          <Button
            variant="default"
            leftSection={<IconUpload size={14} />}
            onClick={() => beginTask("import")}
          >
            {t("suites.header.import")}
          </Button>
          <Button
            variant="default"
            leftSection={<IconSparkles size={14} />}
            onClick={() => beginTask("generate")}
          >
            {t("suites.header.generate")}
          </Button>
        </>
      }
    />
  );
}
