import type { Page } from "@playwright/test";
import { startLathe } from "../support/lathe-server.ts";
import { expect, openLathe, test } from "./fixtures.ts";
import { focusEndOfMessage, messageText, openPrompt, studio, typeAtEndOfMessage } from "./studio.ts";

const prompt = "Invoice to JSON";
const roleOf = (page: Page, number: number, role: string) =>
  page.getByRole("button", { name: `Role of message ${number}: ${role}` });

/** In any order: the editor draws a line that is new after all others. */
const wordsOf = async (page: Page, number: number) => (await messageText(page, number)).split(" ").sort();

test("undo goes on after a reload, one gesture at a time, and redo comes back after a crash", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await openPrompt(page, prompt);
  const texts = () => Promise.all([wordsOf(page, 1), wordsOf(page, 2)]);
  const first = await texts();

  await test.step("three texts and a role", async () => {
    await typeAtEndOfMessage(page, 1, " alpha");
    await typeAtEndOfMessage(page, 2, " beta");
    await typeAtEndOfMessage(page, 1, " gamma");
    await roleOf(page, 2, "Human").click();
    await page.locator("[role^=menuitem]").filter({ hasText: /^AI/ }).click();
    await expect(roleOf(page, 2, "AI")).toBeVisible();
    await expect(studio.saved(page)).toBeVisible();
  });
  const last = await texts();

  await test.step("after a reload, undo takes them back one by one, with the cursor at the change", async () => {
    await page.reload();
    await expect(studio.message(page, 1).locator(".monaco-editor .view-line").first()).toBeVisible();
    await expect.poll(texts).toEqual(last);
    await focusEndOfMessage(page, 1);
    await page.keyboard.press("Control+z");
    await expect(roleOf(page, 2, "Human")).toBeVisible();
    await page.keyboard.press("Control+z");
    await expect.poll(() => messageText(page, 1)).not.toContain("gamma");
    await page.keyboard.press("Control+z");
    await expect.poll(() => wordsOf(page, 2)).toEqual(first[1]);
    await expect(studio.message(page, 2).locator(".monaco-editor")).toHaveClass(/focused/);
    await page.keyboard.press("Control+z");
    await expect.poll(texts).toEqual(first);
    await expect(studio.saved(page)).toBeVisible();
  });

  await test.step("after another reload it goes further back, and never to and fro", async () => {
    await page.reload();
    await expect.poll(texts).toEqual(first);
    const undo = page.getByRole("button", { name: "Undo", exact: true });
    await expect(page.getByRole("button", { name: "Redo", exact: true })).toBeEnabled();
    for (let presses = 0; await undo.isEnabled(); presses += 1) {
      expect(presses).toBeLessThan(20);
      await undo.click();
    }
    await expect(studio.saved(page)).toBeVisible();
  });

  await page.goto("about:blank");
  await lathe.kill();
  const again = await startLathe({ home: lathe.home });
  await test.step("after a crash, redo brings everything back", async () => {
    await page.goto(again.url);
    await expect(studio.message(page, 1).locator(".monaco-editor .view-line").first()).toBeVisible();
    const redo = page.getByRole("button", { name: "Redo", exact: true });
    await expect(redo).toBeEnabled();
    await focusEndOfMessage(page, 1);
    for (let presses = 0; await redo.isEnabled(); presses += 1) {
      expect(presses).toBeLessThan(20);
      await page.keyboard.press(presses % 2 === 0 ? "Control+Shift+z" : "Control+y");
      await expect(studio.saved(page)).toBeVisible();
    }
    await expect.poll(texts).toEqual(last);
    await expect(roleOf(page, 2, "AI")).toBeVisible();
  });
  await page.goto("about:blank");
  await again.stop();
});
