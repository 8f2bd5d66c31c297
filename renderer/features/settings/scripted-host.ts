import { type Client, createClient, type Transport } from "#shared/contract/client.ts";
import { LatheError } from "#shared/contract/errors.ts";
import type { CallName, Input, Output } from "#shared/contract/operations.ts";

type Script = {
  [K in CallName]?: (input: Input<K>, signal: AbortSignal | undefined) => Output<K> | Promise<Output<K>>;
};

/** A host for tests that answers from functions; an operation that the script does not know fails. */
export function scriptedHost(): { host: Client<AbortSignal>; script: Script } {
  const script: Script = {};
  const transport: Transport<AbortSignal> = async function* ({ operation, input }, signal) {
    const answer = script[operation as CallName] as
      | ((input: unknown, signal: AbortSignal | undefined) => unknown)
      | undefined;
    try {
      if (answer === undefined) throw new Error(`the test has no answer to ${operation}`);
      yield { kind: "done", value: await answer(input, signal) };
    } catch (error) {
      if (!(error instanceof LatheError)) throw error;
      yield { kind: "failed", error: error.toData() };
    }
  };
  return { host: createClient(transport), script };
}
