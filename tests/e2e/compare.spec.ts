import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Download, Locator, Page } from "@playwright/test";
import { expect, openLathe, test } from "./fixtures.ts";
import { openPrompt, studio, typeAtEndOfMessage } from "./studio.ts";

const head = (page: Page): Locator => page.locator("header[data-experiment]");
const verdict = (page: Page): Locator => page.getByRole("tabpanel", { name: "Verdict" });
const tab = (page: Page, name: string): Locator =>
  page.getByRole("tablist", { name: "Views of the comparison" }).getByRole("tab", { name });

async function saveReport(page: Page, item: string): Promise<Download> {
  const download = page.waitForEvent("download");
  await head(page).getByRole("button", { name: "Report" }).click();
  await page.getByRole("menuitem", { name: item }).click();
  return download;
}

test("edit, compare with saved, watch, read the verdict, walk the regressions, vote blind, and open the report", async ({
  page,
  lathe,
}, testInfo) => {
  await openLathe(page, lathe);
  await openPrompt(page, "Customer reply");
  // Nobody answers a customer in three words: every case that passed is going to fail.
  await typeAtEndOfMessage(page, 3, " Use at most 3 words.");
  await expect(studio.saved(page)).toBeVisible();

  // One gesture: nothing is asked, since the simulator costs nothing.
  await page.keyboard.press("Control+Shift+D");
  await expect(head(page).getByRole("heading", { name: "Customer reply: 1.0.2 → draft" })).toBeVisible();
  await expect(head(page).getByText("Simulator")).toBeVisible();
  await expect(verdict(page).getByText("No verdict and no p-value before the end", { exact: false })).toBeVisible();
  await expect(head(page)).toHaveAttribute("data-state", "done", { timeout: 60_000 });
  await expect(head(page).getByText("12 of 12")).toHaveCount(2);

  // Twelve cases are a direction, however clear it is; no p-value stands anywhere.
  await expect(verdict(page).getByText("Directional only: 12 cases")).toBeVisible();
  await expect(verdict(page).getByText("So far it points to A.")).toBeVisible();
  const line = page.getByRole("list", { name: "Comparisons, newest first" }).getByRole("listitem").first();
  await expect(line).toContainText("Customer reply: 1.0.2 → draft");
  await expect(line).toContainText("Cannot tell yet");

  // From the number to the cases that it counts, and through them by their keys.
  await verdict(page).getByRole("button", { name: /^B breaks/ }).click();
});
