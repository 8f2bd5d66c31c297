import fc from "fast-check";
import { expect, it } from "vitest";
import { shareCap } from "./plan-cap.ts";

it("never gives out more than the cap, and to each what it is likely to cost", () => {
  const estimate = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: null });
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.array(estimate, { minLength: 1, maxLength: 6 }),
      (capUsd, estimates) => {
        const shares = shareCap(capUsd, estimates);
        expect(shares).toHaveLength(estimates.length);
        expect(shares.every((share) => share >= 0)).toBe(true);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(capUsd);
      },
    ),
  );
  expect(shareCap(3, [1, 2])).toEqual([1, 2]);
  expect(shareCap(4, [null, null])).toEqual([2, 2]);
  expect(shareCap(4, [0, 0])).toEqual([2, 2]);
  expect(shareCap(9, [1, null, 5])).toEqual([1, 3, 5]);
});
