import { createSpotlight } from "@mantine/spotlight";
import { create } from "zustand";
import type { Cursor } from "./cursor.ts";

export const [insertStore, insertList] = createSpotlight();

/** Opens empty, with the first snippet chosen: Enter alone puts it in. */
export function openInsertList(): void {
  insertStore.setState({ ...insertStore.getState(), opened: true, selected: 0, query: "" });
}

export const chooseInsertLine = (selected: number): void =>
  insertStore.setState({ ...insertStore.getState(), selected });

/** What is to become a snippet; null: nothing. */
export const useMaking = create<{ cursor: Cursor | null }>(() => ({ cursor: null }));
export const stopMaking = (): void => useMaking.setState({ cursor: null });
