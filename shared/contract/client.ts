import { type ErrorData, LatheError } from "./errors.ts";
import type { CallName, Chunk, Input, OperationName, Output, StreamName } from "./operations.ts";
import type { Frame } from "./wire.ts";

/**
 * Opens a call and yields its frames. Leaving the loop, or the signal, cancels the work on the other side.
 * This is the whole of what a host has to provide. `Signal` is the platform's `AbortSignal`.
 */
export type Transport<Signal> = (
  request: { operation: string; input: unknown },
  signal?: Signal,
) => AsyncIterable<Frame>;

/** The workbench as a page, a terminal or a test sees it: typed calls, errors thrown as `LatheError`. */
export interface Client<Signal> {
  call<K extends CallName>(operation: K, input: Input<K>, signal?: Signal): Promise<Output<K>>;
  /** Leaving the loop cancels; the generator's return value is the result. */
  stream<K extends StreamName>(
    operation: K,
    input: Input<K>,
    signal?: Signal,
  ): AsyncGenerator<Chunk<K>, Output<K>>;
}

const cutOff: ErrorData = {
  code: "host.disconnected",
  message: "The connection to Lathe ended before the answer was complete. Your text is kept; try again.",
  retryable: true,
};

export function createClient<Signal>(transport: Transport<Signal>): Client<Signal> {
  async function* stream<K extends OperationName>(
    operation: K,
    input: Input<K>,
    signal?: Signal,
  ): AsyncGenerator<unknown, unknown> {
    for await (const frame of transport({ operation, input }, signal)) {
      if (frame.kind === "failed") throw LatheError.from(frame.error);
      if (frame.kind === "done") return frame.value;
      yield frame.value;
    }
    throw LatheError.from(cutOff);
  }

  return {
    async call(operation, input, signal) {
      const frames = stream(operation, input, signal);
      for (;;) {
        const step = await frames.next();
        if (step.done) return step.value as Output<typeof operation>;
      }
    },
    stream: stream as Client<Signal>["stream"],
  };
}
