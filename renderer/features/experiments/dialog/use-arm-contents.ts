import { useEffect, useMemo, useState } from "react";
import type { PromptContent, Variable } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { neededVariables } from "#shared/text/needed-variables.ts";
import { host } from "../../../host/host.ts";
import type { ExperimentDialogProps } from "./ExperimentDialog.tsx";
import type { ArmFields } from "./experiment-wish.ts";

interface ArmContents {
  drafts: ReadonlyMap<PromptId, PromptContent>;
  /** By the key of the arm; of those that are known. */
  byArm: ReadonlyMap<number, PromptContent>;
  /** What any of the arms needs: first what has no default, each in order of first use. */
  variables: Variable[];
  failure: unknown;
}

const keyOf = ({ promptId, versionId }: Pick<ArmFields, "promptId" | "versionId">): string | null =>
  promptId === null ? null : (versionId ?? promptId);

/** The texts of the arms. A draft is read once, so that what is estimated is what is started. */
export function useArmContents(
  arms: readonly ArmFields[],
  draftOf: ExperimentDialogProps["draftOf"],
): ArmContents {
  const [contents, setContents] = useState<ReadonlyMap<string, PromptContent>>(new Map());
  const [failure, setFailure] = useState<unknown>(null);
  const wanted = arms.map(keyOf).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: `wanted` says whose texts these are
  useEffect(() => {
    let isLeft = false;
    for (const arm of arms) {
      const { promptId, versionId } = arm;
      const key = keyOf(arm);
      if (promptId === null || key === null || contents.has(key)) continue;
      const reading =
        versionId === null
          ? draftOf(promptId)
          : host.call("prompts.version", { versionId }).then(({ content }) => content);
      reading.then(
        (content) => {
          if (!isLeft) setContents((now) => (now.has(key) ? now : new Map(now).set(key, content)));
        },
        (error) => {
          if (!isLeft) setFailure(error);
        },
      );
    }
    return () => {
      isLeft = true;
    };
  }, [wanted, draftOf]);
  return useMemo(() => {
    const byArm = new Map<number, PromptContent>();
    const drafts = new Map<PromptId, PromptContent>();
    const variables = new Map<string, Variable>();
    for (const arm of arms) {
      const content = contents.get(keyOf(arm) ?? "");
      if (content === undefined || arm.promptId === null) continue;
      byArm.set(arm.key, content);
      if (arm.versionId === null) drafts.set(arm.promptId, content);
      for (const variable of neededVariables(content)) {
        if (!variables.has(variable.name)) variables.set(variable.name, variable);
      }
    }
    // First what has to be given.
    const all = [...variables.values()];
    const needed = all.filter((variable) => variable.default === undefined);
    const others = all.filter((variable) => variable.default !== undefined);
    return { byArm, drafts, variables: [...needed, ...others], failure };
  }, [arms, contents, failure]);
}
