import { createSpotlight } from "@mantine/spotlight";

export const [paletteStore, palette] = createSpotlight();

/** Opens with the first line chosen, so that Enter alone does it. */
export function togglePalette(): void {
  const state = paletteStore.getState();
  if (state.opened) palette.close();
  else paletteStore.setState({ ...state, opened: true, selected: 0 });
}

export const chooseLine = (selected: number): void =>
  paletteStore.setState({ ...paletteStore.getState(), selected });
