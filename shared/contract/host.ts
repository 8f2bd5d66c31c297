import { z } from "zod";
import { command, query, stream } from "./define.ts";
import { watchChunk } from "./events.ts";
import { workspaceState } from "./workspace.ts";

/** What this host can do. Components ask for a capability, never for the name of the host. */
export const capabilities = z.object({
  nativeDialogs: z.boolean(),
  nativeMenu: z.boolean(),
  /** How keys are kept, strongest first; `how` is one sentence for Settings. */
  vault: z.enum(["safe-storage", "keyring", "encrypted-file", "session"]),
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
      workspace: workspaceState,
    }),
  }),
  /**
   * Asks the person for a file in the system's own dialog; null: they closed it. Fails with `host.no-dialogs` where
   * `nativeDialogs` is false. `title` is in the language of the page.
   */
  "host.choose-file": command({
    input: z.object({ purpose: z.enum(["backup"]), title: z.string().min(1).max(200) }),
    output: z.object({ path: z.string().nullable() }),
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
