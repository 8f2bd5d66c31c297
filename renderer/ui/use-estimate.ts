import { useEffect, useState } from "react";
import { isCancelled } from "#shared/contract/errors.ts";

interface Estimating<Estimate> {
  /** The last one that was made; of an earlier wish while `isCurrent` is false. */
  estimate: Estimate | null;
  isCurrent: boolean;
  failure: unknown;
}

const pauseMs = 200;

/** What a wish would take, asked for when its form has rested for a moment. `ask` is the same with every drawing. */
export function useEstimate<Wish, Estimate>(
  wish: Wish | null,
  ask: (wish: Wish, signal: AbortSignal) => Promise<Estimate>,
): Estimating<Estimate> {
  const [state, setState] = useState<Estimating<Estimate> & { of: Wish | null }>({
    estimate: null,
    isCurrent: false,
    failure: null,
    of: null,
  });
  useEffect(() => {
    if (wish === null) return;
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      ask(wish, leaving.signal).then(
        (estimate) => {
          if (!leaving.signal.aborted) setState({ estimate, isCurrent: true, failure: null, of: wish });
        },
        (failure) => {
          if (leaving.signal.aborted || isCancelled(failure)) return;
          setState({ estimate: null, isCurrent: true, failure, of: wish });
        },
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [wish, ask]);
  return wish === null
    ? { estimate: null, isCurrent: false, failure: null }
    : { ...state, isCurrent: state.isCurrent && state.of === wish };
}
