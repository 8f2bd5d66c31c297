import type { Client } from "#shared/contract/client.ts";
import { cancelled } from "#shared/contract/errors.ts";
import type { CallName, Chunk, Input, Output, StreamName } from "#shared/contract/operations.ts";

type Answers = { [K in CallName]?: (input: Input<K>) => Output<K> | Promise<Output<K>> };
type Streams = {
  [K in StreamName]?: (input: Input<K>, signal: AbortSignal) => AsyncGenerator<Chunk<K>, Output<K>>;
};

/** For tests: a host that answers each operation as the test says, a moment later, and keeps what it was asked. */
export function hostThat(answers: Answers, streams: Streams = {}) {
  const asked: { operation: string; input: unknown }[] = [];
  const client: Client<AbortSignal> = {
    async call(operation, input, signal) {
      asked.push({ operation, input });
      await Promise.resolve();
      if (signal?.aborted) throw cancelled();
      const answer = answers[operation] as ((input: unknown) => unknown) | undefined;
      if (answer === undefined) throw new Error(`nobody said what ${operation} answers`);
      return (await answer(input)) as never;
    },
    stream(operation, input, signal = new AbortController().signal) {
      asked.push({ operation, input });
      const answer = streams[operation] as ((input: unknown, signal: AbortSignal) => unknown) | undefined;
      if (answer === undefined) throw new Error(`no stream of ${operation} is expected here`);
      return answer(input, signal) as never;
    },
  };
  return {
    client,
    asked,
    inputsOf: (operation: CallName | StreamName) =>
      asked.filter((each) => each.operation === operation).map(({ input }) => input),
  };
}

/** Lets everything that waits for an answer go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}
