import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "@mantine/spotlight/styles.layer.css";
import "./ui/theme.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { restoreTabs } from "./app/app-store.ts";
import { Root } from "./app/Root.tsx";
import { loadSettings } from "./host/settings-store.ts";
import { startWorkspaceEvents } from "./host/workspace-events.ts";
import { loadWorkspace } from "./host/workspace-store.ts";
import { resolveLanguage, startI18n } from "./i18n/i18n.ts";

// The right surface from the first pixel; the settings may choose another scheme a moment later.
document.documentElement.dataset.mantineColorScheme = matchMedia("(prefers-color-scheme: dark)").matches
  ? "dark"
  : "light";

const root = createRoot(document.getElementById("root") as HTMLElement);

function show(view: "workbench" | "recovery" | "failure", failure?: unknown): void {
  root.render(
    <StrictMode>
      <Root view={view} failure={failure} onRetry={start} />
    </StrictMode>,
  );
}

async function start(): Promise<void> {
  try {
    // Asked at once, although a closed workspace has none to give.
    const settings = loadSettings();
    settings.catch(() => {});
    const { access } = await loadWorkspace();
    if (access !== "closed") restoreTabs(await settings);
    startWorkspaceEvents();
    show(access === "closed" ? "recovery" : "workbench");
  } catch (failure) {
    show("failure", failure);
  }
}

await startI18n(resolveLanguage("system", navigator.languages));
await start();
