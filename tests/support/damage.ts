import { hash } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import BetterSqlite3 from "better-sqlite3";

/** Mulberry32: the same damage each time. */
export function createDraw(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

export const pageSize = 4_096;

export function garbage(length: number, seed: number): Buffer {
  const draw = createDraw(seed);
  return Buffer.from(Array.from({ length }, () => draw(256)));
}

export function overwrite(file: string, at: number, bytes: Buffer): void {
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, bytes, 0, bytes.length, at);
  closeSync(descriptor);
}

export function overwritePages(file: string, pages: number[], seed = 1): void {
  for (const page of pages) overwrite(file, (page - 1) * pageSize, garbage(pageSize, seed + page));
}

export const cut = (file: string, bytes: number): void => truncateSync(file, Math.floor(bytes));

export const countPages = (file: string): number => statSync(file).size / pageSize;

type PageType = "leaf" | "internal" | "overflow";

/** The pages of tables or indexes that an undamaged file has, by SQLite's own word. */
export function pagesOf(
  file: string,
  where: { name?: string; type?: PageType; isIndex?: boolean },
): number[] {
  const raw = new BetterSqlite3(file, { readonly: true });
  try {
    return raw
      .prepare<Record<string, string | number | null>>(
        `SELECT s.pageno FROM dbstat s LEFT JOIN sqlite_schema m ON m.name = s.name
         WHERE (@name IS NULL OR s.name = @name) AND (@type IS NULL OR s.pagetype = @type)
           AND (@isIndex IS NULL OR (coalesce(m.type, '') = 'index') = @isIndex) ORDER BY s.pageno`,
      )
      .pluck()
      .all({
        name: where.name ?? null,
        type: where.type ?? null,
        isIndex: where.isIndex === undefined ? null : Number(where.isIndex),
      }) as number[];
  } finally {
    raw.close();
  }
}

/** Takes rows away past every rule, as damage would; the rest of the file stays sound. */
export function change(copy: string, ...statements: string[]): void {
  const raw = new BetterSqlite3(copy);
  raw.pragma("foreign_keys = OFF");
  const triggers = raw
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .pluck()
    .all() as string[];
  for (const name of triggers) raw.exec(`DROP TRIGGER "${name}"`);
  for (const statement of statements) raw.exec(statement);
  raw.close();
}

/** Copies a workspace with all that lies beside it, as a crash would leave it. */
export function copyAsCrashed(file: string, copy: string): void {
  for (const part of ["", "-wal", "-shm"])
    if (existsSync(`${file}${part}`)) copyFileSync(`${file}${part}`, `${copy}${part}`);
}

/** What lies under a name, to see that it was only read. */
export const hashesOf = (file: string): (string | null)[] =>
  ["", "-wal", "-shm"].map((part) =>
    existsSync(`${file}${part}`) ? hash("sha256", readFileSync(`${file}${part}`)) : null,
  );
