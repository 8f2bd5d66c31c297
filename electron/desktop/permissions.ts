import type { Session, WebContents } from "electron";
import { isPageUrl } from "./page-frame.ts";

/** Copy buttons write plain text to the clipboard upon a click; the page gets nothing else, and cannot read it. */
const copying = "clipboard-sanitized-write";

type GuardedSession = Pick<
  Session,
  | "setPermissionRequestHandler"
  | "setPermissionCheckHandler"
  | "setDevicePermissionHandler"
  | "setDisplayMediaRequestHandler"
  | "setBluetoothPairingHandler"
  | "on"
>;

/** Electron grants what it is not told to deny: camera, location, USB and the rest. */
export function denyPermissions(session: GuardedSession): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    decide(permission === copying && details.isMainFrame && isPageUrl(details.requestingUrl));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, _origin, details) =>
      permission === copying && details.isMainFrame && isPageUrl(details.requestingUrl ?? ""),
  );
  session.setDisplayMediaRequestHandler((_request, choose) => choose(null));
  denyDevices(session);
}

/** No device is ever chosen: each question is answered at once, with nothing. */
function denyDevices(session: GuardedSession): void {
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.on("select-hid-device", (event, _details, choose) => {
    event.preventDefault();
    choose(null);
  });
  session.on("select-usb-device", (event, _details, choose) => {
    event.preventDefault();
    choose();
  });
  session.on("select-serial-port", (event, _ports, _contents, choose) => {
    event.preventDefault();
    choose("");
  });
  session.on("file-system-access-restricted", (event, _details, decide) => {
    event.preventDefault();
    decide("deny");
  });
}

/** The one choice of a device that is asked of the page and not of its session. */
export function denyBluetooth(contents: Pick<WebContents, "on">): void {
  contents.on("select-bluetooth-device", (event, _devices, choose) => {
    // Otherwise the first one in reach is chosen.
    event.preventDefault();
    choose("");
  });
}
