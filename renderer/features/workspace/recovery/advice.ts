import type { ErrorData } from "#shared/contract/errors.ts";
import type { workspace } from "../../../i18n/en/workspace.ts";

/** The words there are for a fault: `workspace.recovery.fault.<name>`. */
export type FaultName = keyof typeof workspace.recovery.fault;

export interface Advice {
  words: FaultName;
  /** What most likely brings the work back: an older copy, or the same file once its cause is mended. */
  first: "restore" | "retry";
  /** Whether a backup in its place could help at all. */
  canRestore: boolean;
  /** Whether the file may hold something that is worth reading; `likely`: where no backup is left, that is the best hope. */
  canSalvage: false | "perhaps" | "likely";
  /** Whether the right file is elsewhere, and has to be put back before another try can help. */
  isElsewhere: boolean;
}

const mendable = { first: "retry", canRestore: true, canSalvage: false, isElsewhere: false } as const;
const elsewhere = { first: "restore", canRestore: true, canSalvage: false, isElsewhere: true } as const;
/** The file is whole: another program is needed, and a backup would only take the newest work away. */
const whole = { ...mendable, canRestore: false } as const;

const known: Record<Exclude<FaultName, "other">, Omit<Advice, "words">> = {
  damaged: { first: "restore", canRestore: true, canSalvage: "likely", isElsewhere: false },
  lost: { ...elsewhere, canSalvage: "perhaps" },
  "foreign-file": elsewhere,
  "not-a-workspace": { ...elsewhere, canSalvage: "perhaps" },
  "newer-file": whole,
  "old-sqlite": whole,
  busy: whole,
  "disk-full": whole,
  "migration-failed": mendable,
  "migration-altered": mendable,
  "cannot-open": mendable,
  "no-wal": mendable,
  "disk-error": { ...mendable, canSalvage: "perhaps" },
};

/** What to propose to somebody whose workspace does not open. A fault nobody foresaw gets every way out. */
export function adviceFor(fault: Pick<ErrorData, "code"> | null): Advice {
  const reason = fault?.code.startsWith("store.") ? fault.code.slice("store.".length) : "";
  const advice = Object.hasOwn(known, reason) ? known[reason as keyof typeof known] : undefined;
  if (advice === undefined) return { words: "other", ...mendable, canSalvage: "perhaps" };
  return { words: reason as FaultName, ...advice };
}
