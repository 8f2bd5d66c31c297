import { create } from "zustand";
import type { PromptId, VersionId } from "#shared/model/ids.ts";

/** The version that a history is to show when it opens, asked for from another room. */
export const useAskedVersion = create<{ asked: { promptId: PromptId; versionId: VersionId } | null }>(() => ({
  asked: null,
}));

export const askForVersion = (promptId: PromptId, versionId: VersionId): void =>
  useAskedVersion.setState({ asked: { promptId, versionId } });
