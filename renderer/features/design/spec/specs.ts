import { useEffect, useMemo } from "react";
import type { PromptId } from "#shared/model/ids.ts";
import { host } from "../../../host/host.ts";
import { keepDuringReplacement } from "../../../host/replace-workspace.ts";
import { onWorkspaceEvent } from "../../../host/workspace-events.ts";
import { i18n } from "../../../i18n/i18n.ts";
import { createOpenSpec, type OpenSpec } from "./open-spec.ts";

/** Those on this page: the ones on the screen, and those that still hold something that is not stored. */
const specs = new Map<PromptId, Entry>();

interface Entry {
  spec: OpenSpec;
  flushDraft: () => Promise<boolean>;
  /** Views that show it. */
  viewers: number;
}

keepDuringReplacement({
  async hold() {
    await Promise.all([...specs.values()].map(({ spec }) => spec.flush()));
    for (const { spec } of specs.values()) spec.holdNow();
  },
  holdNow() {
    for (const { spec } of specs.values()) spec.holdNow();
  },
  release() {
    for (const { spec } of specs.values()) spec.release();
  },
});

function specOf(promptId: PromptId, flushDraft: () => Promise<boolean>): OpenSpec {
  const known = specs.get(promptId);
  if (known !== undefined) {
    known.flushDraft = flushDraft;
    return known.spec;
  }
  const spec = createOpenSpec(promptId, {
    client: host,
    storage: localStorage,
    flushDraft: () => specs.get(promptId)?.flushDraft() ?? Promise.resolve(false),
    writtenIn: () => (i18n.language.startsWith("zh") ? "zh" : "en"),
  });
  specs.set(promptId, { spec, flushDraft, viewers: 0 });
  return spec;
}

/** The spec of a prompt while it is on the screen: in step with the store, and saved when the page may be about to go. */
export function useOpenSpec(promptId: PromptId, flushDraft: () => Promise<boolean>): OpenSpec {
  const spec = useMemo(() => specOf(promptId, flushDraft), [promptId, flushDraft]);
  useEffect(() => {
    const entry = specs.get(spec.promptId);
    if (entry !== undefined) entry.viewers += 1;
    if (spec.now() === null) void spec.open();
    else void spec.refresh();
    const forget = onWorkspaceEvent((event) => {
      const isAbout = event.type === "spec.changed" && event.promptId === spec.promptId;
      if (isAbout || event.type === "workspace.changed") void spec.refresh();
    });
    const flush = () => void spec.flush();
    const beforeUnload = (event: BeforeUnloadEvent) => {
      if (!spec.isUnsaved()) return;
      flush();
      event.preventDefault();
    };
    window.addEventListener("blur", flush);
    window.addEventListener("pagehide", flush);
    window.addEventListener("beforeunload", beforeUnload);
    return () => {
      forget();
      window.removeEventListener("blur", flush);
      window.removeEventListener("pagehide", flush);
      window.removeEventListener("beforeunload", beforeUnload);
      void leave(spec.promptId);
    };
  }, [spec]);
  return spec;
}

/** What is stored need not be kept; what is not goes on being tried. */
async function leave(promptId: PromptId): Promise<void> {
  const entry = specs.get(promptId);
  if (entry === undefined) return;
  entry.viewers -= 1;
  const isStored = await entry.spec.flush();
  if (isStored && entry.viewers === 0 && !entry.spec.isUnsaved()) specs.delete(promptId);
}
