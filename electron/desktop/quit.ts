import type { App } from "electron";
import type { Log } from "#core/ports.ts";

/** Storing takes moments; what hangs for this long must not keep a computer from shutting down. */
const longestMs = 15_000;

/**
 * Holds the quit until `close` is done: running work is stored and the database closed. Answers the function that does
 * so at once, where the system gives no time for a quit.
 */
export function closeBeforeQuit(
  app: Pick<App, "on" | "exit">,
  log: Log,
  close: () => Promise<void>,
): () => void {
  let isClosing = false;
  const closeAndExit = () => {
    if (isClosing) return;
    isClosing = true;
    const tooLong = setTimeout(() => {
      log("error", "The workspace could not be closed in time; Lathe ends without.");
      app.exit(1);
    }, longestMs);
    close().then(
      () => {
        clearTimeout(tooLong);
        app.exit(0);
      },
      (error: unknown) => {
        clearTimeout(tooLong);
        log("error", `The workspace could not be closed: ${error}`);
        app.exit(1);
      },
    );
  };
  app.on("will-quit", (event) => {
    // Again and again, where it is asked again: a second Ctrl-Q must not cut the closing short.
    event.preventDefault();
    closeAndExit();
  });
  return closeAndExit;
}
