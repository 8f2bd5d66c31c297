import { expect, type Locator, type Page } from "@playwright/test";
import { call } from "./page-call.ts";
import { studio } from "./studio.ts";

const head = (page: Page, column: string): Locator =>
  page.getByRole("columnheader", { name: column, exact: true });

/** A cell by the number of its row and the name of its column, as one reads them off the table; scrolled to if need be. */
export async function cell(page: Page, row: number, column: string): Promise<Locator> {
  const scroller = page.getByRole("grid").locator("..");
  await expect(page.getByRole("gridcell").first()).toBeVisible();
  let left = 0;
  await expect(async () => {
    if ((await head(page, column).count()) === 1) return;
    left = (left + 400) % 4_000;
    await scroller.evaluate((element, to) => element.scrollTo({ left: to }), left);
    await expect(head(page, column)).toBeAttached({ timeout: 250 });
  }).toPass();
  const index = await head(page, column).getAttribute("aria-colindex");
  return page.locator(`[role=row][aria-rowindex="${row + 1}"] [aria-colindex="${index}"]`);
}

export async function goToSuites(page: Page): Promise<void> {
  await page.keyboard.press("Control+Shift+u");
  await expect(page.getByRole("heading", { name: "Suites", level: 1 })).toBeVisible();
}

export async function newSuite(page: Page, name: string, prompt: string | null): Promise<void> {
  await page.getByRole("button", { name: "New suite" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  if (prompt !== null) {
    await dialog.getByPlaceholder("Any prompt").click();
    await page.getByRole("option", { name: prompt, exact: true }).click();
  }
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { name, level: 2 })).toBeVisible();
}

/** A prompt with a text that every case gives, and a number. */
export const newPrompt = (page: Page) =>
  call(page, "prompts.create", {
    name: "Answering",
    content: {
      messages: [{ role: "human", template: "{question} In at most {limit} words: {source}" }],
      variables: [
        { name: "question", type: "text" },
        { name: "limit", type: "number" },
        { name: "source", type: "text", default: "none" },
      ],
    },
  });

/** Pastes as a spreadsheet would: by the clipboard's own event, wherever the focus is. */
export const paste = (page: Page, text: string) =>
  page.evaluate((plain) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", plain);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }, text);

export const suiteNamed = async (page: Page, name: string) =>
  (await call(page, "suites.find", { name })).value;
export const saved = (page: Page) => expect(studio.saved(page)).toBeVisible();
export const inspector = (page: Page) => page.getByRole("complementary", { name: "Case and suite" });
