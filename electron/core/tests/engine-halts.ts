import type { ErrorData } from "#shared/contract/errors.ts";
import type { NewAttempt } from "./attempt-store.ts";

/**
 * After these no other call to the model would fare better: the run is halted, says why, and can be resumed when it is
 * put right, instead of turning into a thousand errors within a second.
 */
const hopeless = new Set(
  [
    "address-private",
    "address-refused",
    "certificate-expired",
    "certificate-untrusted",
    "certificate-wrong-host",
    "connection-refused",
    "key-invalid",
    "key-missing",
    "key-rejected",
    "key-too-short",
    "model-not-found",
    "name-not-found",
    "not-allowed",
    "not-found",
    "not-http",
    "not-https",
    "quota-exceeded",
  ].map((reason) => `providers.${reason}`),
);

/** Of a judge's call as well. */
export const isHopeless = ({ code }: Pick<ErrorData, "code">): boolean =>
  hopeless.has(code) || code.startsWith("vault.");

/** Why the whole run is to be halted after this attempt; null: it goes on. */
export function endOf({ reply }: Pick<NewAttempt, "reply">): ErrorData | null {
  if (typeof reply === "number" || reply.error === null) return null;
  return isHopeless(reply.error) ? reply.error : null;
}
