import { EventEmitter } from "node:events";
import type { WebContents } from "electron";

/** An event as Electron hands it out: nothing happens by itself once a listener has said no. */
export class FakeEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** Emits an event that can be prevented and answers whether somebody did. */
export function askListeners(
  emitter: EventEmitter,
  name: string,
  details: object = {},
  ...args: unknown[]
): boolean {
  const event = Object.assign(new FakeEvent(), details);
  emitter.emit(name, event, ...args);
  return event.defaultPrevented;
}

type OpenHandler = Parameters<WebContents["setWindowOpenHandler"]>[0];
type Uses = "isDestroyed" | "send" | "setWindowOpenHandler" | "setWebRTCIPHandlingPolicy";

/** What a page does when it is told that it is being left: stays if it may, as one with unsaved text does. */
export type Leaving = "goes" | "asks to stay";

/** The main process's side of a page. Below the line: what the page, its user or its process does. */
export class FakeContents
  extends EventEmitter
  implements Pick<WebContents, Uses | "reload" | "forcefullyCrashRenderer">
{
  leaving: Leaving = "goes";
  webRtcPolicy = "default";
  loads = 0;
  hasProcess = true;
  deliver: (channel: string, args: unknown[]) => void = () => {};
  #isDestroyed = false;
  // Without a handler a page opens as many windows as it likes.
  #openHandler: OpenHandler = () => ({ action: "allow" });

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#isDestroyed) throw new TypeError("Object has been destroyed");
    const copy = structuredClone(args);
    setImmediate(() => this.deliver(channel, copy));
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  setWebRTCIPHandlingPolicy(policy: Parameters<WebContents["setWebRTCIPHandlingPolicy"]>[0]): void {
    this.webRtcPolicy = policy;
  }

  /** Over when the page is there, which is later. */
  reload(): void {
    setImmediate(() => {
      this.hasProcess = true;
      this.loads += 1;
      this.emit("did-finish-load");
    });
  }

  /** The end of a process is noticed later, too. */
  forcefullyCrashRenderer(): void {
    setImmediate(() => this.crash("killed"));
  }

  // ---

  /** Whether the frame went there: by a link, `location`, a meta refresh, a form, or something that was dropped. */
  goesTo(url: string, frame: { isMainFrame: boolean } = { isMainFrame: true }): boolean {
    return !askListeners(this, "will-frame-navigate", { url, ...frame });
  }

  isRedirectedTo(url: string): boolean {
    return !askListeners(this, "will-redirect", { url, isMainFrame: true });
  }

  /** Whether a window opened: by `window.open`, `target=_blank`, the middle button or a key held down. */
  opens(
    url: string,
    disposition: "foreground-tab" | "background-tab" | "new-window" = "new-window",
  ): boolean {
    const details = {
      url,
      disposition,
      frameName: "",
      features: "",
      referrer: { url: "", policy: "default" },
    };
    return this.#openHandler(details as Parameters<OpenHandler>[0]).action === "allow";
  }

  embeds(src: string): boolean {
    return !askListeners(this, "will-attach-webview", {}, {}, { src });
  }

  /** Whether the page lets itself be left. To prevent the default of this event is to let it go. */
  canBeLeft(): boolean {
    return this.leaving === "goes" || askListeners(this, "will-prevent-unload");
  }

  crash(reason: "crashed" | "oom" | "killed" | "clean-exit"): void {
    this.hasProcess = false;
    this.emit("render-process-gone", new FakeEvent(), { reason, exitCode: 5 });
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.emit("destroyed");
  }
}
