import { beforeEach, describe, expect, it, vi } from "vitest";
import type { PromptId } from "#shared/model/ids.ts";

const stored: unknown[] = [];
vi.mock("../host/settings-store.ts", () => ({
  updateSettings: async (patch: unknown) => {
    stored.push(patch);
  },
}));

const {
  closeOtherTabs,
  closeTab,
  goTo,
  openPrompt,
  restoreTabs,
  showSidebar,
  showView,
  stepTab,
  useApp,
  viewOf,
} = await import("./app-store.ts");

const [a, b, c] = ["prm_aaaa", "prm_bbbb", "prm_cccc"] as PromptId[] as [PromptId, PromptId, PromptId];

const left = { area: "studio", sidebarHidden: false } as const;

beforeEach(() => {
  useApp.setState({ views: {} });
  restoreTabs({ ...left, openTabs: [], activeTab: null });
  stored.length = 0;
});

describe("tabs", () => {
  it("open a prompt once, however often it is asked for", () => {
    openPrompt(a);
    openPrompt(b);
    openPrompt(a);
    expect(useApp.getState()).toMatchObject({ openTabs: [a, b], activeTab: a });
  });

  it("are stored with each change, so that a reload finds them", () => {
    openPrompt(a);
    openPrompt(b);
    closeTab(a);
    expect(stored.at(-1)).toMatchObject({ openTabs: [b], activeTab: b });
  });

  it("show the right neighbour after a close, and the left one at the end", () => {
    restoreTabs({ ...left, openTabs: [a, b, c], activeTab: b });
    closeTab(b);
    expect(useApp.getState().activeTab).toBe(c);
    closeTab(c);
    expect(useApp.getState().activeTab).toBe(a);
    closeTab(a);
    expect(useApp.getState().activeTab).toBeNull();
  });

  it("leave the shown tab alone when another one is closed", () => {
    restoreTabs({ ...left, openTabs: [a, b, c], activeTab: a });
    closeTab(c);
    expect(useApp.getState().activeTab).toBe(a);
  });

  it("go round in both directions", () => {
    restoreTabs({ ...left, openTabs: [a, b, c], activeTab: c });
    stepTab(1);
    expect(useApp.getState().activeTab).toBe(a);
    stepTab(-1);
    expect(useApp.getState().activeTab).toBe(c);
  });

  it("never grow past what can be stored: the oldest gives way", () => {
    for (let index = 0; index < 60; index++) openPrompt(`prm_${1000 + index}` as PromptId);
    const { openTabs, activeTab } = useApp.getState();
    expect(openTabs).toHaveLength(50);
    expect(openTabs[0]).toBe("prm_1010");
    expect(activeTab).toBe("prm_1059");
  });

  it("survive a stored active tab that is not open", () => {
    restoreTabs({ ...left, openTabs: [a, b], activeTab: c });
    expect(useApp.getState().activeTab).toBe(b);
  });

  it("keep only the shown one when the others are closed", () => {
    restoreTabs({ ...left, openTabs: [a, b, c], activeTab: b });
    closeOtherTabs();
    expect(useApp.getState()).toMatchObject({ openTabs: [b], activeTab: b });
  });
});

describe("the place where the page was left", () => {
  it("is opened again: the area, and a list of prompts that was put away", () => {
    restoreTabs({ openTabs: [a], activeTab: a, area: "settings", sidebarHidden: true });
    expect(useApp.getState()).toMatchObject({ area: "settings", isSidebarHidden: true, activeTab: a });
  });

  it("is stored when it changes, and not by opening it: a page that only looks writes nothing", () => {
    restoreTabs({ ...left, openTabs: [a], activeTab: a });
    showSidebar(true);
    goTo("studio");
    expect(stored).toEqual([]);
    goTo("settings");
    showSidebar(false);
    showSidebar(false);
    expect(stored).toMatchObject([{ area: "settings" }, { sidebarHidden: true }]);
  });

  it("is the studio again once a prompt is opened from elsewhere", () => {
    goTo("settings");
    openPrompt(b);
    expect(stored.at(-1)).toMatchObject({ area: "studio", activeTab: b });
  });
});

describe("the view of a tab", () => {
  it("belongs to its prompt and is forgotten when the tab is closed", () => {
    openPrompt(a);
    showView(a, "history");
    openPrompt(b);
    expect(viewOf(a)).toBe("history");
    expect(viewOf(b)).toBe("edit");
    closeTab(a);
    openPrompt(a);
    expect(viewOf(a)).toBe("edit");
  });
});
