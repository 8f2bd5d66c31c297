// Finds a browser for the journeys, or gets one. Prints its path and nothing else when run by itself.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled, findNode, root, say } from "./setup.mjs";

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
  return candidates().find((path) => existsSync(path)) ?? null;
}

/** A browser that runs, whatever it takes; null after saying in one line why there is none. */
export function getBrowser() {
  const named = process.env.LATHE_BROWSER;
  if (named && !runs(named)) {
    say(`LATHE_BROWSER names ${named}, which cannot be started.`);
    return null;
  }
  const browser = findRunning() ?? download() ?? installOnDebian();
  if (browser === null) {
    say("The browser journeys need Chrome, Chromium or Edge: install one, or name it in LATHE_BROWSER.");
  }
  return browser;
}

const findRunning = () => candidates().find(runs) ?? null;

function candidates() {
  if (process.env.LATHE_BROWSER) return [process.env.LATHE_BROWSER];
  const { chromium } = createRequire(import.meta.url)("@playwright/test");
  return [chromium.executablePath(), ...(usualPlaces[process.platform] ?? [])];
}

/** A downloaded browser may lack the system's libraries. Windows' browsers open a window when asked for their version. */
function runs(path) {
  if (!existsSync(path)) return false;
  return process.platform === "win32" || spawnSync(path, ["--version"], { stdio: "ignore" }).status === 0;
}

function download() {
  say("No browser found for the journeys; trying Playwright's download …");
  const cli = join(root, "node_modules", "@playwright", "test", "cli.js");
  spawnSync(findNode(), [cli, "install", "chromium"], { stdio: "ignore", timeout: 300_000 });
  return findRunning();
}

function installOnDebian() {
  const canInstall = process.platform === "linux" && process.getuid() === 0 && existsSync("/usr/bin/apt-get");
  if (!canInstall) return null;
  say("… not to be had; trying Debian's chromium …");
  const quiet = {
    stdio: ["ignore", "ignore", 2],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  const packages = ["chromium", "fonts-noto-cjk"];
  spawnSync("apt-get", ["update", "-qq"], quiet);
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], quiet);
  return findRunning();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensureInstalled();
  const browser = getBrowser();
  if (browser === null) process.exit(1);
  process.stdout.write(`${browser}\n`);
}
