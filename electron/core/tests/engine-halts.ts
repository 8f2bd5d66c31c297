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

export const endsRun = ({ errorCode, reply }: Pick<NewAttempt, "errorCode" | "reply">): boolean =>
  errorCode !== null &&
  typeof reply !== "number" &&
  (hopeless.has(errorCode) || errorCode.startsWith("vault."));
