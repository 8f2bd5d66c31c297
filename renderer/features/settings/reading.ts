import type { ErrorData } from "#shared/contract/errors.ts";
import { errorDataOf } from "./error-data.ts";

/** Something that is read from the host: what is known of it, whether it is on its way, and why the last try failed. */
export interface Reading<T> {
  value: T | null;
  loading: boolean;
  failure: ErrorData | null;
}

export const unread = <T>(): Reading<T> => ({ value: null, loading: false, failure: null });

/**
 * Reads again on every call. A slower, older answer never replaces a newer one, and a failed reload keeps the value that
 * was shown before.
 */
export function createReader<T>(
  read: () => Promise<T>,
  show: (change: (now: Reading<T>) => Reading<T>) => void,
): () => Promise<void> {
  let newest = 0;
  return async () => {
    newest += 1;
    const mine = newest;
    show((now) => ({ ...now, loading: true }));
    try {
      const value = await read();
      if (mine === newest) show(() => ({ value, loading: false, failure: null }));
    } catch (error) {
      if (mine === newest) show((now) => ({ ...now, loading: false, failure: errorDataOf(error) }));
    }
  };
}
