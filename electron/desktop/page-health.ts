import type { BrowserWindow, Dialog } from "electron";
import type { Log } from "#core/ports.ts";
import type { Words } from "./words.ts";

interface Surroundings {
  dialog: Pick<Dialog, "showMessageBox">;
  words: () => Pick<Words, "pageGone" | "pageKeepsGoing" | "pageHangs">;
  log: Log;
  /** Where the log is, for the person who is asked to look into it. */
  logFile: string;
  /** Milliseconds that only rise. */
  now: () => number;
  quit: () => void;
}

/** This many times within this long, and a reload would only show the same again. */
const crashLimit = 3;
const crashWindowMs = 60_000;

/**
 * Offers a way on when the page's process dies or hangs. Nothing is lost by a reload: what was saved is in the store,
 * and what was not yet is mirrored in the page's own storage, which outlives its process.
 */
export function keepPageAlive(window: BrowserWindow, surroundings: Surroundings): void {
  const { dialog, log, now, quit } = surroundings;
  const contents = window.webContents;
  let crashes: number[] = [];
  let isBeingReplaced = false;
  let hanging: AbortController | null = null;

  contents.on("render-process-gone", async (_event, { reason, exitCode }) => {
    hanging?.abort();
    const wasAskedFor = isBeingReplaced;
    isBeingReplaced = false;
    if (reason === "clean-exit" || wasAskedFor) return;
    log("error", `The page's process is gone: ${reason}, exit code ${exitCode}.`);
    crashes = [...crashes, now()].filter((at) => now() - at < crashWindowMs);
    const { pageGone, pageKeepsGoing } = surroundings.words();
    if (crashes.length >= crashLimit) {
      await dialog.showMessageBox(window, {
        type: "error",
        message: pageKeepsGoing.message,
        detail: pageKeepsGoing.detail.replace("{log}", surroundings.logFile),
        buttons: [pageKeepsGoing.quit],
      });
      quit();
      return;
    }
    const { response } = await dialog.showMessageBox(window, {
      type: "error",
      message: pageGone.message,
      detail: pageGone.detail,
      buttons: [pageGone.reload, pageGone.quit],
      defaultId: 0,
      cancelId: 0,
    });
    if (window.isDestroyed()) return;
    if (response === 0) contents.reload();
    else quit();
  });

  window.on("unresponsive", async () => {
    if (hanging !== null) return;
    hanging = new AbortController();
    log("warn", "The page does not answer.");
    const { pageHangs } = surroundings.words();
    const { signal } = hanging;
    const { response } = await dialog.showMessageBox(window, {
      type: "warning",
      message: pageHangs.message,
      detail: pageHangs.detail,
      buttons: [pageHangs.wait, pageHangs.reload],
      defaultId: 0,
      cancelId: 0,
      // Closes by itself as soon as the page answers again.
      signal,
    });
    hanging = null;
    if (signal.aborted || response === 0 || window.isDestroyed()) return;
    isBeingReplaced = true;
    contents.once("did-finish-load", () => {
      isBeingReplaced = false;
    });
    // A reload alone would wait for the process that hangs.
    contents.forcefullyCrashRenderer();
    contents.reload();
  });
  window.on("responsive", () => hanging?.abort());
}
