import type { Log } from "#core/ports.ts";
import { internalError, type Router } from "#core/router.ts";
import { LatheError } from "#shared/contract/errors.ts";

interface Closable extends Router {
  close(): Promise<void>;
}

/**
 * A workspace that the window need not wait for: calls wait until it is open. Where it cannot be opened they are told
 * why, and the page's next try is one of its own. `onOpen` hears of the workspace before the first call does.
 */
export function openLate(
  open: () => Promise<Closable>,
  options: { log: Log; onOpen: (workspace: Router) => void },
): Closable {
  let opening: Promise<Closable> | null = null;
  let isClosed = false;

  async function openOnce(): Promise<Closable> {
    try {
      const workspace = await open();
      if (!isClosed) options.onOpen(workspace);
      return workspace;
    } catch (error) {
      opening = null;
      options.log(
        "error",
        `The workspace could not be opened: ${error instanceof Error ? error.stack : error}`,
      );
      throw error;
    }
  }
  const workspace = (): Promise<Closable> => {
    opening ??= openOnce();
    return opening;
  };

  workspace().catch(() => {});
  return {
    async *open(request, signal) {
      let opened: Closable;
      try {
        opened = await workspace();
      } catch (error) {
        yield { kind: "failed", error: error instanceof LatheError ? error.toData() : openingFailed };
        return;
      }
      yield* opened.open(request, signal);
    },
    async close() {
      isClosed = true;
      const opened = await opening?.catch(() => null);
      await opened?.close();
    },
  };
}

/** The page's next try opens it anew. */
const openingFailed = { ...internalError, retryable: true };
