import { LatheError } from "#shared/contract/errors.ts";
import { cutText } from "#shared/text/cut-text.ts";

/** Whom a failed call was made to, for the words of its error. */
export interface CallSubject {
  /** The provider's name. */
  provider: string;
  /** Scheme, host, port and path; holds no secret. */
  baseUrl: string;
  /** null: a call that is not about one model, such as the model list. */
  model: string | null;
  /** Takes secrets out of whatever the provider wrote. */
  redact: (text: string) => string;
}

const excerptLength = 300;

/** What a provider wrote, as one short line without secrets and without control characters. */
export function excerptOf(subject: CallSubject, text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced here
  const line = text.slice(0, 20_000).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, " ");
  return cutText(subject.redact(line.trim()), excerptLength);
}

type Details = Record<string, string | number>;

const make = (
  subject: CallSubject,
  code: string,
  message: string,
  more: { retryable?: boolean; details?: Details; cause?: unknown } = {},
): LatheError =>
  new LatheError(
    {
      code: `providers.${code}`,
      message,
      retryable: more.retryable ?? false,
      details: { provider: subject.provider, ...more.details },
    },
    { cause: more.cause },
  );

/** `reason` decides whether a repeat is worth it: `refused` and `dns` do not heal within seconds. */
type UnreachableReason = "refused" | "dns" | "reset" | "connect-timeout" | "no-route" | "other";

const networkFaults: [pattern: RegExp, reason: UnreachableReason, words: string][] = [
  [/ECONNREFUSED/, "refused", "nothing answers there. Is the server running, and is the port right?"],
  [/ENOTFOUND|EAI_/, "dns", "its name could not be found. Check the address and your network."],
  [/ECONNRESET|EPIPE|UND_ERR_SOCKET/, "reset", "the connection was cut before an answer came."],
  [/ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT/, "connect-timeout", "no connection could be made in time."],
  [/EHOSTUNREACH|ENETUNREACH|ENETDOWN/, "no-route", "there is no way to it from this network."],
];

const tlsFault = /CERT|_TLS_|_SSL_|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)_|EPROTO/;

/** Gives a fault of the network its words; `cause` is whatever `fetch` or its body threw. */
export function connectionError(subject: CallSubject, cause: unknown): LatheError {
  const code = codesOf(cause);
  const where = `${subject.provider} (${subject.baseUrl})`;
  if (/Z_(DATA|BUF)_ERROR|BROTLI|ZSTD/.test(code)) {
    return malformedReply(subject, "its compressed answer cannot be unpacked", "", cause);
  }
  if (tlsFault.test(code)) {
    return make(
      subject,
      "tls",
      `The certificate of ${where} was not accepted (${code}). Check the address, the system's clock, and whether a proxy stands in between.`,
      { details: { tls: code }, cause },
    );
  }
  const [, reason, words] = networkFaults.find(([pattern]) => pattern.test(code)) ?? [
    null,
    "other" as const,
    "the connection failed. Check the address and your network.",
  ];
  return make(subject, "unreachable", `${where} cannot be reached: ${words}`, {
    retryable: true,
    details: { reason },
    cause,
  });
}

function codesOf(error: unknown): string {
  const codes: string[] = [];
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const inner = at instanceof AggregateError ? at.errors[0] : undefined;
    for (const one of [at, inner]) {
      const { code } = (one ?? {}) as { code?: unknown };
      if (typeof code === "string") codes.push(code);
    }
  }
  return codes.join(" ");
}

/** The answer's status was not 2xx. `body` is its beginning. */
export function statusError(
  subject: CallSubject,
  answer: { status: number; body: string; retryAfterMs: number | null },
): LatheError {
  const { status, body, retryAfterMs } = answer;
  const said = excerptOf(subject, providerMessage(body));
  const quote = said === "" ? "" : ` It said: “${said}”`;
  const details = { status, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
  const { provider, model } = subject;
  if (status === 401 || status === 403) {
    return make(
      subject,
      "key-rejected",
      `${provider} rejected the key (${status}). Check the key in Settings, and that it may use ${model ?? "this endpoint"}.${quote}`,
      { details },
    );
  }
  if (status === 402 || (status === 429 && /insufficient_quota|exceeded your current quota/i.test(body))) {
    return make(
      subject,
      "quota-exceeded",
      `The account at ${provider} has no credit or quota left. Top it up, then run again.${quote}`,
      { details },
    );
  }
  if (status === 404 && model === null) {
    return make(
      subject,
      "address-not-found",
      `${subject.baseUrl} does not list models (404). Check the base URL in Settings; it usually ends in /v1.${quote}`,
      { details },
    );
  }
  if (status === 404) {
    return make(
      subject,
      "model-not-found",
      `${provider} does not know the model ${model} (404). Choose another model, or check the base URL in Settings; it usually ends in /v1.${quote}`,
      { details: { ...details, model: model ?? "" } },
    );
  }
  if (status === 429) {
    return make(
      subject,
      "rate-limited",
      `${provider} asked to slow down (429). Wait a little, or set lower limits for it in Settings.${quote}`,
      { retryable: true, details },
    );
  }
  if (status === 408) return timedOut(subject, "total", 0);
  if (status >= 500) {
    return make(subject, "server-error", `${provider} failed (${status}). Try again in a moment.${quote}`, {
      retryable: true,
      details,
    });
  }
  if (status >= 300 && status < 400) {
    return make(
      subject,
      "redirected",
      `${subject.baseUrl} sends the call on to another address (${status}). Lathe does not follow it, so that your key goes nowhere else. Enter the final address in Settings.`,
      { details },
    );
  }
  return make(
    subject,
    "bad-request",
    `${provider} did not accept the request (${status}). Check the model's settings, its tools and the length of the prompt.${quote}`,
    { details },
  );
}

/** An error that the provider sent inside a stream that had begun well. */
export function streamError(subject: CallSubject, said: string): LatheError {
  const quote = excerptOf(subject, said);
  return make(subject, "server-error", `${subject.provider} broke off with an error: “${quote}”`, {
    retryable: true,
  });
}

export function malformedReply(
  subject: CallSubject,
  what: string,
  body: string,
  cause?: unknown,
): LatheError {
  const said = excerptOf(subject, body);
  const quote = said === "" ? "" : ` It begins: “${said}”`;
  return make(
    subject,
    "malformed-reply",
    `${subject.provider} did not answer like a model: ${what}. Check the base URL in Settings; it usually ends in /v1.${quote}`,
    { retryable: true, cause },
  );
}

export function timedOut(subject: CallSubject, kind: "idle" | "total", ms: number): LatheError {
  const seconds = Math.round(ms / 1000);
  const words =
    kind === "idle" && ms > 0
      ? `sent nothing for ${seconds} seconds`
      : `did not finish its answer${ms > 0 ? ` within ${seconds} seconds` : " in time"}`;
  return make(subject, "timeout", `${subject.provider} ${words}. Try again, or ask for a shorter answer.`, {
    retryable: true,
    details: { kind, ms },
  });
}

export function incompleteReply(subject: CallSubject, cause?: unknown): LatheError {
  return make(
    subject,
    "incomplete-reply",
    `The answer of ${subject.provider} broke off before its end. What had arrived is kept as partial text. Run it again.`,
    { retryable: true, cause },
  );
}

export function replyTooLarge(subject: CallSubject, maxBytes: number): LatheError {
  const megabytes = Math.round(maxBytes / 1024 / 1024);
  return make(
    subject,
    "reply-too-large",
    `${subject.provider} sent more than ${megabytes} MB. Lathe stopped reading. Set a lower token limit for the answer.`,
  );
}

/** The human part of an error body: OpenAI's `error.message`, or the forms of others, or the text as it is. */
export function providerMessage(body: string): string {
  try {
    const json = JSON.parse(body) as Record<string, unknown> | null;
    const error = json?.error ?? json;
    if (typeof error === "string") return error;
    const { message, detail } = (error ?? {}) as { message?: unknown; detail?: unknown };
    const text = message ?? detail ?? json?.message;
    return typeof text === "string" ? text : body;
  } catch {
    return /^\s*</.test(body) ? body.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, " ") : body;
  }
}
