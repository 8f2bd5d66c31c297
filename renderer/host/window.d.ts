import type { Bridge } from "#shared/contract/wire.ts";

declare global {
  interface Window {
    /** Put there by the preload of the desktop window; absent in a browser. */
    readonly lathe?: Bridge;
  }
}
