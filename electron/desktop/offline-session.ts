import type { App, Session, WebContents } from "electron";
import { pageOrigin } from "#core/page-policy.ts";
import type { Log } from "#core/ports.ts";
import { isPageUrl } from "./page-frame.ts";

type OfflineSession = Pick<
  Session,
  | "webRequest"
  | "setProxy"
  | "setSpellCheckerEnabled"
  | "setSpellCheckerLanguages"
  | "setCertificateVerifyProc"
  | "on"
>;

/**
 * The window itself reaches no network: a tracking image in a reply loads nothing, even past the page's own policy. What
 * Chromium would do of its own accord is off as well. Models are called by the core, which does not go through Chromium.
 */
export function keepOffline(session: OfflineSession, log: Log): void {
  session.webRequest.onBeforeRequest((details, decide) => {
    const stays = isPageUrl(details.url) || /^(data:|blob:app:\/\/lathe\/|devtools:)/.test(details.url);
    decide({ cancel: !stays });
  });
  // Without this it would ask the local network for the address of a proxy.
  session.setProxy({ mode: "direct" }).catch((error: unknown) => {
    log("warn", `The proxy of the window could not be switched off: ${error}`);
  });
  // Even a checker that checks nothing fetches a dictionary for each of its languages.
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerLanguages([]);
  // -2: refused. The page comes from this program and shows no certificate.
  session.setCertificateVerifyProc((_request, decide) => decide(-2));
  // A file that the page made itself (a report, an exported suite) is saved where the person says in the system's own
  // dialog; any other download is something that got past the page.
  session.on("will-download", (event, item) => {
    if (!item.getURL().startsWith(`blob:${pageOrigin}/`)) event.preventDefault();
  });
}

/** No certificate of a server is trusted by exception, none of this person's and no password is handed out. */
export function trustNobody(app: Pick<App, "on">): void {
  app.on("certificate-error", (event, _contents, _url, _error, _certificate, decide) => {
    event.preventDefault();
    decide(false);
  });
  app.on("select-client-certificate", (event, _contents, _url, _certificates, choose) => {
    // Otherwise Electron hands out the first one it finds.
    event.preventDefault();
    choose();
  });
  app.on("login", (event, _contents, _response, _authentication, answer) => {
    event.preventDefault();
    answer();
  });
}

/** WebRTC goes past `webRequest`; this leaves it no way out. */
export function closeWebRtc(contents: Pick<WebContents, "setWebRTCIPHandlingPolicy">): void {
  contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
}
