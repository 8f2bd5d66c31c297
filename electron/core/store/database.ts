import type BetterSqlite3 from "better-sqlite3";

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
  /** Of the engine that is linked in, such as 3.53.4. */
  sqliteVersion(): string;
  readonly raw: BetterSqlite3.Database;
  close(): void;
}
