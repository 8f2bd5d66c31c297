import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { overwrite } from "../support/damage.ts";
import { expect, openLathe, test } from "./fixtures.ts";
import { messageText, openPrompt, studio, typeAtEndOfMessage } from "./studio.ts";

async function performFromPalette(page: Page, command: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.keyboard.type(command);
  await expect(page.getByRole("option", { selected: true })).toContainText(command);
  await page.keyboard.press("Enter");
}

const backUp = async (page: Page): Promise<void> => {
  await performFromPalette(page, "Back up the workspace now");
  await expect(page.getByText(/^Backed up: /)).toBeVisible();
};

/** Lathe makes one by itself, too, some time after its start. */
async function restoreOwnBackup(page: Page): Promise<void> {
  await performFromPalette(page, "Settings: workspace & backups");
  await page
    .getByRole("list", { name: "Backups, newest first" })
    .getByRole("listitem")
    .filter({ hasText: "by hand" })
    .getByRole("button", { name: /^Restore the backup of/ })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Restore", exact: true }).click();
}

test("back up, change a prompt, restore, and undo the restore: each text is there in its turn", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await openPrompt(page, "Customer reply");
  await typeAtEndOfMessage(page, 1, "\nBefore the backup.");
  await expect(studio.saved(page)).toBeVisible();
  await backUp(page);
  await typeAtEndOfMessage(page, 1, "\nAfter the backup.");
  await expect(studio.saved(page)).toBeVisible();

  await restoreOwnBackup(page);
  const notice = page.getByRole("alert").filter({ hasText: "The backup is restored" });
  await expect(notice).toContainText("3 prompts, 9 versions");
  await page.getByRole("button", { name: "Studio" }).click();
  await openPrompt(page, "Customer reply");
  await expect.poll(() => messageText(page, 1)).toMatch(/Before the backup\. ?$/);

  await notice.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The restore is undone")).toBeVisible();
  await page.getByRole("button", { name: "Studio" }).click();
  await openPrompt(page, "Customer reply");
  await expect.poll(() => messageText(page, 1)).toContain("After the backup.");
});

test("text that another window had not saved when a backup was restored meets the restored text, and neither is lost", async ({
  page,
  lathe,
  context,
}) => {
  await openLathe(page, lathe);
  await openPrompt(page, "Customer reply");
  await backUp(page);
  await typeAtEndOfMessage(page, 1, "\nSaved after the backup.");
  await expect(studio.saved(page)).toBeVisible();

  const other = await context.newPage();
  other.on("dialog", (dialog) => void dialog.accept());
  await other.goto(new URL("/", lathe.url).href);
  await openPrompt(other, "Customer reply");
  // Its saves are held back, as a slow disk would.
  await other.route("**/api/prompts.save-draft", () => {});
  await typeAtEndOfMessage(other, 1, "\nNot saved in time.");
  await page.bringToFront();
  await restoreOwnBackup(page);
  await expect(page.getByText("The backup is restored")).toBeVisible();

  await other.unrouteAll();
  await other.bringToFront();
  // Seen by a page that was hidden, loaded anew and opened its editor again: a busy machine takes a while.
  await expect(other.getByRole("alert").filter({ hasText: "Both texts are kept" })).toBeVisible({
    timeout: 30_000,
  });
  await openPrompt(other, "Customer reply");
  await expect.poll(() => messageText(other, 1)).toContain("Not saved in time.");
  await other.getByRole("button", { name: "Take the other text" }).click();
  await expect.poll(() => messageText(other, 1)).not.toContain("Not saved in time.");
  await other.getByRole("button", { name: "Undo", exact: true }).click();
  await expect.poll(() => messageText(other, 1)).toContain("Not saved in time.");
});

test("a backup that is damaged is found so by its check, and refused by a restore that changes nothing", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await performFromPalette(page, "Settings: workspace & backups");
  await page.getByRole("button", { name: "Back up now" }).click();
  const rows = page
    .getByRole("list", { name: "Backups, newest first" })
    .getByRole("listitem")
    .filter({ hasText: "by hand" });
  await expect(rows).toHaveCount(1);
  await rows.getByRole("button", { name: /^Check the backup of/ }).click();
  await expect(rows.getByText(/^Sound\./)).toBeVisible();

  const folder = join(lathe.home, "backups");
  const [name] = readdirSync(folder).filter((file) => file.endsWith(".db") && file.includes("manual"));
  overwrite(join(folder, name as string), 8 * 4_096, Buffer.alloc(4_096, 7));
  await rows.getByRole("button", { name: /^Check the backup of/ }).click();
  await expect(rows.getByText(/damaged|problems? found/i).first()).toBeVisible();
  await rows.getByRole("button", { name: /^Restore the backup of/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Restore", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("Nothing has changed.");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Studio" }).click();
  await expect(studio.promptInList(page, "Customer reply")).toBeVisible();
});

test("everything is checked at a press, and a file that is no workspace is refused", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await performFromPalette(page, "Check the whole workspace");
  await expect(page.getByText("Everything is whole.")).toBeVisible();
  await expect(page.getByText(/everything is whole$/)).toBeVisible();
  await page.getByRole("textbox", { name: "Path of the file" }).fill(join(lathe.home, "not-there.db"));
  await page.getByRole("button", { name: "Restore the file…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Restore", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("Nothing has changed.");
});
