import { LatheError } from "#shared/contract/errors.ts";

/** The call was refused before a model saw it, or never left this machine. */
const free = new Set([
  "address-not-found",
  "address-private",
  "address-refused",
  "bad-request",
  "certificate-expired",
  "certificate-untrusted",
  "certificate-wrong-host",
  "connect-timeout",
  "connection-refused",
  "key-invalid",
  "key-missing",
  "key-too-short",
  "key-rejected",
  "model-not-found",
  "name-not-found",
  "no-route",
  "not-allowed",
  "not-http",
  "not-https",
  "overloaded",
  "port-refused",
  "quota-exceeded",
  "rate-limited",
  "redirected",
  "request-too-large",
  "server-error",
  "tls",
]);

/** A gateway that lost patience with the model behind it (504, Cloudflare's 522 to 524): it may have answered all the same. */
const gaveUpWaiting = new Set([504, 522, 523, 524]);

/**
 * Whether a call that failed with this error may have been charged. Providers do not charge for what they refuse; an
 * answer that was cut off, came too late, too large or in a form nobody can read has been made, and paid for.
 */
export function mayBeCharged(error: unknown): boolean {
  if (!(error instanceof LatheError)) return true;
  const [domain, reason = ""] = error.code.split(".");
  if (domain === "vault") return false;
  if (reason === "gateway-error") return gaveUpWaiting.has(Number(error.details?.status));
  return domain !== "providers" || !free.has(reason);
}
