// Finds a browser for the journeys, or gets one. Prints its path and nothing else when run by itself.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findNode, root, say } from "./setup.mjs";

const usualPlaces = {
  linux: [
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/microsoft-edge",
  ],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) => {
    const base = process.env[name];
    return base === undefined
      ? []
      : [
          join(base, "Google/Chrome/Application/chrome.exe"),
          join(base, "Microsoft/Edge/Application/msedge.exe"),
        ];
  }),
};

/** A browser that is there: the one named in LATHE_BROWSER, Playwright's own, or the system's; null when none is. */
export function findBrowser() {
  const named = process.env.LATHE_BROWSER;
  if (named !== undefined && named !== "") return named;
  const { chromium } = createRequire(import.meta.url)("@playwright/test");
  return (
    [chromium.executablePath(), ...(usualPlaces[process.platform] ?? [])].find((path) => existsSync(path)) ??
    null
  );
}

/** A browser, whatever it takes; null after saying in one line why there is none. */
export function getBrowser() {
  const found = findBrowser();
  if (found !== null) return found;
  say("No browser found for the journeys; trying Playwright's download …");
  const cli = join(root, "node_modules", "@playwright", "test", "cli.js");
  spawnSync(findNode(), [cli, "install", "chromium"], {
    stdio: ["ignore", "ignore", "ignore"],
    timeout: 300_000,
  });
  if (
    findBrowser() === null &&
    process.platform === "linux" &&
    process.getuid?.() === 0 &&
    existsSync("/usr/bin/apt-get")
  ) {
    say("… not to be had; trying Debian's chromium …");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const quiet = { stdio: ["ignore", "ignore", 2], env };
    spawnSync("apt-get", ["update", "-qq"], quiet);
    spawnSync(
      "apt-get",
      ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"],
      quiet,
    );
  }
  const got = findBrowser();
  if (got === null) {
    say("The browser journeys need Chrome, Chromium or Edge: install one, or name it in LATHE_BROWSER.");
  }
  return got;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const browser = getBrowser();
  if (browser === null) process.exit(1);
  process.stdout.write(`${browser}\n`);
}
