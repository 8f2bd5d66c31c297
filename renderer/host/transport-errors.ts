import { cancelled, type ErrorData } from "#shared/contract/errors.ts";
import { type Frame, maxRequestBytes } from "#shared/contract/wire.ts";

/** How a call ends when the wire itself fails, the same over both wires. */
export const failed = (error: ErrorData): Frame => ({ kind: "failed", error });

export const callCancelled = (): Frame => failed(cancelled().toData());

export const disconnected = (): Frame =>
  failed({
    code: "host.disconnected",
    message: "Lathe does not answer. Your text is kept in this page; it goes on as soon as Lathe is back.",
    retryable: true,
  });

export const unauthorised = (): Frame =>
  failed({
    code: "host.unauthorised",
    message:
      "This page is no longer signed in, because Lathe was started again. Open the address that it printed in the terminal.",
    retryable: false,
  });

export const tooLarge = (): Frame =>
  failed({
    code: "host.too-large",
    message: `This is more than ${maxRequestBytes / 1024 / 1024} MB, the most that can be sent at once. Make it smaller or split it.`,
    retryable: false,
    details: { megabytes: maxRequestBytes / 1024 / 1024 },
  });

/** The reader is so far behind that waiting frames would fill the memory. */
export const overrun = (): Frame =>
  failed({
    code: "host.overrun",
    message: "The page could not keep up with Lathe's answer. Try again.",
    retryable: true,
  });
