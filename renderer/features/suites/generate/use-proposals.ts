import { useEffect, useRef, useState } from "react";
import { isCancelled } from "#shared/contract/errors.ts";
import type { Input, Output } from "#shared/contract/operations.ts";
import type { CaseContent } from "#shared/model/suite.ts";
import { host } from "../../../host/host.ts";

export interface Proposal {
  content: CaseContent;
  /** The model's own words: what the case is to find out. */
  why: string;
  standing: "open" | "accepted" | "rejected";
}

type Ended = Output<"suites.generate-cases">;

/** Cases as a model proposes them, one after the other. None of them counts before somebody has accepted it. */
export function useProposals() {
  const [proposals, setProposals] = useState<readonly Proposal[]>([]);
  const [ended, setEnded] = useState<Ended | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isRunning, setRunning] = useState(false);
  const asking = useRef<AbortController | null>(null);
  useEffect(() => () => asking.current?.abort(), []);

  async function start(input: Input<"suites.generate-cases">): Promise<void> {
    asking.current?.abort();
    const mine = new AbortController();
    asking.current = mine;
    setRunning(true);
    setFailure(null);
    setEnded(null);
    try {
      const stream = host.stream("suites.generate-cases", input, mine.signal);
      for (;;) {
        const step = await stream.next();
        if (step.done) {
          setEnded(step.value);
          return;
        }
        const { case: content, why } = step.value;
        setProposals((now) => [...now, { content, why, standing: "open" }]);
      }
    } catch (error) {
      if (!isCancelled(error) && !mine.signal.aborted) setFailure(error);
    } finally {
      if (asking.current === mine) setRunning(false);
    }
  }

  const change = (index: number, patch: Partial<Proposal>): void =>
    setProposals((now) => now.map((each, at) => (at === index ? { ...each, ...patch } : each)));

  return {
    proposals,
    ended,
    failure,
    isRunning,
    start,
    change,
    cancel: () => asking.current?.abort(),
    startAnew(): void {
      setProposals([]);
      setEnded(null);
      setFailure(null);
    },
  };
}
