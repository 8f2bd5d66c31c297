// `npm start`: the desktop window where there is an Electron binary and a display, otherwise the browser.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, findNode, root, say } from "./setup.mjs";

const args = process.argv.slice(2);
ensureInstalled();
const obstacle = whyNoWindow();
ensureBuilt();
if (obstacle === null) startWindow();
else startInBrowser(obstacle);

/** The reason in words, or null when a window can be opened. */
function whyNoWindow() {
  if (process.env.LATHE_HOST === "browser" || args.includes("--browser")) return "as asked";
  if (process.platform === "linux") {
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return "there is no display";
    if (process.getuid?.() === 0) return "Electron's sandbox does not run as root";
  }
  if (electronBinary() !== null) return null;
  return downloadElectron() ? null : "the Electron binary is not installed and could not be downloaded";
}

function electronBinary() {
  const folder = join(root, "node_modules", "electron");
  const pathFile = join(folder, "path.txt");
  if (!existsSync(pathFile)) return null;
  const binary = join(folder, "dist", readFileSync(pathFile, "utf8"));
  return existsSync(binary) ? binary : null;
}

/** Tried once a day at most, so that an offline start is a quick start. */
function downloadElectron() {
  const failed = join(root, ".cache", "electron-download-failed");
  const dayMs = 24 * 60 * 60 * 1000;
  if (existsSync(failed) && Date.now() - statSync(failed).mtimeMs < dayMs) return false;
  say("Downloading the Electron binary (once, about 100 MB) …");
  spawnSync(findNode(), [join(root, "node_modules", "electron", "install.js")], {
    stdio: "ignore",
    timeout: 180_000,
  });
  if (electronBinary() !== null) return true;
  mkdirSync(join(root, ".cache"), { recursive: true });
  writeFileSync(failed, "");
  return false;
}

function startWindow() {
  say("Opening Lathe in its desktop window.");
  follow(spawn(electronBinary(), [root, ...args], { stdio: "inherit" }));
}

function startInBrowser(reason) {
  say(`Opening Lathe in the browser: ${reason}.`);
  const lathe = join(root, "out", "host", "lathe.js");
  const passed = args.filter((argument) => argument !== "--browser");
  follow(spawn(findNode(), [lathe, "web", ...passed], { stdio: "inherit" }));
}

function follow(child) {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}
