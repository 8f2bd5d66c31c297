import type { Page } from "@playwright/test";
import { type FakeOpenAi, type FakeReply, startFakeOpenAi } from "../support/fake-openai.ts";
import { test as base, expect, openLathe } from "./fixtures.ts";
import { call } from "./page-call.ts";
import { chooseModel, openPrompt } from "./studio.ts";

const key = "sk-test-CANARY-7c20e1aa93";
const cases = 8;

/** What was asked so far for each order; an order's first call may fail, and its next ones do not. */
const asked = new Map<number, number>();

function answer(body: { messages: { content: string }[] }): FakeReply {
  const order = Number(/order (\d+)/.exec(JSON.stringify(body.messages))?.[1]);
  const time = (asked.get(order) ?? 0) + 1;
  asked.set(order, time);
  // Refused for good: an error that is told, and tried again when the person says so.
  if (order === 3 && time === 1) return { fault: "400" };
  // Half an answer, and then a whole one: the half must not be scored.
  if (order === 4 && time === 1) return { text: "order 4 is on its way", fault: "drop" };
  // It hangs until it is cancelled.
  if (order === 8 && time === 1) return { fault: "hang" };
  return { text: `Your order ${order} is ${order % 2 === 0 ? "on its way" : "not found"}.` };
}

const test = base.extend<{ endpoint: FakeOpenAi }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  endpoint: async ({}, use) => {
    asked.clear();
    const endpoint = await startFakeOpenAi({ key, models: ["fake-large"], reply: answer });
    await use(endpoint);
    await endpoint.close();
  },
});

async function ask(page: Page, operation: string, input: unknown) {
  const frame = await call(page, operation, input);
  expect(frame, operation).toMatchObject({ kind: "done" });
  return frame.value;
}

test("a prompt is tested over HTTP: cancelled, resumed, its errors tried again, and half an answer is never scored", async ({
  page,
  lathe,
  endpoint,
}) => {
  await openLathe(page, lathe);
  await ask(page, "providers.add", {
    name: "local",
    baseUrl: endpoint.baseUrl,
    key: { kind: "vault", key },
  });
  const { prompts } = await ask(page, "prompts.list", { search: "Customer reply" });
  const { suiteId, revision } = await ask(page, "suites.create", {
    name: "Orders",
    promptId: prompts[0].promptId,
    checks: [{ type: "contains", value: "on its way" }],
  });
  const inputs = { shop_name: "Harbour & Pine", tone: "warm", policies: [], customer_name: "Priya" };
  await ask(page, "suites.edit-cases", {
    suiteId,
    baseRevision: revision,
    edits: Array.from({ length: cases }, (_, index) => ({
      kind: "add",
      after: null,
      content: { name: `Mail ${index + 1}`, inputs: { ...inputs, customer_message: `order ${index + 1}?` } },
    })),
  });

  await openPrompt(page, "Customer reply");
  await chooseModel(page, "local/fake-large");
  await page.keyboard.press("Control+Shift+Enter");
  const dialog = page.getByRole("dialog", { name: "Test a prompt" });
  await dialog.getByRole("combobox", { name: "Suite" }).click();
  await page.getByRole("option", { name: /^Orders/ }).click();
  await expect(dialog.getByText(`${cases} calls`)).toBeVisible();
  await dialog.getByRole("button", { name: "Start" }).click();

  const head = page.locator("header[data-test-run]");
  await expect(head).toBeVisible();
  const passed = head.getByText(/^Passed 3$/);
  await expect(passed).toBeVisible({ timeout: 30_000 });
  await expect(head.getByText(/^Failed 3$/)).toBeVisible();
  await expect(head.getByText(/^Error 1$/)).toBeVisible();
  // One hangs: cancelling cuts its connection.
  await expect.poll(() => endpoint.pending()).toBe(1);
  await head.getByRole("button", { name: "Cancel" }).click();
  await endpoint.untilPending(0);
  await expect(head).toHaveAttribute("data-state", "cancelled");

  const before = new Map(asked);
  await head.getByRole("button", { name: "Resume" }).click();
  await expect(head).toHaveAttribute("data-state", "done", { timeout: 30_000 });
  await expect(head.getByText(/^Passed 4$/)).toBeVisible();
  // Only what was missing was called.
  expect([...asked].filter(([order, times]) => times !== before.get(order))).toEqual([[8, 2]]);

  await head.getByRole("button", { name: "Retry 1 error" }).click();
  await expect(head.getByText(/^Error 0$/)).toBeVisible({ timeout: 30_000 });
  await expect(head.getByText(/4 of 8 passed/)).toBeVisible();
  expect(asked.get(3)).toBe(2);
  // Half an answer held the words that pass; the whole one was asked for, and counts.
  expect(asked.get(4)).toBe(2);
  await expect(head.getByText("Simulator", { exact: true })).toBeHidden();
  expect(await page.content()).not.toContain(key);
});
