import { useEffect, useState } from "react";
import { isCancelled } from "#shared/contract/errors.ts";
import type { Output } from "#shared/contract/operations.ts";
import { host } from "../../../host/host.ts";
import type { TestWish } from "./test-wish.ts";

export type Estimate = Output<"tests.estimate">;

interface Estimating {
  /** The last one that was made; of an earlier wish while `isCurrent` is false. */
  estimate: Estimate | null;
  isCurrent: boolean;
  failure: unknown;
}

const pauseMs = 200;

/** What the wish would take, asked for when the form has rested for a moment. */
export function useEstimate(wish: TestWish | null): Estimating {
  const [state, setState] = useState<Estimating & { of: TestWish | null }>({
    estimate: null,
    isCurrent: false,
    failure: null,
    of: null,
  });
  useEffect(() => {
    if (wish === null) return;
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      host.call("tests.estimate", wish, leaving.signal).then(
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
  }, [wish]);
  return wish === null
    ? { estimate: null, isCurrent: false, failure: null }
    : { ...state, isCurrent: state.isCurrent && state.of === wish };
}
