import type { Frame } from "#shared/contract/wire.ts";

/**
 * Opens a call and yields its frames. Leaving the loop, or the signal, cancels the work on the other side.
 * This is the whole of what a host has to provide to a page.
 */
export type Transport = (
  request: { operation: string; input: unknown },
  signal?: AbortSignal,
) => AsyncIterable<Frame>;
