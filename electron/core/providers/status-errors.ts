import type { LatheError } from "#shared/contract/errors.ts";
import { type CallSubject, fault, providerMessage } from "./provider-errors.ts";

export interface RefusedAnswer {
  status: number;
  /** Its beginning. */
  body: string;
  retryAfterMs: number | null;
}

/** A gateway in front of the model: it could not reach it, or lost patience (504, and Cloudflare's own numbers). */
const gatewayStatus = new Set([502, 504, 520, 521, 522, 523, 524]);
/** Too much to do: 529 is Anthropic's number for it. */
const overloadedStatus = new Set([503, 529]);

/** The answer's status was not 2xx. */
export function statusError(subject: CallSubject, answer: RefusedAnswer): LatheError {
  const { status, body, retryAfterMs } = answer;
  const { provider, baseUrl, model } = subject;
  const facts = {
    details: {
      status,
      ...(model === null ? {} : { model }),
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
    },
    said: providerMessage(body),
  };
  const passing = { ...facts, retryable: true };
  if (status === 401) {
    const message = `${provider} rejected the key (401). Check the key in Settings: it may be mistyped, revoked, or of another service.`;
    return fault(subject, "key-rejected", message, facts);
  }
  if (status === 403) {
    const what = model === null ? "list its models" : `use ${model}`;
    const message = `${provider} does not allow this key to ${what} (403). Check what the key may do, and whether the provider serves your region.`;
    return fault(subject, "not-allowed", message, facts);
  }
  if (status === 402 || (status === 429 && /insufficient_quota|exceeded your current quota/i.test(body))) {
    const message = `The account at ${provider} has no credit or quota left. Top it up, then run again.`;
    return fault(subject, "quota-exceeded", message, facts);
  }
  if (status === 404 && model === null) {
    const message = `${provider} (${baseUrl}) does not list models (404). Check the base URL in Settings; it usually ends in /v1.`;
    return fault(subject, "address-not-found", message, facts);
  }
  if (status === 404) {
    const message = `${provider} does not know the model ${model} (404). Choose another model, or check the base URL in Settings; it usually ends in /v1.`;
    return fault(subject, "model-not-found", message, facts);
  }
  if (status === 429) {
    const message = `${provider} asked to slow down (429). Wait a little, or set lower limits for it in Settings.`;
    return fault(subject, "rate-limited", message, passing);
  }
  if (status === 408) {
    const message = `${provider} ran out of time (408). Try again, or ask for a shorter answer.`;
    return fault(subject, "gave-up", message, passing);
  }
  if (gatewayStatus.has(status)) {
    const message = `A gateway in front of ${provider} got no answer from the model (${status}). Try again in a moment.`;
    return fault(subject, "gateway-error", message, passing);
  }
  if (overloadedStatus.has(status)) {
    const message = `${provider} is overloaded (${status}). Try again in a while.`;
    return fault(subject, "overloaded", message, passing);
  }
  if (status >= 500) {
    return fault(subject, "server-error", `${provider} failed (${status}). Try again in a moment.`, passing);
  }
  if (status >= 300 && status < 400) {
    const message = `${provider} (${baseUrl}) sends the call on to another address (${status}). Lathe does not follow it, so that your key goes nowhere else. Enter the final address in Settings.`;
    return fault(subject, "redirected", message, { details: facts.details });
  }
  if (status === 413) {
    const message = `${provider} found the request too large (413). Shorten the prompt or its values.`;
    return fault(subject, "request-too-large", message, facts);
  }
  const message = `${provider} did not accept the request (${status}). Check the model's settings, its tools and the length of the prompt.`;
  return fault(subject, "bad-request", message, facts);
}
