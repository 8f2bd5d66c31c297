import { z } from "zod";

/**
 * An error as data, the same on every host. `code` is `domain.reason` and stable; `message` is written for a person and
 * says what to do; `details` carries the figures a translation or a screen needs. Nobody parses `message`.
 */
export const errorData = z.object({
  code: z.string().regex(/^[a-z-]+\.[a-z-]+$/),
  message: z.string(),
  retryable: z.boolean(),
  details: z.record(z.string(), z.json()).optional(),
});
export type ErrorData = z.infer<typeof errorData>;

/** The only error a handler throws on purpose. Anything else that escapes a handler becomes `host.internal`. */
export class LatheError extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly details: ErrorData["details"];

  constructor(data: Omit<ErrorData, "retryable"> & { retryable?: boolean }, options?: { cause?: unknown }) {
    super(data.message, options);
    this.name = "LatheError";
    this.code = data.code;
    this.retryable = data.retryable ?? false;
    this.details = data.details;
  }

  static from(data: ErrorData): LatheError {
    return new LatheError(data);
  }

  toData(): ErrorData {
    return {
      code: this.code,
      message: this.message,
      retryable: this.retryable,
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }
}

/** The answer to a call whose caller went away or pressed cancel. */
export const cancelled = (): LatheError =>
  new LatheError({ code: "host.cancelled", message: "Cancelled.", retryable: true });

export const isCancelled = (error: unknown): boolean =>
  error instanceof LatheError && error.code === "host.cancelled";
