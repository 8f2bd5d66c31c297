import { create } from "zustand";

/** How comparisons are shown, for as long as the page lives. */
export const useHistoryLook = create(() => ({ sideBySide: true, showUnchanged: false }));

export const toggleSideBySide = (): void =>
  useHistoryLook.setState(({ sideBySide }) => ({ sideBySide: !sideBySide }));

export const toggleUnchanged = (): void =>
  useHistoryLook.setState(({ showUnchanged }) => ({ showUnchanged: !showUnchanged }));
