import { type Client, createClient } from "#shared/contract/client.ts";
import { httpTransport } from "./http-transport.ts";
import { ipcTransport } from "./ipc-transport.ts";

/** The workbench behind this page, over whichever wire the page was opened with. */
export const host: Client<AbortSignal> = createClient(
  window.lathe === undefined ? httpTransport() : ipcTransport(window.lathe),
);

/** Names this page among others on the same workspace, so that it recognises its own saves in the event stream. */
export const session: string = crypto.randomUUID();
