import { create } from "zustand";
import type { Client } from "#shared/contract/client.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { Output } from "#shared/contract/operations.ts";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId, VersionId } from "#shared/model/ids.ts";
import type { Draft, Semver, Version, VersionSummary } from "#shared/model/prompt.ts";
import { type ContentDiff, diffContent } from "#shared/text/diff-content.ts";
import { i18n } from "../../../i18n/i18n.ts";
import { appendOlder, type NewestFirst, olderPageSize, type Reading, renewNewest } from "./newest-first.ts";

export interface HistoryHost {
  client: Pick<Client<AbortSignal>, "call">;
  session: string;
  /** Stores what the page has not stored yet; false when that failed. */
  flush: () => Promise<boolean>;
}

/** What can be compared: a version, or the draft with its changes since the latest one. */
export type Picked = "draft" | VersionId;

/** One side of a comparison. `version` is null for the draft. */
export interface Side {
  pick: Picked;
  version: Semver | null;
  contentHash: string;
  content: PromptContent;
}

export interface Comparison {
  /** null: nothing, so that all of `after` is new. */
  before: Side | null;
  after: Side;
  diff: ContentDiff;
}

export interface HistoryState {
  opening: Reading<null>;
  draft: Draft | null;
  latest: Version | null;
  versions: NewestFirst<VersionSummary>;
  total: number;
  older: Reading<null>;
  /** A, the old side; null: nothing. */
  before: Picked | null;
  /** B, the new side; null until there is something to show. */
  after: Picked | null;
  comparison: Reading<Comparison>;
}

const nothing: PromptContent = {
  templateFormat: "f-string",
  messages: [],
  variables: [],
  model: {},
  tools: [],
  outputSchema: null,
};
const sequenceOf = (version: VersionSummary) => version.sequence;
const mostRemembered = 50;

export const isDraftChanged = ({ draft, latest }: Pick<HistoryState, "draft" | "latest">): boolean =>
  draft !== null && draft.contentHash !== latest?.contentHash;

/** The versions of one prompt, two of them side by side, and the way back to one. */
export function createHistory(promptId: PromptId, { client, session, flush }: HistoryHost) {
  const useHistory = create<HistoryState>(() => ({
    opening: { kind: "loading" },
    draft: null,
    latest: null,
    versions: { items: [], next: null },
    total: 0,
    older: { kind: "ready", value: null },
    before: null,
    after: null,
    comparison: { kind: "loading" },
  }));
  const { getState: get, setState: set } = useHistory;
  const remembered = new Map<VersionId, Promise<Version>>();
  let readings = 0;
  let comparisons = 0;

  async function open(): Promise<void> {
    set({ opening: { kind: "loading" } });
    try {
      // A text that could not be stored yet stays in the editor; the history shows what is stored.
      await flush();
      await read();
      set({ opening: { kind: "ready", value: null } });
    } catch (error) {
      set({ opening: { kind: "failed", error } });
    }
  }

  async function read(): Promise<void> {
    readings += 1;
    const mine = readings;
    const [opened, page] = await Promise.all([
      client.call("prompts.open", { promptId }),
      client.call("prompts.versions", { promptId }),
    ]);
    // An older answer never replaces a newer one.
    if (mine !== readings) return;
    take(opened, page);
  }

  function take({ draft, latest }: Output<"prompts.open">, page: Output<"prompts.versions">): void {
    const was = get();
    const newest = { items: page.versions, next: page.next };
    const versions = renewNewest(was.versions, newest, sequenceOf);
    set({ draft, latest, versions, total: page.total });
    const isDraftGone = !isDraftChanged(get()) && (was.after === "draft" || was.before === "draft");
    if (was.after === null || isDraftGone) selectNewest();
    else if (was.after === "draft" || was.before === "draft") void compare();
  }

  /** A failed reading leaves what is shown: the next event brings another. */
  const refresh = (): Promise<void> => read().catch(() => {});

  async function readOlder(): Promise<void> {
    const { versions, older } = get();
    if (versions.next === null || older.kind === "loading") return;
    set({ older: { kind: "loading" } });
    try {
      const page = await client.call("prompts.versions", {
        promptId,
        before: versions.next,
        limit: olderPageSize,
      });
      const more = { items: page.versions, next: page.next };
      set({
        versions: appendOlder(get().versions, more, sequenceOf),
        older: { kind: "ready", value: null },
      });
    } catch (error) {
      set({ older: { kind: "failed", error } });
    }
  }

  function selectNewest(): void {
    const { latest } = get();
    if (isDraftChanged(get())) select("draft");
    else if (latest !== null) select(latest.versionId);
  }

  /** Shows what a version, or the draft, changed from the one before it. */
  function select(pick: Picked): void {
    set({ after: pick, before: predecessorOf(pick) });
    void compare();
  }

  function predecessorOf(pick: Picked): VersionId | null {
    const { latest, versions } = get();
    if (pick === "draft") return latest?.versionId ?? null;
    const version = versions.items.find(({ versionId }) => versionId === pick) ?? latest;
    return version?.versionId === pick ? version.parentId : null;
  }

  function choose(side: "before" | "after", pick: Picked): void {
    set({ [side]: pick });
    void compare();
  }

  function swap(): void {
    const { before, after } = get();
    if (before === null || after === null) return;
    set({ before: after, after: before });
    void compare();
  }

  async function compare(): Promise<void> {
    comparisons += 1;
    const mine = comparisons;
    const { before, after, comparison } = get();
    if (after === null) return;
    // What is shown stays until the next is there, so that walking down the list does not flicker.
    if (comparison.kind === "failed") set({ comparison: { kind: "loading" } });
    try {
      const [old, now] = await Promise.all([before === null ? null : sideOf(before), sideOf(after)]);
      if (mine !== comparisons) return;
      const diff = diffContent(old?.content ?? nothing, now.content);
      set({ comparison: { kind: "ready", value: { before: old, after: now, diff } } });
    } catch (error) {
      if (mine === comparisons) set({ comparison: { kind: "failed", error } });
    }
  }

  async function sideOf(pick: Picked): Promise<Side> {
    const { draft } = get();
    if (pick === "draft" && draft !== null) {
      return { pick, version: null, contentHash: draft.contentHash, content: draft.content };
    }
    const { version, contentHash, content } = await versionOf(pick as VersionId);
    return { pick, version, contentHash, content };
  }

  /** A version never changes, so it is read once; a failed reading is tried again. */
  function versionOf(versionId: VersionId): Promise<Version> {
    const known = remembered.get(versionId);
    if (known !== undefined) return known;
    const reading = client.call("prompts.version", { versionId });
    remembered.set(versionId, reading);
    reading.catch(() => remembered.delete(versionId));
    const [oldest] = remembered.keys();
    if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest);
    return reading;
  }

  /** Makes an old version's content a new version and the draft. What the draft held stays in the journal. */
  async function goBackTo(versionId: VersionId, message?: string): Promise<Output<"prompts.revert">> {
    if (!(await flush())) throw new Error(i18n.t("history.unsaved"));
    const answer = await client.call("prompts.revert", { promptId, versionId, message, session });
    set({ draft: answer.draft, latest: answer.version });
    await refresh();
    select(answer.version.versionId);
    return answer;
  }

  function meet(event: LatheEvent): void {
    const isOurs = "promptId" in event && event.promptId === promptId;
    if (event.type === "workspace.changed") void refresh();
    else if (isOurs && (event.type === "version.saved" || event.type === "draft.saved")) void refresh();
  }

  return { promptId, useHistory, open, readOlder, select, choose, swap, compare, goBackTo, meet };
}

export type PromptHistory = ReturnType<typeof createHistory>;
