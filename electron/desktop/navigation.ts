import type { Session, WebContents } from "electron";
import { isPageUrl } from "./page-frame.ts";

/** A page never goes elsewhere, opens no window and embeds nothing, whatever a model or an imported file put into it. */
export function guardNavigation(contents: Pick<WebContents, "on" | "setWindowOpenHandler">): void {
  contents.on("will-frame-navigate", (details) => {
    // Reloading itself is the one journey that is left.
    if (!(details.isMainFrame && isPageUrl(details.url))) details.preventDefault();
  });
  contents.on("will-redirect", (details) => details.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}

/** The window itself reaches no network: a tracking image in a reply loads nothing, even past the page's own policy. */
export function blockNetwork(session: Pick<Session, "webRequest">): void {
  session.webRequest.onBeforeRequest((details, decide) => {
    const stays = isPageUrl(details.url) || /^(data:|blob:app:\/\/lathe\/|devtools:)/.test(details.url);
    decide({ cancel: !stays });
  });
}
