import { test as base, expect, type Page } from "@playwright/test";
import { type LatheServer, startLathe } from "../support/lathe-server.ts";

interface Fixtures {
  /** A workbench on a new workspace with the sample. */
  lathe: LatheServer;
  /** What the page complained about; a journey with complaints fails. */
  complaints: string[];
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  lathe: async ({}, use) => {
    const lathe = await startLathe();
    await use(lathe);
    await lathe.discard();
  },
  complaints: [
    // Depends on the workbench so that it ends before it: a page whose host is gone complains, rightly.
    async ({ page, lathe: _outlivesThis }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints, "errors in the page's console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens the workbench and waits until it can be used. */
export async function openLathe(page: Page, lathe: LatheServer): Promise<void> {
  await page.goto(lathe.url);
  await expect(page.getByRole("navigation").first()).toBeVisible();
}
