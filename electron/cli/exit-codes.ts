import { type ErrorData, LatheError } from "#shared/contract/errors.ts";

/** `no`: a check or a gate said no. `outside`: a provider, the network, the disk or Lathe itself failed. */
export const exitCodes = { done: 0, no: 1, badInput: 2, outside: 3, cancelled: 130 } as const;

/** What an error of a domain usually is … */
const byDomain: Record<string, number> = {
  cli: exitCodes.badInput,
  checks: exitCodes.badInput,
  exchange: exitCodes.badInput,
  design: exitCodes.badInput,
  experiments: exitCodes.badInput,
  prompts: exitCodes.badInput,
  runs: exitCodes.badInput,
  suites: exitCodes.badInput,
  templates: exitCodes.badInput,
  tests: exitCodes.badInput,
};

/** … and the errors that are something else. A domain that is not listed fails outside. */
const byCode: Record<string, number> = {
  "host.cancelled": exitCodes.cancelled,
  "host.bad-input": exitCodes.badInput,
  "host.too-large": exitCodes.badInput,
  "prompts.draft-conflict": exitCodes.outside,
  "providers.address-invalid": exitCodes.badInput,
  "providers.address-refused": exitCodes.badInput,
  "providers.key-invalid": exitCodes.badInput,
  "providers.key-missing": exitCodes.badInput,
  "providers.key-too-short": exitCodes.badInput,
  "providers.name-reserved": exitCodes.badInput,
  "providers.name-taken": exitCodes.badInput,
  "providers.no-recording": exitCodes.badInput,
  "providers.not-found": exitCodes.badInput,
  "providers.simulator-fixed": exitCodes.badInput,
  "vault.no-keyring": exitCodes.badInput,
  "vault.unknown-kind": exitCodes.badInput,
};

export function exitCodeOf({ code }: Pick<ErrorData, "code">): number {
  return byCode[code] ?? byDomain[code.split(".")[0] ?? ""] ?? exitCodes.outside;
}

export const badInput = (message: string): LatheError => new LatheError({ code: "cli.bad-input", message });
