import { setImmediate as nextTurn } from "node:timers/promises";
import type { IpcMain, IpcMainEvent, WebContents } from "electron";
import type { Log } from "#core/ports.ts";
import { internalError, type Router } from "#core/router.ts";
import type { ErrorData } from "#shared/contract/errors.ts";
import {
  type CallRequest,
  callRequest,
  type Frame,
  ipcChannels,
  maxRequestBytes,
  tooLarge,
} from "#shared/contract/wire.ts";
import { isPageFrame } from "./page-frame.ts";

/** A handler that has everything ready would otherwise keep the process from hearing the page's cancel. */
const framesPerTurn = 64;

/** The part of a `WebContents` that a call needs. */
type Page = Pick<WebContents, "send" | "isDestroyed" | "on">;

/**
 * Carries calls between pages and the workbench. A page's calls end with the page: leaving, reloading, crashing or
 * closing it aborts their handlers.
 */
export function serveIpc(
  ipcMain: Pick<IpcMain, "on" | "off">,
  options: { workbench: Router; log: Log },
): () => void {
  const callsOf = new Map<Page, Map<string, AbortController>>();

  function open(event: IpcMainEvent, message: unknown): void {
    if (!isPageFrame(event.senderFrame)) {
      options.log("warn", "A call from a frame that is not Lathe's page was refused.");
      return;
    }
    const request = callRequest.safeParse(message);
    if (!request.success) {
      options.log("warn", "A call that does not have the form of one was refused.");
      return;
    }
    const page = event.sender;
    const calls = callsOf.get(page) ?? adopt(page);
    const { id } = request.data;
    if (calls.has(id)) {
      options.log("warn", "A second call with the number of one that runs was refused.");
      return;
    }
    const controller = new AbortController();
    calls.set(id, controller);
    void answer(page, request.data, controller.signal)
      // The page went away in the middle of a message; there is nobody left to tell.
      .catch((error: unknown) => options.log("warn", `An answer could not be sent: ${String(error)}`))
      .finally(() => calls.delete(id));
  }

  async function answer(page: Page, request: CallRequest, signal: AbortSignal): Promise<void> {
    const send = (frame: Frame) => {
      // What a page that has left is told, its successor in the same window would hear.
      if (!signal.aborted && !page.isDestroyed()) page.send(ipcChannels.frame, request.id, frame);
    };
    const input = throughJson(request.input);
    if (!input.ok) {
      send({ kind: "failed", error: input.error });
      return;
    }
    let sent = 0;
    try {
      for await (const frame of options.workbench.open(
        { operation: request.operation, input: input.value },
        signal,
      )) {
        if (signal.aborted) return;
        send(frame);
        sent += 1;
        if (sent % framesPerTurn === 0) await nextTurn();
      }
    } catch (error) {
      options.log("error", `${request.operation} could not be answered: ${String(error)}`);
      send({ kind: "failed", error: internalError });
    }
  }

  function cancel(event: IpcMainEvent, id: unknown): void {
    if (!isPageFrame(event.senderFrame) || typeof id !== "string") return;
    callsOf.get(event.sender)?.get(id)?.abort();
  }

  function adopt(page: Page): Map<string, AbortController> {
    const calls = new Map<string, AbortController>();
    callsOf.set(page, calls);
    const abortAll = () => {
      for (const controller of calls.values()) controller.abort();
    };
    // A navigation that starts may yet be refused and leave the page as it is; one that arrives has replaced it. By then
    // the new page may be calling already, so only what ran before the start is ended.
    let leaving: AbortController[] = [];
    page.on("did-start-navigation", (details) => {
      if (details.isMainFrame && !details.isSameDocument) leaving = [...calls.values()];
    });
    page.on("did-navigate", () => {
      for (const controller of leaving) controller.abort();
      leaving = [];
    });
    page.on("render-process-gone", abortAll);
    page.on("destroyed", () => {
      abortAll();
      callsOf.delete(page);
    });
    return calls;
  }

  ipcMain.on(ipcChannels.open, open);
  ipcMain.on(ipcChannels.cancel, cancel);
  return () => {
    ipcMain.off(ipcChannels.open, open);
    ipcMain.off(ipcChannels.cancel, cancel);
    for (const calls of callsOf.values()) for (const controller of calls.values()) controller.abort();
  };
}

type JsonResult = { ok: true; value: unknown } | { ok: false; error: ErrorData };

/** What handlers read is what they would read over HTTP: plain JSON within the size limit, no Map, Date or undefined. */
function throughJson(input: unknown): JsonResult {
  try {
    const text = JSON.stringify(input ?? {});
    if (Buffer.byteLength(text) > maxRequestBytes) return { ok: false, error: tooLarge };
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, error: notJson };
  }
}

const notJson: ErrorData = {
  code: "host.bad-input",
  message: "The request cannot be written as JSON.",
  retryable: false,
};
