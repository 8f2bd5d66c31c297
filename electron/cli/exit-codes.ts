import { type ErrorData, LatheError } from "#shared/contract/errors.ts";

export const exitCodes = { done: 0, no: 1, badInput: 2, outside: 3, cancelled: 130 } as const;

/** What failed outside Lathe: a provider, the network, the disk. All else is input that the user can mend. */
export function exitCodeOf(error: ErrorData): number {
  if (error.code === "host.cancelled") return exitCodes.cancelled;
  if (/^(providers\.(name-taken|not-found|unknown|reserved|bad-)|providers\.no-recording)/.test(error.code)) {
    return exitCodes.badInput;
  }
  const domain = error.code.split(".")[0];
  if (domain === "providers" || domain === "store" || domain === "vault") return exitCodes.outside;
  return error.code === "host.internal" ? exitCodes.outside : exitCodes.badInput;
}

export const badInput = (message: string): LatheError => new LatheError({ code: "cli.bad-input", message });
