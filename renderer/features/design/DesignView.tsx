import { Button, Loader, Tabs } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconClipboardText, IconPencil, IconSparkles } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Group, Panel, Separator } from "react-resizable-panels";
import { usePanelLayout } from "../../host/panel-layout.ts";
import { useWorkspace } from "../../host/workspace-store.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { CheckPanel } from "./check/CheckPanel.tsx";
import { useValidation } from "./check/use-validation.ts";
import { DesignDialogs } from "./DesignDialogs.tsx";
import classes from "./DesignView.module.css";
import type { DesignProps } from "./design-port.ts";
import { focusField } from "./form/focus-field.ts";
import { SpecForm } from "./form/SpecForm.tsx";
import type { SpecEdit } from "./form/spec-edits.ts";
import { LinkNotice } from "./link/LinkNotice.tsx";
import { useLink } from "./link/use-link.ts";
import type { OpenSpec } from "./spec/open-spec.ts";
import { SpecSaveLine, SpecTrouble } from "./spec/SpecSaveLine.tsx";
import type { OpenSpecState } from "./spec/spec-state.ts";
import { useOpenSpec } from "./spec/specs.ts";
import { useDesignCommands } from "./use-design-commands.ts";

/** The design stage of a prompt: what it is for, beside the text that comes of it. */
export function DesignView(props: DesignProps) {
  const { promptId, draft } = props;
  const { t } = useTranslation();
  const spec = useOpenSpec(promptId, draft.flush);
  const state = spec.useSpec((store) => store.state);
  if (state.kind === "failed") {
    return <ErrorState title={t("design.openFailed")} error={state.error} onRetry={() => void spec.open()} />;
  }
  if (state.kind === "opening") {
    return (
      <div className={classes.opening} role="status">
        <Loader size={16} aria-hidden />
        {t("design.opening")}
      </div>
    );
  }
  return <OpenDesign {...props} spec={spec} state={state} />;
}

/** From this width on, in pixels, the check stands beside the text. */
const wideFrom = 1_360;
const two = ["form", "text"] as const;
const three = ["form", "text", "check"] as const;

function OpenDesign(props: DesignProps & { spec: OpenSpec; state: OpenSpecState }) {
  const {
    promptId,
    draft,
    spec,
    state,
    renderText,
    renderDiff,
    renderModelField,
    onTest,
    onClose,
    onCreated,
  } = props;
  const { t } = useTranslation();
  const isReadOnly = useWorkspace((workspace) => workspace.access === "read-only");
  const link = useLink(spec, state, draft);
  const validation = useValidation(promptId);
  const [pane, setPane] = useState<"text" | "check">("text");
  const [asked, setAsked] = useState(0);
  const [dialog, setDialog] = useState<"paste" | "generate" | null>(null);
  const { ref, width } = useElementSize();
  const isWide = width >= wideFrom;
  const twoLayout = usePanelLayout("design", two);
  const threeLayout = usePanelLayout("design-wide", three);
  const isLaidOut = width > 0;
  const isBegun = useRef(!state.isWritten);
  useEffect(() => {
    if (isBegun.current && isLaidOut) focusField("useCase");
  }, [isLaidOut]);
  const onEdit = useCallback((edit: SpecEdit) => spec.edit(edit), [spec]);
  useDesignCommands(
    useMemo(
      () => ({
        onPaste: () => setDialog("paste"),
        onGenerate: () => setDialog("generate"),
        onCheck: () => {
          setPane("check");
          setAsked((now) => now + 1);
        },
      }),
      [],
    ),
  );

  function go(where: string): void {
    const [, kind, index, name] = /^(messages|variables|values)(?:\[(\d+)\]|\.(.+))$/.exec(where) ?? [];
    if (kind === undefined) {
      focusField(where);
      return;
    }
    setPane("text");
    if (kind === "values" && name !== undefined) draft.showValue(name);
    else if (kind === "variables" && index !== undefined) {
      draft.showVariable(draft.content?.variables[Number(index)]?.name ?? "");
    } else draft.showMessage(Number(index ?? 0));
  }

  const notice = <LinkNotice spec={spec} state={state} draft={draft} link={link} renderDiff={renderDiff} />;
  const form = (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.form} aria-label={t("design.spec.title")} tabIndex={0}>
      <SpecForm spec={state.spec} isReadOnly={isReadOnly} onEdit={onEdit} />
    </section>
  );
  const check = (
    <CheckPanel
      promptId={promptId}
      spec={state.spec}
      draft={draft}
      validation={validation}
      asked={asked}
      renderDiff={renderDiff}
      onGo={go}
      onTest={onTest}
    />
  );
  const issues = validation.checked?.report.issues.length ?? 0;
  const resize = <Separator className={classes.separator} aria-label={t("design.resize")} />;

  return (
    <div className={classes.view}>
      <header className={classes.head}>
        <h2 className={classes.title}>{t("design.spec.title")}</h2>
        <SpecSaveLine spec={spec} state={state} />
        <span className={classes.space} />
        <Button
          variant="default"
          leftSection={<IconSparkles size={14} />}
          onClick={() => setDialog("generate")}
        >
          {t("design.generate.open")}
        </Button>
        <Button
          variant="default"
          leftSection={<IconClipboardText size={14} />}
          onClick={() => setDialog("paste")}
        >
          {t("design.paste.open")}
        </Button>
        <Button variant="default" leftSection={<IconPencil size={14} />} onClick={() => onClose()}>
          {t("design.backToText")}
        </Button>
      </header>
      <SpecTrouble spec={spec} state={state} />
      <div className={classes.body} ref={ref}>
        {isLaidOut && isWide && (
          <Group key="wide" orientation="horizontal" {...threeLayout}>
            <Panel id="form" defaultSize="34%" minSize={360}>
              {form}
            </Panel>
            {resize}
            <Panel id="text" minSize={400}>
              {renderText(notice)}
            </Panel>
            <Separator className={classes.separator} aria-label={t("design.resizeCheck")} />
            <Panel id="check" defaultSize="28%" minSize={340}>
              {check}
            </Panel>
          </Group>
        )}
        {isLaidOut && !isWide && (
          <Group key="narrow" orientation="horizontal" {...twoLayout}>
            <Panel id="form" defaultSize="46%" minSize={360}>
              {form}
            </Panel>
            {resize}
            <Panel id="text" minSize={380}>
              <Tabs
                value={pane}
                // An activity that is hidden would take the commands of the text with it: saving a version, undo.
                keepMounted
                keepMountedMode="display-none"
                onChange={(chosen) => setPane(chosen === "check" ? "check" : "text")}
                classNames={{ root: classes.tabs ?? "", panel: classes.tabPanel ?? "" }}
              >
                <Tabs.List>
                  <Tabs.Tab value="text">{t("design.tab.text")}</Tabs.Tab>
                  <Tabs.Tab
                    value="check"
                    rightSection={issues > 0 ? <span className={classes.count}>{issues}</span> : undefined}
                  >
                    {t("design.tab.check")}
                  </Tabs.Tab>
                </Tabs.List>
                <Tabs.Panel value="text">{renderText(notice)}</Tabs.Panel>
                <Tabs.Panel value="check">{check}</Tabs.Panel>
              </Tabs>
            </Panel>
          </Group>
        )}
      </div>
      {dialog !== null && (
        <DesignDialogs
          kind={dialog}
          spec={spec}
          state={state}
          draft={draft}
          renderDiff={renderDiff}
          renderModelField={renderModelField}
          onCreated={onCreated}
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  );
}
