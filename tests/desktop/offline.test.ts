import { EventEmitter } from "node:events";
import { beforeEach, describe, expect, test } from "vitest";
import { contentSecurityPolicy } from "#core/page-policy.ts";
import { guardNavigation } from "../../electron/desktop/navigation.ts";
import { closeWebRtc, keepOffline, trustNobody } from "../../electron/desktop/offline-session.ts";
import { denyBluetooth, denyPermissions } from "../../electron/desktop/permissions.ts";
import { askListeners, FakeContents } from "./fake-contents.ts";
import { chosenBy, FakeSession, type Permission } from "./fake-session.ts";

let session: FakeSession;
let contents: FakeContents;
beforeEach(() => {
  session = new FakeSession();
  denyPermissions(session as never);
  keepOffline(session as never, () => {});
  contents = new FakeContents();
  guardNavigation(contents as never);
  denyBluetooth(contents as never);
  closeWebRtc(contents);
});

const programs = [
  "file:///etc/passwd",
  "file://server/share/x.exe",
  "smb://evil/share",
  "\\\\evil\\share",
  "ms-msdt:/id PCWDiagnostic",
  "calculator:",
  "mailto:ada@example.com?body=secret",
  "vscode://file/etc/passwd",
  "search-ms:query=x&crumb=location:\\\\evil\\share",
];
const places = [
  "https://evil.example/?q=secret",
  "http://127.0.0.1:8080/",
  "data:text/html,<script>1</script>",
  "javascript:alert(1)",
  "blob:https://evil.example/1",
  "about:blank",
  "chrome://settings/",
  "devtools://devtools/bundled/inspector.html",
  "app://lathe.evil/",
  "app://evil/",
  "app://lathe@evil/",
  "APP://evil/",
  "app:lathe",
  "",
];

describe("A-04 a link to another program", () => {
  test.each(programs)("%s is dead: by click, middle click, window.open and drop", (url) => {
    expect(contents.goesTo(url)).toBe(false);
    expect(contents.goesTo(url, { isMainFrame: false })).toBe(false);
    for (const how of ["new-window", "foreground-tab", "background-tab"] as const) {
      expect(contents.opens(url, how), how).toBe(false);
    }
    expect(session.grantsRequest("openExternal", { isMainFrame: true, requestingUrl: "app://lathe/" })).toBe(
      false,
    );
  });
});

test("A-05 a picture that would tell somebody is not loaded, by the page's policy and by the session behind it", () => {
  for (const url of [
    "https://evil.example/pixel.png?q=secret",
    "http://127.0.0.1:1/",
    "ws://evil.example/",
    "wss://evil.example/",
    "ftp://evil.example/x",
    "file:///x.png",
    "blob:https://evil.example/1",
    "app://evil/x.png",
    "app://lathe.evil/x.png",
  ]) {
    expect(session.requests(url), url).toBe(false);
  }
  for (const url of ["app://lathe/assets/index.js", "data:image/png;base64,AA", "blob:app://lathe/1"]) {
    expect(session.requests(url), url).toBe(true);
  }
  expect(contentSecurityPolicy).toContain("img-src 'self' data:;");
  expect(contentSecurityPolicy).toContain("connect-src 'self';");
});

describe("A-06 navigation", () => {
  test.each([...places, ...programs])(
    "to %s is stopped, in the page and in a frame, also by a redirect",
    (url) => {
      expect(contents.goesTo(url)).toBe(false);
      expect(contents.goesTo(url, { isMainFrame: false })).toBe(false);
      expect(contents.isRedirectedTo(url)).toBe(false);
      expect(contents.embeds(url)).toBe(false);
    },
  );

  test("to itself goes on, so that a page can be reloaded; a frame inside it cannot show it", () => {
    expect(contents.goesTo("app://lathe/")).toBe(true);
    expect(contents.goesTo("app://lathe/", { isMainFrame: false })).toBe(false);
    expect(contents.embeds("app://lathe/")).toBe(false);
  });

  test("a form has nowhere to go, and no download starts but that of a file which the page itself made", () => {
    expect(contentSecurityPolicy).toContain("form-action 'none'");
    expect(session.downloads("app://lathe/assets/index.js")).toBe(false);
    expect(session.downloads("https://evil.example/x.exe")).toBe(false);
    expect(session.downloads("blob:https://evil.example/9b1d")).toBe(false);
    expect(session.downloads("blob:app://lathe.evil.example/9b1d")).toBe(false);
    expect(session.downloads("blob:app://lathe/9b1d")).toBe(true);
  });
});

test.each([...places, "app://lathe/"])("A-07 no other window opens for %s", (url) => {
  for (const how of ["new-window", "foreground-tab", "background-tab"] as const) {
    expect(contents.opens(url, how)).toBe(false);
  }
});

describe("what Chromium does of its own accord", () => {
  test("asks no proxy, fetches no dictionary and finds no way out by WebRTC", () => {
    expect(session.proxy).toEqual({ mode: "direct" });
    expect(session.spelling).toEqual({ enabled: false, languages: [] });
    expect(contents.webRtcPolicy).toBe("disable_non_proxied_udp");
  });

  test("trusts no certificate, not even one that a person would have to accept, and shows none of theirs", () => {
    const app = new EventEmitter();
    trustNobody(app as never);
    expect(session.trusts("localhost")).toBe(false);
    let trusted: unknown = "not answered";
    const decide = (answer: boolean) => {
      trusted = answer;
    };
    const asked = askListeners(app, "certificate-error", {}, {}, "https://x/", "ERR", {}, decide);
    expect({ asked, trusted }).toEqual({ asked: true, trusted: false });
    expect(chosenBy(app, "select-client-certificate", {}, "https://x/", ["mine"])).toBeNull();
    expect(chosenBy(app, "login", {}, {}, { isProxy: true })).toBeNull();
  });
});

describe("permissions", () => {
  const page = { isMainFrame: true, requestingUrl: "app://lathe/" };
  const copying = "clipboard-sanitized-write";

  test("A-10 are all denied, which Electron by itself would grant", () => {
    const all: Permission[] = [
      "ar",
      "automatic-fullscreen",
      "background-fetch",
      "background-sync",
      "captured-surface-control",
      "clipboard-read",
      "deprecated-sync-clipboard-read",
      "display-capture",
      "fileSystem",
      "fullscreen",
      "geolocation",
      "geolocation-approximate",
      "hand-tracking",
      "hid",
      "idle-detection",
      "keyboardLock",
      "local-fonts",
      "local-network",
      "local-network-access",
      "loopback-network",
      "media",
      "mediaKeySystem",
      "midi",
      "midiSysex",
      "nfc",
      "notifications",
      "openExternal",
      "payment-handler",
      "periodic-background-sync",
      "persistent-storage",
      "pointerLock",
      "screen-wake-lock",
      "sensors",
      "serial",
      "smart-card",
      "speaker-selection",
      "storage-access",
      "system-wake-lock",
      "top-level-storage-access",
      "usb",
      "vr",
      "web-app-installation",
      "web-printing",
      "window-management",
      "unknown",
    ];
    for (const permission of all) {
      expect(session.grantsRequest(permission, page), permission).toBe(false);
      expect(session.grantsCheck(permission, page), permission).toBe(false);
    }
  });

  test("but copying text works from Lathe's own page, and from no other frame", () => {
    const isGranted = (details: typeof page) => {
      const granted = session.grantsRequest(copying, details);
      expect(session.grantsCheck(copying, details)).toBe(granted);
      return granted;
    };
    expect(isGranted(page)).toBe(true);
    expect(isGranted({ ...page, isMainFrame: false })).toBe(false);
    expect(isGranted({ ...page, requestingUrl: "app://lathe.evil/" })).toBe(false);
    expect(isGranted({ ...page, requestingUrl: "https://evil.example/app://lathe/" })).toBe(false);
  });

  test("A-10 no device is chosen, paired or captured, and no question is left open", () => {
    expect(session.grantsDevice()).toBe(false);
    expect(session.capturesDisplay()).toBeNull();
    expect(session.pairs()).toBe(false);
    expect(chosenBy(session, "select-hid-device", { deviceList: ["key"] })).toBeNull();
    expect(chosenBy(session, "select-usb-device", { deviceList: ["stick"] })).toBeNull();
    expect(chosenBy(session, "select-serial-port", ["modem"], contents)).toBeNull();
    expect(chosenBy(contents, "select-bluetooth-device", ["watch"])).toBeNull();
    expect(chosenBy(session, "file-system-access-restricted", { path: "/etc" })).toBe("deny");
  });
});
