import { statSync } from "node:fs";
import { LatheError } from "#shared/contract/errors.ts";

/**
 * SQLite goes on writing to a file that was moved away or deleted, and would acknowledge save after save into nothing.
 * Answers a check that throws `store.lost` as long as another file, or none, is at the place of the one that is opened.
 */
export function watchPlace(file: string): () => void {
  const opened = identityOf(file);
  return () => {
    if (identityOf(file) === opened) return;
    throw new LatheError({
      code: "store.lost",
      message: `${file} is no longer the file that Lathe opened: it was moved, deleted or replaced. Nothing is saved until it is back; put it back, or close Lathe and open it again.`,
      retryable: true,
      details: { file },
    });
  };
}

function identityOf(file: string): string | null {
  try {
    const { dev, ino } = statSync(file, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}
