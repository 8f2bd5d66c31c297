import { startLathe } from "../support/lathe-server.ts";
import { expect, openLathe, test } from "./fixtures.ts";
import { openPrompt, studio } from "./studio.ts";

test("after a restart the tabs, the one in front, the area and the sizes are what they were", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  for (const name of ["Customer reply", "Invoice to JSON", "电商客服"]) await openPrompt(page, name);
  await page.getByRole("tab", { name: /^Invoice to JSON/ }).click();
  const sidebar = page.getByRole("navigation", { name: "Prompts" });
  const separator = page.getByRole("separator").first();
  const handle = await separator.boundingBox();
  await page.mouse.move((handle?.x ?? 0) + 1, 400);
  await page.mouse.down();
  await page.mouse.move((handle?.x ?? 0) + 101, 400, { steps: 5 });
  await page.mouse.up();
  const width = (await sidebar.boundingBox())?.width ?? 0;
  expect(width).toBeGreaterThan(300);

  // A page whose host goes away complains, rightly.
  await page.goto("about:blank");
  await lathe.stop();
  const again = await startLathe({ home: lathe.home });
  await page.goto(again.url);
  await expect(page.getByRole("tab", { name: /^Invoice to JSON/, selected: true })).toBeVisible();
  const strip = page.getByRole("tablist").first().getByRole("tab");
  await expect(strip).toHaveText([/Customer reply/, /Invoice to JSON/, /电商客服/]);
  await expect
    .poll(async () => Math.round((await sidebar.boundingBox())?.width ?? 0))
    .toBe(Math.round(width));

  // The list put away, in Settings.
  await page.keyboard.press("Control+b");
  await expect(sidebar).toBeHidden();
  await page.keyboard.press("Control+,");
  await expect(page.getByRole("heading", { name: "Providers" }).first()).toBeVisible();
  await page.goto("about:blank");
  await again.stop();
  const third = await startLathe({ home: lathe.home });
  await page.goto(third.url);
  await expect(page.getByRole("heading", { name: "Providers" }).first()).toBeVisible();
  await page.keyboard.press("Control+Shift+e");
  await expect(page.getByRole("tab", { name: /^Invoice to JSON/, selected: true })).toBeVisible();
  await expect(sidebar).toBeHidden();
  await page.keyboard.press("Control+b");
  await expect
    .poll(async () => Math.round((await sidebar.boundingBox())?.width ?? 0))
    .toBe(Math.round(width));
  await page.goto("about:blank");
  await third.stop();
});

test("a prompt that is gone by the next start has no tab, and nothing is said about it", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await openPrompt(page, "Customer reply");
  await openPrompt(page, "Invoice to JSON");
  const { promptId } = await page.evaluate(async () => {
    const answer = await fetch("/api/prompts.list", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ search: "Invoice" }),
    });
    const frame = JSON.parse((await answer.text()).trim().split("\n").at(-1) ?? "");
    return frame.value.prompts[0] as { promptId: string };
  });
  await page.goto("about:blank");
  await page.request.post(new URL("/api/prompts.remove", lathe.url).href, {
    data: { promptId },
    headers: { origin: new URL(lathe.url).origin, "sec-fetch-site": "same-origin" },
  });
  await page.goto(new URL("/", lathe.url).href);
  await expect(page.getByRole("tab", { name: /^Customer reply/, selected: true })).toBeVisible();
  await expect(page.getByRole("tab", { name: /Invoice/ })).toHaveCount(0);
  await expect(studio.message(page, 1)).toBeVisible();
  await expect(page.locator(".mantine-Notification-root")).toHaveCount(0);
});
