import { LatheError } from "#shared/contract/errors.ts";

export function notThereYet(): never {
  throw new LatheError({ code: "host.unexpected", message: "This is not there yet." });
}
