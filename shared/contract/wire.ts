import { z } from "zod";
import { type ErrorData, errorData } from "./errors.ts";

/** What a page sends to open a call. `id` is the page's own, so that it can cancel the call and match the frames. */
export const callRequest = z.object({
  id: z.string().min(1).max(64),
  operation: z.string().max(100),
  input: z.unknown(),
});
export type CallRequest = z.infer<typeof callRequest>;

/** A call is answered by `chunk* (done | failed)`, whatever carries it. */
export const frame = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("chunk"), value: z.unknown() }),
  z.object({ kind: z.literal("done"), value: z.unknown() }),
  z.object({ kind: z.literal("failed"), error: errorData }),
]);
export type Frame = z.infer<typeof frame>;

export { ipcChannels } from "./ipc-channels.ts";

/** The bridge that the preload exposes as `window.lathe`; three functions, no channel names, no Electron objects. */
export interface Bridge {
  open(request: CallRequest): void;
  cancel(id: string): void;
  onFrame(listener: (id: string, frame: Frame) => void): () => void;
}

/** JSON bodies larger than this are refused by every host. */
export const maxRequestBytes = 10 * 1024 * 1024;

const megabytes = maxRequestBytes / 1024 / 1024;

export const tooLarge: ErrorData = {
  code: "host.too-large",
  message: `This is more than ${megabytes} MB, the most that can be sent at once. Make it smaller or split it.`,
  retryable: false,
  details: { megabytes },
};
