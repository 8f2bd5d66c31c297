import { beforeEach, expect, it } from "vitest";
import type { CaseId } from "#shared/model/ids.ts";
import fc from "../../../tests/support/property.ts";
import { CaseOrder } from "./case-order.ts";

/** A list that does the same in the plainest way. */
class PlainList {
  ids: CaseId[];
  constructor(ids: CaseId[]) {
    this.ids = [...ids];
  }
  take(id: CaseId): void {
    this.ids = this.ids.filter((one) => one !== id);
  }
  put(id: CaseId, after: CaseId | null): void {
    this.ids.splice(after === null ? 0 : this.ids.indexOf(after) + 1, 0, id);
  }
}

const ids = Array.from({ length: 8 }, (_, index) => `cas_000${index}` as CaseId);
let stored: Map<CaseId, number>;
beforeEach(() => {
  stored = new Map(ids.map((id, index) => [id, index]));
});

function orderOver(positions: Map<CaseId, number>): CaseOrder {
  const sorted = () => [...positions].sort(([, one], [, other]) => one - other).map(([id]) => id);
  const neighbour = (id: CaseId | null, step: 1 | -1): CaseId | null => {
    const all = sorted();
    const at = id === null ? (step === 1 ? -1 : all.length) : all.indexOf(id);
    return all[at + step] ?? null;
  };
  return new CaseOrder({
    before: (id) => neighbour(id, -1),
    after: (id) => neighbour(id, 1),
    positionOf: (id) => positions.get(id) ?? Number.NaN,
  });
}

it("puts every case where a plain list has it, whatever was taken and put before", () => {
  const step = fc.record({ take: fc.boolean(), which: fc.nat(20), after: fc.nat(20) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const plain = new PlainList(ids);
      const order = orderOver(stored);
      const gone = new Set<CaseId>();
      for (const [count, { take, which, after }] of steps.entries()) {
        const id = plain.ids[which % Math.max(plain.ids.length, 1)];
        if (take && id !== undefined) {
          order.take(id);
          plain.take(id);
          gone.add(id);
          continue;
        }
        // One that was taken comes back, or a new one.
        const [back] = gone;
        const put = back ?? (`cas_new${count}` as CaseId);
        gone.delete(put);
        const anchor = plain.ids[after % (plain.ids.length + 1)] ?? null;
        order.put(put, anchor);
        plain.put(put, anchor);
      }
      const places = order.positions();
      expect(places).not.toBeNull();
      const final = plain.ids.map((id) => places?.get(id) ?? stored.get(id) ?? Number.NaN);
      expect([...final].sort((one, other) => one - other)).toEqual(final);
      expect(new Set(final).size).toBe(final.length);
    }),
  );
});

it("says so where there are no numbers left between two neighbours", () => {
  const [first, second] = ids as [CaseId, CaseId];
  const close = new Map([
    [first, 1],
    [second, 1 + Number.EPSILON],
  ]);
  const order = orderOver(close);
  order.put("cas_new0" as CaseId, first);
  expect(order.positions()).toBeNull();
});
