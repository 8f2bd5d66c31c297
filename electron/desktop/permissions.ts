import type { Session } from "electron";
import { isPageUrl } from "./page-frame.ts";

/** Copy buttons write plain text to the clipboard upon a click; the page gets nothing else, and cannot read it. */
const copying = "clipboard-sanitized-write";

/** Electron grants what it is not told to deny: camera, location, USB and the rest. */
export function denyPermissions(
  session: Pick<
    Session,
    | "setPermissionRequestHandler"
    | "setPermissionCheckHandler"
    | "setDevicePermissionHandler"
    | "setDisplayMediaRequestHandler"
  >,
): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    decide(permission === copying && details.isMainFrame && isPageUrl(details.requestingUrl));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, _origin, details) =>
      permission === copying && details.isMainFrame && isPageUrl(details.requestingUrl ?? ""),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
}
