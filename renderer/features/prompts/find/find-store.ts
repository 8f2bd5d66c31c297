import { create } from "zustand";
import type { Client } from "#shared/contract/client.ts";
import type { Output } from "#shared/contract/operations.ts";
import type { TextMatch, TextMatches, TextScope } from "#shared/model/text-match.ts";

export interface Question {
  text: string;
  matchCase: boolean;
  wholeWord: boolean;
  scope: TextScope;
}

export type Progress =
  /** Nothing is asked. */
  | { kind: "idle" }
  | { kind: "searching" }
  /** Ended by the user: what is shown was found until then. */
  | { kind: "stopped" }
  | { kind: "done"; end: Output<"prompts.find-text"> }
  | { kind: "failed"; error: unknown };

export interface FindState extends Question {
  isOpen: boolean;
  groups: TextMatches[];
  progress: Progress;
  /** The match that the keyboard is on, counted through all groups; null: none yet. */
  chosen: number | null;
  /** Rises each time the search box is asked for. */
  asked: number;
}

/** One match with the prompt it is in. */
export interface FoundMatch {
  group: TextMatches;
  match: TextMatch;
}

export const countMatches = (groups: readonly TextMatches[]): number =>
  groups.reduce((sum, { matches }) => sum + matches.length, 0);

export function matchAt(groups: readonly TextMatches[], index: number): FoundMatch | null {
  let left = index;
  for (const group of groups) {
    const match = group.matches[left];
    if (left >= 0 && match !== undefined) return { group, match };
    left -= group.matches.length;
  }
  return null;
}

const drawMs = 120;

/** The search through all prompts: one at a time, a newer question ends the one before. */
export function createFind(client: Pick<Client<AbortSignal>, "stream">) {
  const useFind = create<FindState>(() => ({
    isOpen: false,
    text: "",
    matchCase: false,
    wholeWord: false,
    scope: "drafts",
    groups: [],
    progress: { kind: "idle" },
    chosen: null,
    asked: 0,
  }));
  const { getState: get, setState: set } = useFind;
  let underWay: AbortController | null = null;

  const show = (): void => set(({ asked }) => ({ isOpen: true, asked: asked + 1 }));

  function hide(): void {
    if (get().progress.kind === "searching") stop();
    set({ isOpen: false });
  }

  /** Asks anew, also where nothing of the question changed: the texts may have. */
  async function search(question: Partial<Question> = {}): Promise<void> {
    underWay?.abort();
    set(question);
    const { text, matchCase, wholeWord, scope } = get();
    if (text === "") {
      underWay = null;
      set({ groups: [], progress: { kind: "idle" }, chosen: null });
      return;
    }
    const mine = new AbortController();
    underWay = mine;
    set({ progress: { kind: "searching" } });
    let groups: TextMatches[] = [];
    let drawnAt = Date.now();
    const draw = (progress: Progress) => {
      if (underWay !== mine) return;
      drawnAt = Date.now();
      set({ groups, progress, chosen: null });
    };
    try {
      const stream = client.stream("prompts.find-text", { text, matchCase, wholeWord, scope }, mine.signal);
      for (;;) {
        const step = await stream.next();
        if (step.done) {
          draw({ kind: "done", end: step.value });
          return;
        }
        groups = groups.concat(step.value.found);
        // Results of the question before stay until there are new ones; a page is not worth drawing the list for.
        if (Date.now() - drawnAt > drawMs) draw({ kind: "searching" });
      }
    } catch (error) {
      if (!mine.signal.aborted) draw({ kind: "failed", error });
    }
  }

  function stop(): void {
    underWay?.abort();
    set({ progress: { kind: "stopped" } });
  }

  /** The next match after the chosen one, or before it; after the last comes the first. */
  function step(by: 1 | -1): FoundMatch | null {
    const { groups, chosen } = get();
    const count = countMatches(groups);
    if (count === 0) return null;
    const next = chosen === null ? (by === 1 ? 0 : count - 1) : (chosen + by + count) % count;
    set({ chosen: next });
    return matchAt(groups, next);
  }

  return { useFind, show, hide, search, stop, step, choose: (chosen: number): void => set({ chosen }) };
}

export type Find = ReturnType<typeof createFind>;
