import type { WebFrameMain } from "electron";
import { pageOrigin } from "#core/page-policy.ts";

/**
 * Whether this frame is Lathe's own page: the top frame, from the app's own origin. Every message from anything else is
 * refused. https://www.electronjs.org/docs/latest/tutorial/security#17-validate-the-sender-of-all-ipc-messages
 */
export function isPageFrame(frame: Pick<WebFrameMain, "origin" | "parent"> | null): boolean {
  return frame !== null && frame.parent === null && frame.origin === pageOrigin;
}

/** Whether a URL, as Chromium writes it, is a page of ours. */
export const isPageUrl = (url: string): boolean => url === pageOrigin || url.startsWith(`${pageOrigin}/`);
