import { EventEmitter } from "node:events";
import type { BrowserWindow, BrowserWindowConstructorOptions, Display, Rectangle } from "electron";
import { askListeners, FakeContents } from "./fake-contents.ts";

type Uses =
  | "isDestroyed"
  | "isVisible"
  | "isMinimized"
  | "isMaximized"
  | "isFullScreen"
  | "getNormalBounds"
  | "show"
  | "focus"
  | "restore"
  | "maximize"
  | "setFullScreen"
  | "setBackgroundColor"
  | "loadURL"
  | "close";

export const laptop: Rectangle = { x: 0, y: 0, width: 1920, height: 1040 };

export const displayOf = (workArea: Rectangle, id: number): Display =>
  ({ id, workArea, bounds: workArea }) as Display;

/** What a window is part of: the screen it is centred on, and the program that counts it. */
export interface WindowSystem {
  workAreas: Rectangle[];
  /** Of the page that the next window loads; a rejection is a page that cannot be loaded. */
  load: (url: string) => Promise<void>;
  onCreated(window: FakeWindow): void;
  onClosed(window: FakeWindow): void;
}

/** A window that keeps Electron's rules: it is centred unless told where to be, and dead once it is closed. */
export class FakeWindow extends EventEmitter implements Pick<BrowserWindow, Uses> {
  readonly webContents = new FakeContents();
  readonly options: BrowserWindowConstructorOptions;
  backgroundColor: string;
  isFocusedNow = false;
  readonly #system: WindowSystem;
  #normal: Rectangle;
  #is = { destroyed: false, visible: false, minimised: false, maximised: false, fullScreen: false };

  constructor(system: WindowSystem, options: BrowserWindowConstructorOptions) {
    super();
    const { x, y, width = 800, height = 600 } = options;
    if ((x === undefined) !== (y === undefined)) throw new TypeError("x and y go together");
    const [main = laptop] = system.workAreas;
    this.#system = system;
    this.#normal = {
      x: x ?? main.x + Math.round((main.width - width) / 2),
      y: y ?? main.y + Math.round((main.height - height) / 2),
      width,
      height,
    };
    this.options = options;
    this.backgroundColor = options.backgroundColor ?? "#ffffff";
    this.#is.visible = options.show ?? true;
    system.onCreated(this);
  }

  isDestroyed = (): boolean => this.#is.destroyed;
  isVisible = (): boolean => this.#alive().visible;
  isMinimized = (): boolean => this.#alive().minimised;
  isMaximized = (): boolean => this.#alive().maximised;
  isFullScreen = (): boolean => this.#alive().fullScreen;

  getNormalBounds(): Rectangle {
    this.#alive();
    return { ...this.#normal };
  }

  show(): void {
    this.#alive().visible = true;
    this.isFocusedNow = true;
  }

  focus(): void {
    this.#alive();
    this.isFocusedNow = true;
  }

  restore(): void {
    this.#alive().minimised = false;
  }

  minimize(): void {
    this.#alive().minimised = true;
    this.isFocusedNow = false;
  }

  maximize(): void {
    Object.assign(this.#alive(), { maximised: true, visible: true });
    this.emit("maximize");
  }

  setFullScreen(isOn: boolean): void {
    this.#alive().fullScreen = isOn;
    this.emit(isOn ? "enter-full-screen" : "leave-full-screen");
  }

  setBackgroundColor(color: string): void {
    this.#alive();
    this.backgroundColor = color;
  }

  loadURL(url: string): Promise<void> {
    this.#alive();
    return this.#system.load(url);
  }

  /** As the button in the title bar does: the page may ask to stay. */
  close(): void {
    this.#alive();
    if (askListeners(this, "close") || !this.webContents.canBeLeft()) return;
    this.destroy();
  }

  /** Without a question, as at the end of the program. */
  destroy(): void {
    if (this.#is.destroyed) return;
    this.#is.destroyed = true;
    this.webContents.destroy();
    this.emit("closed");
    this.#system.onClosed(this);
  }

  // --- What a person does.

  drag(bounds: Rectangle): void {
    this.#alive();
    this.#normal = { ...bounds };
    this.emit("move");
    this.emit("resize");
  }

  #alive() {
    if (this.#is.destroyed) throw new TypeError("Object has been destroyed");
    return this.#is;
  }
}
