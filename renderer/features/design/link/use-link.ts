import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptSpec } from "#shared/model/spec.ts";
import type { DesignDraft } from "../design-port.ts";
import type { OpenSpec } from "../spec/open-spec.ts";
import type { OpenSpecState } from "../spec/spec-state.ts";
import { type Standing, standingOf } from "./follow-spec.ts";

const pauseMs = 300;

/**
 * Keeps the text in step with the spec. What is typed into the form reaches a text that nobody wrote into by hand after
 * a short pause; everything else waits for a person, also what another window, or another Lathe, made of the spec.
 */
export function useLink(spec: OpenSpec, state: OpenSpecState, draft: DesignDraft) {
  const { content, inFormat } = draft;
  const settled = useSettledSpec(state.spec);
  const standing = useMemo<Standing | null>(
    () =>
      content === null ? null : standingOf({ spec: settled, generated: state.generated, content, inFormat }),
    [settled, state.generated, content, inFormat],
  );

  const followed = useRef(state.edits);
  const follow = useCallback(() => {
    const now = spec.now();
    const content = draft.contentNow();
    if (now === null || content === null || now.theirs !== null || now.edits === followed.current) return;
    followed.current = now.edits;
    const standing = standingOf({ spec: now.spec, generated: now.generated, content, inFormat });
    if (standing.kind !== "live") return;
    draft.edit(() => standing.content, "spec");
    spec.takeOver(standing.theirs);
  }, [spec, draft.contentNow, draft.edit, inFormat]);
  // Before the page is drawn: what follows by itself is never shown as if it waited.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the settled spec says when the typing pauses, the content when the draft is there, and the other's spec when a conflict is over
  useLayoutEffect(follow, [settled, content === null, state.theirs === null, follow]);
  // What was typed in the last moment before leaving reaches the text as well.
  useEffect(() => follow, [follow]);

  return {
    standing,
    /** The text as it was shown to a person, unless it changed under their eyes. */
    takeOver(shown: PromptContent, merged: PromptContent, theirs: PromptContent): boolean {
      if (draft.contentNow() !== shown) return false;
      draft.edit(() => merged);
      spec.takeOver(theirs);
      return true;
    },
    keepMine: (theirs: PromptContent) => spec.takeOver(theirs),
  };
}

/** As it was when the typing paused. */
function useSettledSpec(spec: PromptSpec): PromptSpec {
  const [settled, setSettled] = useState(spec);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(spec), pauseMs);
    return () => clearTimeout(timer);
  }, [spec]);
  return settled;
}
