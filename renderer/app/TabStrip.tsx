import { CloseButton } from "@mantine/core";
import { IconFileText } from "@tabler/icons-react";
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import { useSummary } from "../features/prompts/list/prompt-summaries.ts";
import { closeTab, openPrompt, stepTab, useApp } from "./app-store.ts";
import classes from "./TabStrip.module.css";

export const panelIdOf = (promptId: PromptId): string => `panel-${promptId}`;
const tabIdOf = (promptId: PromptId): string => `tab-${promptId}`;

/** The open prompts. Arrows move between them, Delete or the middle button closes. */
export function TabStrip() {
  const { t } = useTranslation();
  const openTabs = useApp((state) => state.openTabs);
  const activeTab = useApp((state) => state.activeTab);
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (activeTab === null || strip.current === null) return;
    // Also when the strip becomes narrower: the prompt on the screen keeps its tab in sight.
    const watch = new ResizeObserver(() =>
      // With its dot and its cross.
      document
        .getElementById(tabIdOf(activeTab))
        ?.parentElement?.scrollIntoView({ inline: "nearest", block: "nearest" }),
    );
    watch.observe(strip.current);
    return () => watch.disconnect();
  }, [activeTab]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowRight") stepTab(1);
    else if (event.key === "ArrowLeft") stepTab(-1);
    else if (event.key === "Delete" && activeTab !== null) closeTab(activeTab);
    else return;
    event.preventDefault();
    const { activeTab: next } = useApp.getState();
    if (next !== null) requestAnimationFrame(() => document.getElementById(tabIdOf(next))?.focus());
  }

  return (
    <div
      ref={strip}
      role="tablist"
      aria-label={t("shell.tabs.label")}
      className={classes.strip}
      onKeyDown={onKeyDown}
      onWheel={(event) => {
        // A wheel turns downwards; the strip goes sideways.
        if (event.deltaX === 0) strip.current?.scrollBy({ left: event.deltaY });
      }}
    >
      {openTabs.map((promptId) => (
        <Tab key={promptId} promptId={promptId} isActive={promptId === activeTab} />
      ))}
    </div>
  );
}

function Tab({ promptId, isActive }: { promptId: PromptId; isActive: boolean }) {
  const { t } = useTranslation();
  const summary = useSummary(promptId);
  const name = summary?.name ?? "…";
  const isChanged = summary?.draftChanged === true;
  const closeOnMiddle = (event: MouseEvent) => {
    if (event.button !== 1) return;
    event.preventDefault();
    closeTab(promptId);
  };
  return (
    <div
      role="none"
      className={classes.tab}
      data-active={isActive || undefined}
      data-changed={isChanged || undefined}
    >
      <button
        type="button"
        role="tab"
        id={tabIdOf(promptId)}
        className={classes.open}
        aria-selected={isActive}
        aria-controls={isActive ? panelIdOf(promptId) : undefined}
        tabIndex={isActive ? 0 : -1}
        title={isChanged ? `${name} · ${t("shell.tabs.unsaved")}` : name}
        onClick={() => openPrompt(promptId)}
        onAuxClick={closeOnMiddle}
      >
        <IconFileText size={14} stroke={1.6} aria-hidden />
        <span className={classes.name}>{name}</span>
        {isChanged && <span className="lathe-visually-hidden"> · {t("shell.tabs.unsaved")}</span>}
      </button>
      {/* By keyboard: Delete on the tab, or the command. */}
      <span className={classes.end} aria-hidden>
        <span className={classes.dot} />
        <CloseButton
          size={20}
          iconSize={12}
          tabIndex={-1}
          className={classes.close ?? ""}
          title={t("shell.tabs.close", { name })}
          onClick={() => closeTab(promptId)}
        />
      </span>
    </div>
  );
}
