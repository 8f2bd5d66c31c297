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

export interface FaultFacts {
  retryable?: boolean;
  details?: Record<string, string | number>;
  /** What the provider wrote about it, untouched: it is cut and cleaned here, and quoted by every language's words. */
  said?: string;
  cause?: unknown;
}

/** The error `providers.<reason>`; its details name the provider and its address. */
export function fault(
  subject: CallSubject,
  reason: string,
  message: string,
  { retryable = false, details, said = "", cause }: FaultFacts = {},
): LatheError {
  const quote = excerptOf(subject, said);
  return new LatheError(
    {
      code: `providers.${reason}`,
      message: quote === "" ? message : `${message} It said: “${quote}”`,
      retryable,
      details: {
        provider: subject.provider,
        baseUrl: subject.baseUrl,
        ...details,
        ...(quote === "" ? {} : { said: quote }),
      },
    },
    { cause },
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
    return isWebPage(body) ? body.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, " ") : body;
  }
}

export const isWebPage = (body: string): boolean => /^\s*</.test(body);
