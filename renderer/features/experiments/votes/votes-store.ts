import { create } from "zustand";
import type { Client } from "#shared/contract/client.ts";
import { isCancelled } from "#shared/contract/errors.ts";
import type { Output } from "#shared/contract/operations.ts";
import type { VoteChoice } from "#shared/model/experiment.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import type { ArmPair } from "./PairSelect.tsx";

export interface Voting {
  pair: ArmPair;
  rater: string;
  /** The pair in front, how many this rater has voted on, and of how many; null: not read yet. */
  next: Output<"experiments.ballot"> | null;
  /** What was chosen and is not stored yet: until the next pair is there a key means nothing. */
  sending: VoteChoice | null;
  failure: { of: "reading" | "voting"; error: unknown } | null;
}

/** Goes from pair to pair. A vote is stored before the next pair is asked for, so that none is counted for another. */
export function createVotes(client: Client<AbortSignal>, experimentId: ExperimentId, rater: string) {
  const useVotes = create<Voting>(() => ({
    pair: { a: 0, b: 1 },
    rater,
    next: null,
    sending: null,
    failure: null,
  }));
  let asking = new AbortController();

  async function read(): Promise<void> {
    asking.abort();
    const own = new AbortController();
    asking = own;
    const { pair, rater } = useVotes.getState();
    try {
      const next = await client.call("experiments.ballot", { experimentId, ...pair, rater }, own.signal);
      if (!own.signal.aborted) useVotes.setState({ next, sending: null, failure: null });
    } catch (error) {
      if (own.signal.aborted || isCancelled(error)) return;
      useVotes.setState({ sending: null, failure: { of: "reading", error } });
    }
  }

  async function vote(choice: VoteChoice): Promise<void> {
    const { next, sending, rater } = useVotes.getState();
    const ballot = next?.ballot ?? null;
    if (ballot === null || sending !== null) return;
    useVotes.setState({ sending: choice, failure: null });
    try {
      await client.call("experiments.vote", { ballot: ballot.ballot, choice, rater });
    } catch (error) {
      // Another pair may be in front by now, and the vote was for this one.
      if (useVotes.getState().next === next)
        useVotes.setState({ sending: null, failure: { of: "voting", error } });
      return;
    }
    if (useVotes.getState().next === next) await read();
  }

  function begin(change: Partial<Pick<Voting, "pair" | "rater">>): void {
    useVotes.setState({ ...change, next: null, sending: null, failure: null });
    void read();
  }

  return {
    useVotes,
    open: () => void read(),
    close: () => asking.abort(),
    retry: () => void read(),
    vote,
    choosePair: (pair: ArmPair) => begin({ pair }),
    nameRater(name: string): void {
      if (name !== useVotes.getState().rater) begin({ rater: name });
    },
  };
}

export type Votes = ReturnType<typeof createVotes>;
