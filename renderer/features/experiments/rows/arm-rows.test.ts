import { describe, expect, it, vi } from "vitest";
import type { ArmChange, ArmRow } from "#shared/model/experiment.ts";
import { scriptedHost } from "../../settings/scripted-host.ts";
import { createArmRows, rowKey } from "./arm-rows.ts";
import { armRowOf, experiment1 } from "./row-scenes.ts";

const attention: ArmChange[] = ["broken", "fixed", "unknown", "same"];

/** A comparison of so many cases; those of `broken` are broken. Every third case has “parcel” in its name. */
function openRows(total: number, broken: readonly number[] = [], isRunning = false) {
  const { host, script } = scriptedHost();
  const isBroken = new Set(broken);
  const all: ArmRow[] = Array.from({ length: total }, (_, row) =>
    // Cases of a sample: their numbers in the suite are others than their places.
    armRowOf(row, {
      caseIndex: row * 2 + 1,
      caseName: row % 3 === 0 ? "parcel" : "",
      change: isBroken.has(row) ? "broken" : "same",
    }),
  );
  const asked: number[] = [];
  script["experiments.rows"] = ({ filter, sort, offset = 0, limit = 60 }) => {
    asked.push(offset);
    const found = all.filter(
      ({ change, caseName }) =>
        (filter?.change === undefined || change === filter.change) && caseName.includes(filter?.text ?? ""),
    );
    if (sort === "attention" && !isRunning)
      found.sort((a, b) => attention.indexOf(a.change) - attention.indexOf(b.change));
    const counts = { broken: isBroken.size, fixed: 0, same: total - isBroken.size, unknown: 0 };
    return { rows: found.slice(offset, offset + limit), total: found.length, counts };
  };
  const rows = createArmRows(host, experiment1, { filter: { text: "" }, versus: 1, sort: "attention" });
  return { rows, asked, script };
}
const read = (rows: ReturnType<typeof createArmRows>) =>
  vi.waitFor(() => expect(rows.useWindows.getState().total).not.toBeNull());

describe("the cases of a comparison", () => {
  it("are read where they are looked at, however many there are", async () => {
    const { rows, asked } = openRows(100_000);
    rows.look(0, 8);
    await read(rows);
    expect(asked).toEqual([0]);
    rows.look(50_000, 50_008);
    await vi.waitFor(() => expect(rows.rowAt(50_004)?.row).toBe(50_004));
    expect(asked).toEqual([0, 49_980]);
    expect(rows.useCounts.getState().counts).toMatchObject({ same: 100_000 });
  });

  it("are found again by their key when they stand elsewhere", async () => {
    const { rows } = openRows(100, [40]);
    rows.look(0, 99);
    await read(rows);
    const first = rows.rowAt(0);
    expect(first?.row).toBe(40);
    expect(rows.placeOfKey(rowKey(first as ArmRow))).toBe(0);
    rows.change({ sort: "case" });
    rows.look(0, 99);
    await vi.waitFor(() => expect(rows.placeOfKey(rowKey(first as ArmRow))).toBe(40));
  });

  it("asked by another filter never show the answer to the one before", async () => {
    const { rows, script } = openRows(10);
    let answerLate = (): void => {};
    const prompt = script["experiments.rows"];
    script["experiments.rows"] = async (input, signal) => {
      if (input.filter?.text === "slow") await new Promise<void>((resolve) => (answerLate = resolve));
      return prompt?.(input, signal) as never;
    };
    rows.change({ filter: { text: "slow" } });
    rows.change({ filter: { text: "parcel" } });
    await read(rows);
    answerLate();
    await Promise.resolve();
    expect(rows.useWindows.getState().total).toBe(4);
  });
});

describe("the next broken case", () => {
  it("is the next in the list where the broken ones stand first, and there is none behind the last", async () => {
    const { rows } = openRows(5_000, [4_000, 17, 2_500]);
    expect(await rows.findBroken(-1, 1, false)).toBe(0);
    expect(await rows.findBroken(1, 1, false)).toBe(2);
    expect(await rows.findBroken(2, 1, false)).toBeNull();
    expect(await rows.findBroken(900, -1, false)).toBe(2);
    expect(await rows.findBroken(0, -1, false)).toBeNull();
  });

  it("is found among twenty thousand in the order of the cases without reading them all", async () => {
    const { rows, asked } = openRows(20_000, [17, 2_500, 19_999], true);
    expect(await rows.findBroken(-1, 1, true)).toBe(17);
    expect(await rows.findBroken(17, 1, true)).toBe(2_500);
    expect(await rows.findBroken(2_500, 1, true)).toBe(19_999);
    expect(await rows.findBroken(19_999, 1, true)).toBeNull();
    expect(await rows.findBroken(12_000, -1, true)).toBe(2_500);
    expect(await rows.findBroken(17, -1, true)).toBeNull();
    expect(asked.length).toBeLessThan(60);
  });

  it("is a place in the list as it is filtered, and there is none where only other cases are shown", async () => {
    const { rows } = openRows(3_000, [30, 31, 1_500]);
    rows.change({ sort: "case", filter: { text: "parcel" } });
    expect(await rows.findBroken(-1, 1, false)).toBe(10);
    expect(await rows.findBroken(10, 1, false)).toBe(500);
    rows.change({ filter: { text: "", change: "same" } });
    expect(await rows.findBroken(-1, 1, false)).toBeNull();
    rows.change({ filter: { text: "", change: "broken" } });
    expect(await rows.findBroken(1, 1, false)).toBe(2);
    expect(await rows.findBroken(2, 1, false)).toBeNull();
  });

  it("and the case that is being answered are found though their numbers are not their places", async () => {
    const { rows } = openRows(9_000, [], true);
    expect(await rows.findCase(0, 2 * 6_543 + 1)).toBe(6_543);
    expect(await rows.findCase(0, 1)).toBe(0);
  });
});
