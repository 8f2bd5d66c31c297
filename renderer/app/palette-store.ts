import { createSpotlight } from "@mantine/spotlight";

export const [paletteStore, palette] = createSpotlight();

/** Opens empty, also while it is still closing, and with the first line chosen, so that Enter alone does it. */
export function togglePalette(): void {
  const state = paletteStore.getState();
  if (state.opened) palette.close();
  else paletteStore.setState({ ...state, opened: true, selected: 0, query: "" });
}

export const chooseLine = (selected: number): void =>
  paletteStore.setState({ ...paletteStore.getState(), selected });
