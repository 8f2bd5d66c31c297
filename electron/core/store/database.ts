import type BetterSqlite3 from "better-sqlite3";
import type { ErrorData } from "#shared/contract/errors.ts";

export type Row = Record<string, string | number | null>;
export type Parameters = Record<string, string | number | null>;

/** One synchronous connection. Every statement has a name, under which it is logged when it is slow. */
export interface Database {
  /** The first row or undefined. Parameters are named `@like_this`. */
  get<R extends object = Row>(name: string, sql: string, parameters?: Parameters): R | undefined;
  all<R extends object = Row>(name: string, sql: string, parameters?: Parameters): R[];
  run(name: string, sql: string, parameters?: Parameters): { changes: number };
  /** `BEGIN IMMEDIATE`: a deferred read-then-write can fail without waiting. Nested calls join the outer one. */
  transaction<T>(work: () => T): T;
  /** Rises when another process has committed. */
  dataVersion(): number;
  readonly raw: BetterSqlite3.Database;
  /** Why nothing can be written, where that is so; then this is a connection to a private copy. null: all is well. */
  readonly readOnly: ErrorData | null;
  close(): void;
}
