import type { ModelAnswer, ModelCaller, ModelRequest } from "./model-call.ts";

export interface CallInPieces {
  /** Fails as the call does. */
  answer: Promise<ModelAnswer>;
  /** The text as it comes; `null`: the call is made again, and what came before is void. Ends with the call, whatever its end. */
  pieces(): AsyncGenerator<string | null>;
}

/** A live call whose pieces can be waited for one after the other. */
export function callInPieces(models: ModelCaller, request: ModelRequest, signal: AbortSignal): CallInPieces {
  const waiting: (string | null)[] = [];
  let wake = () => {};
  let isOver = false;
  const tell = (piece: string | null) => {
    waiting.push(piece);
    wake();
  };
  const answer: Promise<ModelAnswer> = models
    .call(request, "live", { signal, onText: tell, onRetry: () => tell(null), onUnknownCost: () => {} })
    .finally(() => {
      isOver = true;
      wake();
    });
  // Its fault is told by whoever awaits it.
  answer.catch(() => {});
  async function* pieces(): AsyncGenerator<string | null> {
    for (;;) {
      while (waiting.length > 0) yield waiting.shift() as string | null;
      if (isOver) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  return { answer, pieces };
}
