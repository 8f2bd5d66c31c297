import { cancelled, type ErrorData } from "#shared/contract/errors.ts";
import { type Frame, tooLarge as tooLargeError } from "#shared/contract/wire.ts";

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

export const tooLarge = (): Frame => failed(tooLargeError);

/** The reader is so far behind that waiting frames would fill the memory. */
export const overrun = (): Frame =>
  failed({
    code: "host.overrun",
    message: "The page could not keep up with Lathe's answer. Try again.",
    retryable: true,
  });
