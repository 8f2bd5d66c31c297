import { LatheError } from "#shared/contract/errors.ts";

/** The call was refused before a model saw it, or never left this machine. */
const free = new Set([
  "providers.address-not-found",
  "providers.bad-request",
  "providers.key-invalid",
  "providers.key-missing",
  "providers.key-rejected",
  "providers.model-not-found",
  "providers.quota-exceeded",
  "providers.rate-limited",
  "providers.redirected",
  "providers.tls",
]);

/** No connection came about. After a reset the request may have arrived. */
const neverArrived = new Set(["refused", "dns", "connect-timeout", "no-route"]);

/** A gateway that lost patience with the model behind it (504, Cloudflare's 522 to 524): it may have answered all the same. */
const gaveUpWaiting = new Set([504, 522, 523, 524]);

/**
 * Whether a call that failed with this error may have been charged. Providers do not charge for what they refuse; an
 * answer that was cut off, came too late, too large or in a form nobody can read has been made, and paid for.
 */
export function mayBeCharged(error: unknown): boolean {
  if (!(error instanceof LatheError)) return true;
  if (error.code.startsWith("vault.") || free.has(error.code)) return false;
  const { reason, status } = error.details ?? {};
  if (error.code === "providers.unreachable") return !neverArrived.has(String(reason));
  // Without a status it broke off an answer that had begun.
  if (error.code === "providers.server-error") return typeof status !== "number" || gaveUpWaiting.has(status);
  return true;
}
