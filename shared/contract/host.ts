import { z } from "zod";
import { query, stream } from "./define.ts";
import { watchChunk } from "./events.ts";

/** What this host can do. Components ask for a capability, never for the name of the host. */
export const capabilities = z.object({
  nativeDialogs: z.boolean(),
  nativeMenu: z.boolean(),
  /** How keys are kept, strongest first; `how` is one sentence for Settings. */
  vault: z.enum(["safe-storage", "encrypted-file", "session"]),
});
export type Capabilities = z.infer<typeof capabilities>;

export const hostOperations = {
  "host.describe": query({
    input: z.object({}),
    output: z.object({
      appVersion: z.string(),
      host: z.enum(["desktop", "loopback", "cli", "test"]),
      platform: z.string(),
      capabilities,
      workspaceFolder: z.string(),
      sqliteVersion: z.string(),
    }),
  }),
  /**
   * Numbered events for as long as the caller listens. `after: null` starts now and first yields a `resync` that names
   * the current number, so that a page which reads its state after that cannot miss an event.
   */
  "host.watch": stream({
    input: z.object({ after: z.int().nullable() }),
    chunk: watchChunk,
    output: z.null(),
  }),
};
