import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyAsCrashed, countPages, overwrite, pageSize, pagesOf } from "../../../../tests/support/damage.ts";
import fc from "../../../../tests/support/property.ts";
import { addWork } from "../../../../tests/support/realistic-workspace.ts";
import { createSalvageBench } from "../../../../tests/support/salvage-bench.ts";
import { openDatabase } from "../open-database.ts";
import { readLog } from "./log-frames.ts";
import { geometryOf, openPages, usualGeometry } from "./pages.ts";
import { openReadable } from "./readable-file.ts";
import { readHead, readVarint } from "./record.ts";

const bench = createSalvageBench();
/** Closed, all in one file. */
const file = bench.path("closed.db");
/** Half of it in the log. */
const crashed = bench.path("crashed.db");

beforeAll(async () => {
  const live = bench.path("live.db");
  const db = openDatabase(live, { log: () => {} });
  await addWork(db, { prompts: 9, runs: 3, from: 0 });
  db.raw.pragma("wal_checkpoint(TRUNCATE)");
  copyAsCrashed(live, file);
  await addWork(db, { prompts: 3, runs: 1, from: 50 });
  copyAsCrashed(live, crashed);
  db.close();
});
afterAll(() => bench.remove());

const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

describe("a hostile file", () => {
  it("with records that claim 2^60 bytes, and numbers that never end, is read past them", async () => {
    for (const length of [
      Buffer.from([0x90, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00]),
      Buffer.alloc(9, 0xff),
    ]) {
      const { table } = await bench.salvage(file, (copy) => {
        const bytes = readFileSync(copy);
        for (const page of pagesOf(copy, { type: "leaf" }).filter((number) => number % 2 === 0)) {
          const start = (page - 1) * pageSize;
          const cells = bytes.readUInt16BE(start + 3);
          for (let cell = 0; cell < cells; cell += 1)
            overwrite(copy, start + bytes.readUInt16BE(start + 8 + cell * 2), length);
        }
      });
      expect(table("contents")?.kept).toBeGreaterThan(0);
    }
  });

  it("whose long texts go round in circles ends, and loses those texts only", async () => {
    const { table } = await bench.salvage(file, (copy) => {
      for (const page of pagesOf(copy, { type: "overflow" }))
        overwrite(copy, (page - 1) * pageSize, u32(page));
    });
    expect(table("contents")?.kept).toBeGreaterThan(5);
    expect(table("prompts")).toMatchObject({ kept: 9, lost: 0 });
  });

  it("whose trees go round in circles ends, and every row is kept", async () => {
    const { table } = await bench.salvage(file, (copy) => {
      const bytes = readFileSync(copy);
      for (const page of pagesOf(copy, { type: "internal" })) {
        const start = (page - 1) * pageSize;
        const cells = bytes.readUInt16BE(start + 3);
        overwrite(copy, start + 8, u32(page));
        for (let cell = 0; cell < cells; cell += 1)
          overwrite(copy, start + bytes.readUInt16BE(start + 12 + cell * 2), u32(cell % 2 === 0 ? page : 1));
      }
    });
    expect(table("versions")?.kept).toBeGreaterThan(20);
    expect(table("drafts")?.kept).toBe(9);
  });

  it("whose list of free pages goes round in circles ends", async () => {
    const { table } = await bench.salvage(file, (copy) => {
      overwrite(copy, 32, Buffer.concat([u32(3), u32(0xffff_ffff)]));
      overwrite(copy, 2 * pageSize, Buffer.concat([u32(3), u32(1_022), Buffer.alloc(4_000, 0xff)]));
    });
    expect(table("versions")?.kept).toBeGreaterThan(20);
  });

  it("whose pages are all inner pages, or all leaves with the largest number of cells, ends", async () => {
    for (const kind of [2, 5, 10, 13]) {
      const { report } = await bench.salvage(file, (copy) => {
        const page = Buffer.alloc(pageSize, 0xff);
        page[0] = kind;
        writeFileSync(copy, Buffer.concat(Array.from({ length: countPages(copy) }, () => page)));
      });
      expect(report.readable).toBe(false);
    }
  });

  it("with a log whose true checksums vouch for page 2^32 - 1 takes no memory for the pages between", () => {
    const bytes = logOf([{ page: 0xffff_ffff, databasePages: 0xffff_ffff }]);
    writeFileSync(bench.path("huge.db-wal"), bytes);
    const logFile = openReadable(bench.path("huge.db-wal"));
    const log = readLog(logFile, pageSize);
    expect(log).toMatchObject({ databasePages: 0xffff_ffff, damaged: 0 });
    const pages = openPages(openReadable(file), log, logFile, usualGeometry);
    expect(pages.isCut).toBe(true);
    expect([...pages.numbers()]).toHaveLength(countPages(file) + 1);
    expect(pages.read(0xffff_ffff)?.length).toBe(pageSize);
    logFile.close();
  });

  it("of any bytes that were changed gives texts with the right hash, sound rows, and no other error", async () => {
    const damage = fc.record({
      source: fc.constantFrom(file, crashed),
      cutTo: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      writes: fc.array(
        fc.record({
          inLog: fc.boolean(),
          at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
          // Where pages begin is where a wrong byte does most.
          isAtPage: fc.boolean(),
          bytes: fc.oneof(
            fc.uint8Array({ minLength: 1, maxLength: 600 }),
            fc.constantFrom(
              new Uint8Array(pageSize),
              new Uint8Array(9).fill(0xff),
              new Uint8Array([13]),
              new Uint8Array([5]),
            ),
          ),
        }),
        { minLength: 1, maxLength: 40 },
      ),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ source, cutTo, writes }) => {
        await bench.salvage(source, (copy) => {
          for (const { inLog, at, isAtPage, bytes } of writes) {
            const part = inLog && source === crashed ? `${copy}-wal` : copy;
            const place = Math.floor(readFileSync(part).length * at);
            overwrite(part, isAtPage ? place - (place % pageSize) : place, Buffer.from(bytes));
          }
          if (cutTo !== null)
            writeFileSync(copy, readFileSync(copy).subarray(0, readFileSync(copy).length * cutTo));
        });
      }),
      { numRuns: Number(process.env.LATHE_SALVAGES ?? 25) },
    );
  });
});

describe("bytes that nobody vouches for", () => {
  it("are read as numbers, records and headers, or as none", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, at) => {
        const { value, next } = readVarint(Buffer.from(bytes), at);
        expect(Number.isNaN(value) || Number.isSafeInteger(value)).toBe(true);
        expect(next).toBeLessThanOrEqual(Math.max(bytes.length, at));
        const head = readHead(Buffer.from(bytes), bytes.length);
        expect(head === null || head.bodyAt <= bytes.length).toBe(true);
        const geometry = geometryOf(Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.from(bytes)]));
        expect(geometry === null || geometry.pageSize - geometry.reserved >= 480).toBe(true);
      }),
    );
  });
});

/** A log with true checksums: https://sqlite.org/fileformat2.html#checksum_algorithm. */
function logOf(frames: { page: number; databasePages: number }[]): Buffer {
  let sum: [number, number] = [0, 0];
  const add = (bytes: Buffer) => {
    for (let at = 0; at < bytes.length; at += 8) {
      const first = (sum[0] + bytes.readUInt32BE(at) + sum[1]) >>> 0;
      sum = [first, (sum[1] + bytes.readUInt32BE(at + 4) + first) >>> 0];
    }
    return Buffer.concat(sum.map(u32));
  };
  const salts = Buffer.from("saltsalt");
  const head = Buffer.concat([...[0x377f0683, 3_007_000, pageSize, 0].map(u32), salts]);
  const parts = [head, add(head)];
  for (const { page, databasePages } of frames) {
    const start = Buffer.concat([u32(page), u32(databasePages)]);
    const data = Buffer.alloc(pageSize);
    add(start);
    parts.push(start, salts, add(data), data);
  }
  return Buffer.concat(parts);
}
