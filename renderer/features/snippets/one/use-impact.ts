import { useEffect, useState } from "react";
import { isCancelled } from "#shared/contract/errors.ts";
import type { Output } from "#shared/contract/operations.ts";
import type { SnippetId } from "#shared/model/ids.ts";
import { host } from "../../../host/host.ts";

export type Affected = Output<"snippets.preview-update">["affected"];

export interface Impact {
  /** null: not known yet for the text as it is. */
  affected: Affected | null;
  failure: unknown;
}

const unknown: Impact = { affected: null, failure: null };
const idleMs = 300;

/** Which prompts would change with this text, a moment after the last key. `text` null: there is no change to tell of. */
export function useImpact(snippetId: SnippetId, text: string | null, revision: number): Impact {
  const [told, setTold] = useState<Impact & { of: string | null }>({ ...unknown, of: null });
  const subject = text === null ? null : `${revision} ${text}`;
  useEffect(() => {
    if (text === null || subject === null) return;
    const leaving = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const { affected } = await host.call("snippets.preview-update", { snippetId, text }, leaving.signal);
        if (!leaving.signal.aborted) setTold({ affected, failure: null, of: subject });
      } catch (failure) {
        if (!leaving.signal.aborted && !isCancelled(failure)) {
          setTold({ affected: null, failure, of: subject });
        }
      }
    }, idleMs);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [snippetId, text, subject]);
  return subject !== null && told.of === subject ? told : unknown;
}
