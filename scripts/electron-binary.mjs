import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findNode, root, say } from "./setup.mjs";

const folder = join(root, "node_modules", "electron");
const failedBefore = join(root, ".cache", "electron-download-failed");
const dayMs = 24 * 60 * 60 * 1000;
const limitMs = 120_000;
const tellEveryMs = 15_000;

/** Where Electron's binary is, or null. */
export function electronBinary() {
  const pathFile = join(folder, "path.txt");
  if (!existsSync(pathFile)) return null;
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, "dist");
  const binary = join(dist, readFileSync(pathFile, "utf8"));
  return existsSync(binary) ? binary : null;
}

/**
 * Whether there is a binary, after a download where needed. It comes from outside the package registry and cannot be had
 * everywhere; a failure is remembered for a day, so that the next start is a quick one.
 */
export async function getElectron() {
  if (electronBinary() !== null) return true;
  const failedAt = statSync(failedBefore, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Date.now() - failedAt < dayMs) return false;
  await download();
  if (electronBinary() !== null) {
    rmSync(failedBefore, { force: true });
    return true;
  }
  mkdirSync(join(root, ".cache"), { recursive: true });
  writeFileSync(failedBefore, "");
  return false;
}

function download() {
  say("Downloading the Electron binary (once, about 100 MB; the browser serves if it cannot be had) …");
  const child = spawn(findNode(), [join(folder, "install.js")], { stdio: "ignore", timeout: limitMs });
  const start = performance.now();
  const tell = setInterval(() => {
    const seconds = Math.round((performance.now() - start) / 1000);
    say(`… downloading for ${seconds} s (${limitMs / 1000} s at most)`);
  }, tellEveryMs);
  return new Promise((resolve) => {
    const end = () => {
      clearInterval(tell);
      resolve();
    };
    child.on("error", end);
    child.on("exit", end);
  });
}
