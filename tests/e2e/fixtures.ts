import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { sampleWorkspace } from "../support/built-for-e2e.ts";
import { type LatheServer, startLathe } from "../support/lathe-server.ts";

interface Fixtures {
  /** Begins without a workspace, as a new user does; else with a copy of the one that the first start makes. */
  isFirstStart: boolean;
  /** A workbench on a workspace of its own with the sample. */
  lathe: LatheServer;
  /** What the page complained about; a journey with complaints fails. */
  complaints: string[];
}

export const test = base.extend<Fixtures>({
  isFirstStart: [false, { option: true }],
  lathe: async ({ isFirstStart }, use) => {
    const home = mkdtempSync(join(tmpdir(), "lathe-e2e-"));
    if (!isFirstStart) cpSync(sampleWorkspace, home, { recursive: true });
    const lathe = await startLathe({ home });
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
