import type { WebContents } from "electron";
import { isPageUrl } from "./page-frame.ts";

/**
 * A page never goes elsewhere, opens no window and embeds nothing, whatever a model or an imported file put into it: a
 * link by any button or key, `location`, a meta refresh, a form, a file or an address that is dropped on it. Nothing is
 * handed to another program either: Lathe never calls `shell.openExternal`.
 */
export function guardNavigation(contents: Pick<WebContents, "on" | "setWindowOpenHandler">): void {
  contents.on("will-frame-navigate", (details) => {
    // Reloading itself is the one journey that is left.
    if (!(details.isMainFrame && isPageUrl(details.url))) details.preventDefault();
  });
  contents.on("will-redirect", (details) => details.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}
