import { useEffect, useRef, useState } from "react";
import { isCancelled } from "#shared/contract/errors.ts";
import type { Input } from "#shared/contract/operations.ts";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId, SuiteId } from "#shared/model/ids.ts";
import type { PromptSpec, ValidationReport } from "#shared/model/spec.ts";
import { host } from "../../../host/host.ts";
import { useWorkspace } from "../../../host/workspace-store.ts";
import { withNames } from "../spec/spec-state.ts";

/** What was looked at, and what was found. */
export interface Checked {
  content: PromptContent;
  spec: PromptSpec;
  report: ValidationReport;
}

/** The newest check of a prompt on this page. A new one takes the place of one under way. */
export function useValidation(promptId: PromptId) {
  const isReadOnly = useWorkspace((workspace) => workspace.access === "read-only");
  const [checked, setChecked] = useState<Checked | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isRunning, setRunning] = useState(false);
  const asking = useRef<AbortController | null>(null);
  useEffect(() => () => asking.current?.abort(), []);

  async function check(
    content: PromptContent,
    spec: PromptSpec,
    on: { inputs: NonNullable<Input<"design.validate">["inputs"]>; suiteId: SuiteId | null },
  ): Promise<void> {
    asking.current?.abort();
    const mine = new AbortController();
    asking.current = mine;
    setRunning(true);
    setFailure(null);
    try {
      const report = await host.call(
        "design.validate",
        // Without a prompt it is made all the same, and no report is stored.
        { content, promptId: isReadOnly ? null : promptId, spec: withNames(spec), ...on },
        mine.signal,
      );
      if (asking.current === mine) setChecked({ content, spec, report });
    } catch (error) {
      if (!isCancelled(error) && !mine.signal.aborted) setFailure(error);
    } finally {
      if (asking.current === mine) setRunning(false);
    }
  }

  return { checked, failure, isRunning, check, cancel: () => asking.current?.abort() };
}
