import { setTimeout as wait } from "node:timers/promises";
import type { Router } from "#core/router.ts";
import { createClient } from "#shared/contract/client.ts";
import type { WatchChunk } from "#shared/contract/events.ts";
import type { Settings } from "#shared/model/settings.ts";

/** A workspace that is closed or just being replaced has no events to listen to. */
const retryMs = 2_000;

/** Tells the settings now and whenever they may have changed, until the signal aborts. */
export async function followSettings(
  workspace: Router,
  tell: (settings: Settings) => void,
  signal: AbortSignal,
): Promise<void> {
  const lathe = createClient<AbortSignal>(workspace.open);
  while (!signal.aborted) {
    try {
      for await (const chunk of lathe.stream("host.watch", { after: null }, signal)) {
        if (concernsSettings(chunk)) tell(await lathe.call("settings.read", {}, signal));
      }
    } catch {
      // The page tells the person what is wrong with the workspace; the menu keeps its language meanwhile.
    }
    await wait(retryMs, undefined, { signal, ref: false }).catch(() => {});
  }
}

const concernsSettings = (chunk: WatchChunk): boolean =>
  chunk.kind === "resync" ||
  ["settings.changed", "workspace.changed", "workspace.replaced"].includes(chunk.event.type);
