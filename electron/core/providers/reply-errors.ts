import type { LatheError } from "#shared/contract/errors.ts";
import { type CallSubject, fault, isWebPage, providerMessage } from "./provider-errors.ts";

const checkAddress = "Check the base URL in Settings; it usually ends in /v1.";

/** An answer with a good status that is not the answer of a model, told apart by its beginning. */
export function strangeReply(subject: CallSubject, opening: string, cause?: unknown): LatheError {
  const { provider } = subject;
  const facts = { retryable: true, said: providerMessage(opening), cause };
  if (opening.trim() === "") {
    const message = `${provider} sent an empty answer. ${checkAddress}`;
    return fault(subject, "empty-reply", message, { retryable: true, cause });
  }
  if (isWebPage(opening)) {
    const message = `${provider} answered with a web page, which may be a sign-in page or that of a proxy. ${checkAddress}`;
    return fault(subject, "web-page", message, facts);
  }
  if (isOpeningOfJson(opening)) {
    const message = `${provider} answered with JSON of another form than a model's. ${checkAddress}`;
    return fault(subject, "other-json", message, facts);
  }
  const message = `What ${provider} answered cannot be read. ${checkAddress}`;
  return fault(subject, "malformed-reply", message, facts);
}

/** A list of models was asked for, and something else came. */
export function noModelList(subject: CallSubject, json: unknown): LatheError {
  const message = `${subject.provider} did not answer with a list of models. ${checkAddress}`;
  return fault(subject, "no-model-list", message, { retryable: true, said: JSON.stringify(json) ?? "" });
}

export const undecodableReply = (subject: CallSubject, cause: unknown): LatheError =>
  fault(
    subject,
    "undecodable-reply",
    `The answer of ${subject.provider} is compressed and cannot be unpacked. A proxy may have damaged it; run it again.`,
    { retryable: true, cause },
  );

/** Nothing came for `ms` milliseconds. */
export function silent(subject: CallSubject, ms: number): LatheError {
  const seconds = secondsOf(ms);
  return fault(
    subject,
    "silent",
    `${subject.provider} sent nothing for ${seconds} seconds. It may be busy or loading the model: try again in a while.`,
    { retryable: true, details: { seconds } },
  );
}

/** It was answering, but too slowly. */
export function tooSlow(subject: CallSubject, ms: number): LatheError {
  const seconds = secondsOf(ms);
  return fault(
    subject,
    "timeout",
    `${subject.provider} did not finish its answer within ${seconds} seconds. Try again, or ask for a shorter answer.`,
    { retryable: true, details: { seconds } },
  );
}

/** At least something: a limit under a second exists in tests only. */
const secondsOf = (ms: number): number => (ms < 1_000 ? ms / 1_000 : Math.round(ms / 1_000));

/** An error that the provider sent inside a stream that had begun well. */
export const brokeOff = (subject: CallSubject, said: string): LatheError =>
  fault(
    subject,
    "failed-midway",
    `${subject.provider} broke off its answer with an error. What had arrived is kept as partial text. Run it again.`,
    { retryable: true, said },
  );

/** The stream ended, or its connection was lost, before the answer's end. */
export const incompleteReply = (subject: CallSubject, cause?: unknown): LatheError =>
  fault(
    subject,
    "incomplete-reply",
    `The answer of ${subject.provider} ended before it was complete. What had arrived is kept as partial text. Run it again.`,
    { retryable: true, cause },
  );

export const lostReply = (subject: CallSubject, cause: unknown): LatheError =>
  fault(
    subject,
    "connection-lost",
    `The connection to ${subject.provider} was lost in the middle of its answer. What had arrived is kept as partial text. Run it again.`,
    { retryable: true, cause },
  );

export function replyTooLarge(subject: CallSubject, maxBytes: number): LatheError {
  const megabytes = Math.round(maxBytes / 1024 / 1024);
  return fault(
    subject,
    "reply-too-large",
    `${subject.provider} sent more than an answer may hold (${megabytes} MB). Lathe stopped reading. Set a lower token limit for the answer.`,
    { details: { megabytes } },
  );
}

export function isOpeningOfJson(opening: string): boolean {
  // Its beginning only: a long document is cut off and would not parse.
  return /^\s*[[{]\s*(["{[\]}]|\d)/.test(opening);
}
