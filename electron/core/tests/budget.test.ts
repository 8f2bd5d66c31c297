import { expect, it } from "vitest";
import { createBudget } from "./budget.ts";

it("lets nothing begin that would pass the cap together with what is under way", async () => {
  const budget = createBudget(10, 4);
  const first = await budget.reserve(() => 4);
  const second = budget.reserve(() => 4);
  first?.settle(1);
  const third = await second;
  expect(third).not.toBeNull();
  // 4 + 1 spent, 4 reserved: one more might pass it, and when that is known, it would.
  const fourth = budget.reserve(() => 4);
  third?.settle(null);
  expect(await fourth).toBeNull();
  expect(await budget.reserve(() => 1)).not.toBeNull();
});

it("gives back what was put aside and not spent, once", async () => {
  const budget = createBudget(1, 0);
  for (let round = 0; round < 100; round += 1) {
    const held = await budget.reserve(() => 0.1 + 0.2);
    held?.settle(0);
    held?.settle(0);
  }
  expect(await budget.reserve(() => 1)).not.toBeNull();
});

it("asks nobody what a call may cost where there is no cap", async () => {
  const asked = () => expect.fail("it was asked");
  expect(await createBudget(null, 0).reserve(asked)).not.toBeNull();
});

it("keeps nobody waiting when the run stands still", async () => {
  const budget = createBudget(1, 0);
  await budget.reserve(() => 1);
  const waiting = budget.reserve(() => 1);
  budget.close();
  expect(await waiting).toBeNull();
});
