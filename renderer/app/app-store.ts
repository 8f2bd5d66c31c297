import { create } from "zustand";
import type { PromptId } from "#shared/model/ids.ts";
import type { Area, Settings } from "#shared/model/settings.ts";
import { updateSettings } from "../host/settings-store.ts";

export type { Area };
export type TabView = "edit" | "history" | "design";

interface AppState {
  area: Area;
  openTabs: PromptId[];
  activeTab: PromptId | null;
  /** Absent: "edit". */
  views: Partial<Record<PromptId, TabView>>;
  isSidebarHidden: boolean;
  isKeyboardMapOpen: boolean;
}

export const useApp = create<AppState>(() => ({
  area: "studio",
  openTabs: [],
  activeTab: null,
  views: {},
  isSidebarHidden: false,
  isKeyboardMapOpen: false,
}));

/** The contract keeps at most this many; the oldest one that is not shown gives way. */
const mostTabs = 50;

type Place = Pick<Settings, "openTabs" | "activeTab" | "area" | "sidebarHidden">;

/** Opens the page where it was left: its tabs, its area and whether the list of prompts was shown. */
export function restoreTabs({ openTabs, activeTab, area, sidebarHidden }: Place): void {
  const known = activeTab !== null && openTabs.includes(activeTab);
  useApp.setState({
    openTabs,
    activeTab: known ? activeTab : (openTabs.at(-1) ?? null),
    area,
    isSidebarHidden: sidebarHidden,
  });
  stored = currentPlace();
}

export function goTo(area: Area): void {
  useApp.setState({ area });
  savePlace();
}

/** Shows a prompt in the Studio, in its own tab. */
export function openPrompt(promptId: PromptId, view?: TabView): void {
  const { openTabs, views } = useApp.getState();
  const isOpen = openTabs.includes(promptId);
  useApp.setState({
    area: "studio",
    openTabs: isOpen ? openTabs : [...openTabs.slice(-(mostTabs - 1)), promptId],
    activeTab: promptId,
    ...(view === undefined ? {} : { views: { ...views, [promptId]: view } }),
  });
  savePlace();
}

/** Closes a tab; the one to its right is shown next, or else the one to its left. */
export function closeTab(promptId: PromptId): void {
  const { openTabs, activeTab, views } = useApp.getState();
  const index = openTabs.indexOf(promptId);
  if (index < 0) return;
  const rest = openTabs.filter((id) => id !== promptId);
  const { [promptId]: _closed, ...otherViews } = views;
  useApp.setState({
    openTabs: rest,
    activeTab: activeTab === promptId ? (rest[index] ?? rest[index - 1] ?? null) : activeTab,
    views: otherViews,
  });
  savePlace();
}

export function closeOtherTabs(): void {
  const { activeTab } = useApp.getState();
  if (activeTab === null) return;
  useApp.setState({ openTabs: [activeTab] });
  savePlace();
}

/** Shows the tab `step` places to the right of the one shown; after the last comes the first. */
export function stepTab(step: 1 | -1): void {
  const { openTabs, activeTab } = useApp.getState();
  if (openTabs.length === 0) return;
  const index = activeTab === null ? 0 : openTabs.indexOf(activeTab);
  const next = openTabs.at((index + step) % openTabs.length);
  if (next !== undefined) openPrompt(next);
}

export const viewOf = (promptId: PromptId): TabView => useApp.getState().views[promptId] ?? "edit";

export const showView = (promptId: PromptId, view: TabView): void =>
  useApp.setState(({ views }) => ({ views: { ...views, [promptId]: view } }));

export function showSidebar(isShown: boolean): void {
  useApp.setState({ isSidebarHidden: !isShown });
  savePlace();
}

export const showKeyboardMap = (isShown: boolean): void => useApp.setState({ isKeyboardMapOpen: isShown });

/** What is in the store as far as this page knows: a sidebar that is dragged says with every frame that it is shown. */
let stored: Place | null = null;

function currentPlace(): Place {
  const { openTabs, activeTab, area, isSidebarHidden } = useApp.getState();
  return { openTabs, activeTab, area, sidebarHidden: isSidebarHidden };
}

function savePlace(): void {
  const place = currentPlace();
  if (stored !== null && isSamePlace(stored, place)) return;
  stored = place;
  // Not worth a message: the next change stores it again, and the status bar tells when Lathe does not answer.
  updateSettings(place).catch(() => {
    stored = null;
  });
}

const isSamePlace = (one: Place, other: Place): boolean =>
  one.openTabs === other.openTabs &&
  one.activeTab === other.activeTab &&
  one.area === other.area &&
  one.sidebarHidden === other.sidebarHidden;
