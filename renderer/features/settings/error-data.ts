import { type ErrorData, LatheError } from "#shared/contract/errors.ts";

/** What went wrong, as data that a screen can show; an error nobody foresaw keeps its own words. */
export function errorDataOf(error: unknown): ErrorData {
  if (error instanceof LatheError) return error.toData();
  return {
    code: "host.unexpected",
    message: error instanceof Error ? error.message : String(error),
    retryable: true,
  };
}
