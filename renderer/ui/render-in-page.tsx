import { MantineProvider } from "@mantine/core";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { theme } from "./theme.ts";

/** For tests: renders as the page does, in its kit and theme. jsdom has no media, and none of its queries match. */
export function renderInPage(view: ReactNode): void {
  window.matchMedia = (media) =>
    Object.assign(new EventTarget(), {
      matches: false,
      media,
      onchange: null,
      addListener: () => {},
      removeListener: () => {},
    });
  render(
    <MantineProvider env="test" theme={theme} forceColorScheme="light">
      {view}
    </MantineProvider>,
  );
}
