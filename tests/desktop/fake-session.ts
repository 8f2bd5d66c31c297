import { EventEmitter } from "node:events";
import type { ProxyConfig, Session } from "electron";
import { askListeners } from "./fake-contents.ts";

type Setter =
  | "setPermissionRequestHandler"
  | "setPermissionCheckHandler"
  | "setDevicePermissionHandler"
  | "setDisplayMediaRequestHandler"
  | "setBluetoothPairingHandler"
  | "setCertificateVerifyProc";
type Uses = Setter | "setProxy" | "setSpellCheckerEnabled" | "setSpellCheckerLanguages";
type Handler<K extends Setter> = Parameters<Session[K]>[0];
type BeforeRequest = (
  details: { url: string; resourceType: string },
  decide: (answer: { cancel?: boolean }) => void,
) => void;
export type Permission = Parameters<NonNullable<Handler<"setPermissionRequestHandler">>>[1];

/** A session with Electron's defaults, which grant: what nobody forbids is allowed. Below the line: what a page asks. */
export class FakeSession extends EventEmitter implements Pick<Session, Uses> {
  proxy: ProxyConfig = { mode: "system" };
  spelling = { enabled: true, languages: ["en-US"] };
  readonly #handlers: { [K in Setter]?: Handler<K> } = {};
  #beforeRequest: BeforeRequest = (_details, decide) => decide({});

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => {
      this.#beforeRequest = listener;
    },
  };
  setPermissionRequestHandler(handler: Handler<"setPermissionRequestHandler">): void {
    this.#handlers.setPermissionRequestHandler = handler;
  }
  setPermissionCheckHandler(handler: Handler<"setPermissionCheckHandler">): void {
    this.#handlers.setPermissionCheckHandler = handler;
  }
  setDevicePermissionHandler(handler: Handler<"setDevicePermissionHandler">): void {
    this.#handlers.setDevicePermissionHandler = handler;
  }
  setDisplayMediaRequestHandler(handler: Handler<"setDisplayMediaRequestHandler">): void {
    this.#handlers.setDisplayMediaRequestHandler = handler;
  }
  setBluetoothPairingHandler(handler: Handler<"setBluetoothPairingHandler">): void {
    this.#handlers.setBluetoothPairingHandler = handler;
  }
  setCertificateVerifyProc(proc: Handler<"setCertificateVerifyProc">): void {
    this.#handlers.setCertificateVerifyProc = proc;
  }
  async setProxy(config: ProxyConfig): Promise<void> {
    this.proxy = config;
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    this.spelling.enabled = enabled;
  }
  setSpellCheckerLanguages(languages: string[]): void {
    this.spelling.languages = languages;
  }

  // ---

  /** Whether a request goes out. */
  requests(url: string, resourceType = "image"): boolean {
    let answer: { cancel?: boolean } | undefined;
    this.#beforeRequest({ url, resourceType }, (given) => {
      answer = given;
    });
    if (answer === undefined) throw new Error("the request was left hanging");
    return answer.cancel !== true;
  }

  grantsRequest(permission: Permission, details: { isMainFrame: boolean; requestingUrl: string }): boolean {
    const { setPermissionRequestHandler: handler } = this.#handlers;
    let granted = true;
    if (handler) {
      handler(
        null as never,
        permission,
        (answer) => {
          granted = answer;
        },
        details,
      );
    }
    return granted;
  }

  grantsCheck(permission: Permission, details: { isMainFrame: boolean; requestingUrl: string }): boolean {
    const { setPermissionCheckHandler: handler } = this.#handlers;
    return handler ? handler(null, permission, "app://lathe", details) : true;
  }

  grantsDevice(): boolean {
    const { setDevicePermissionHandler: handler } = this.#handlers;
    return handler ? handler({ deviceType: "usb", origin: "app://lathe", device: {} } as never) : true;
  }

  /** What is captured: a screen, or nothing. */
  capturesDisplay(): unknown {
    let streams: unknown = "the screen";
    this.#handlers.setDisplayMediaRequestHandler?.({} as never, (answer) => {
      streams = answer;
    });
    return streams;
  }

  pairs(): boolean {
    let confirmed = true;
    this.#handlers.setBluetoothPairingHandler?.({} as never, (answer) => {
      confirmed = answer.confirmed;
    });
    return confirmed;
  }

  /** Whether a certificate is accepted; 0 is yes. */
  trusts(hostname: string): boolean {
    let result = 0;
    this.#handlers.setCertificateVerifyProc?.({ hostname } as never, (answer) => {
      result = answer;
    });
    return result === 0;
  }

  downloads(url: string): boolean {
    return !askListeners(this, "will-download", {}, { getURL: () => url });
  }
}

/**
 * The device that a question ends with. Electron takes the first one where a listener does not say that it decides, and
 * waits for ever where it says so and never does.
 */
export function chosenBy(emitter: EventEmitter, question: string, ...devices: unknown[]): unknown {
  let answers = 0;
  let chosen: unknown = "the first one";
  const choose = (answer?: unknown) => {
    answers += 1;
    chosen = answer || null;
  };
  const isDecided = askListeners(emitter, question, {}, ...devices, choose);
  if (isDecided && answers !== 1) throw new Error(`${question} was answered ${answers} times`);
  return isDecided ? chosen : "the first one";
}
