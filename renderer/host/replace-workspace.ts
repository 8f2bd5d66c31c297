import type { Input, Output } from "#shared/contract/operations.ts";
import type { Backup, WorkspaceCounts } from "#shared/model/workspace.ts";
import { host } from "./host.ts";

/** Holds text that is not in the store yet, and is told to be still while another copy takes the workspace's place. */
export interface Keeper {
  /** Saves what there is, then sends nothing more. */
  hold(): Promise<void>;
  holdNow(): void;
  release(): void;
}

export type BackupSource = Input<"workspace.restore">["source"];

let keepers: Keeper[] = [];
/** none: not by this page. asked: it waits for the answer. done: it says so itself, and its user goes on from there. */
let own: "none" | "asked" | "done" = "none";
let isTold = false;

export const keepDuringReplacement = (keeper: Keeper): void => {
  keepers = [...keepers, keeper];
};

/** Verifies a backup and puts it in the workspace's place. The page has to be loaded anew after it. */
export const restoreBackup = (source: BackupSource): Promise<Output<"workspace.restore">> =>
  replace(() => host.call("workspace.restore", { source }));

/** Puts what was read of a damaged file in its place. The page has to be loaded anew after it. */
export const keepSalvaged = (): Promise<Output<"workspace.keep-salvaged">> =>
  replace(() => host.call("workspace.keep-salvaged", {}));

async function replace<T>(ask: () => Promise<T>): Promise<T> {
  own = "asked";
  try {
    await Promise.all(keepers.map((keeper) => keeper.hold()));
    const answer = await ask();
    own = "done";
    return answer;
  } catch (error) {
    own = "none";
    // It may be done and only the answer be lost.
    if (isTold) reloadPage();
    else for (const keeper of keepers) keeper.release();
    throw error;
  }
}

/** Another copy has taken the workspace's place: what this page shows may never have been there. */
export function meetReplacement(): void {
  isTold = true;
  for (const keeper of keepers) keeper.holdNow();
  reloadUnlessReplacing();
}

/** For what others did: where this page is replacing the workspace itself, it goes on when its user has read how it went. */
export function reloadUnlessReplacing(): void {
  if (own === "none") reloadPage();
}

/** Loads the page anew. Text that is not saved is kept by the browser, and found again. */
export function reloadPage(): void {
  for (const keeper of keepers) keeper.holdNow();
  location.reload();
}

const noteKey = "lathe.replaced";

/** What the page that comes after this one has to tell. */
export interface ReplacementNote {
  kind: "restored" | "undone";
  counts: WorkspaceCounts;
  undo: Backup | null;
  keptAs: string | null;
}

export function leaveNote(note: ReplacementNote): void {
  try {
    sessionStorage.setItem(noteKey, JSON.stringify(note));
  } catch {
    // A page without storage loses a message, and nothing else.
  }
}

/** The note, once. */
export function takeNote(): ReplacementNote | null {
  try {
    const note = sessionStorage.getItem(noteKey);
    sessionStorage.removeItem(noteKey);
    return note === null ? null : (JSON.parse(note) as ReplacementNote);
  } catch {
    return null;
  }
}
