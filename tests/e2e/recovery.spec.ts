import { rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import BetterSqlite3 from "better-sqlite3";
import { overwrite } from "../support/damage.ts";
import { type LatheServer, startLathe } from "../support/lathe-server.ts";
import { expect, openLathe, test } from "./fixtures.ts";
import { messageText, openPrompt, studio, typeAtEndOfMessage } from "./studio.ts";

const screenTitle = (page: Page) => page.getByRole("heading", { level: 1 });
const workspaceFile = (lathe: LatheServer) => join(lathe.home, "workspace.db");

/** Ends Lathe as Ctrl-C does, does something to its files, starts it again and opens its page. */
async function meanwhile(page: Page, lathe: LatheServer, act: () => void): Promise<LatheServer> {
  await leave(page, lathe);
  act();
  const again = await startLathe({ home: lathe.home });
  await page.goto(again.url);
  return again;
}

/** The page goes first: one whose host is gone complains. */
async function leave(page: Page, lathe: LatheServer): Promise<void> {
  await page.goto("about:blank");
  await lathe.stop();
}

const damages: [number: string, what: string, damage: (file: string) => void, title: string][] = [
  [
    "R-14",
    "a zeroed header",
    (file) => overwrite(file, 0, Buffer.alloc(4_096)),
    "Your workspace file is damaged",
  ],
  [
    "R-14",
    "a text in its place",
    (file) => writeFileSync(file, "My shopping list\n".repeat(400)),
    "Your workspace file is damaged",
  ],
  ["R-15", "half of it", (file) => truncateSync(file, 140_000), "Your workspace file is damaged"],
  ["R-16", "nothing of it", (file) => truncateSync(file, 0), "Your workspace file is gone"],
  ["R-16", "no file at all", (file) => rmSync(file), "Your workspace file is gone"],
];

for (const [number, what, damage, title] of damages) {
  test(`${number} a workspace of which there is ${what} is never shown as an empty one, and its backup brings the work back`, async ({
    page,
    lathe,
  }) => {
    await openLathe(page, lathe);
    const again = await meanwhile(page, lathe, () => damage(workspaceFile(lathe)));
    await expect(screenTitle(page)).toHaveText(title);
    await expect(page.getByText(workspaceFile(lathe), { exact: true })).toBeVisible();
    await expect(page.getByText(/3 prompts, 9 versions/).first()).toBeVisible();
    await page.getByRole("button", { name: "Restore this backup" }).click();
    await expect(screenTitle(page)).toHaveText("Your work is back");
    await expect(screenTitle(page)).toBeFocused();
    await expect(page.getByText(join(lathe.home, "damaged"), { exact: false })).toBeVisible();
    await page.getByRole("button", { name: "Open the workbench" }).click();
    await expect(studio.promptInList(page, "Customer reply")).toBeVisible();
    await leave(page, again);
  });
}

test("R-15 by keyboard: what can be read of a damaged file is shown beside the backup, and goes on from there", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await page.evaluate(async () => {
    const headers = { "content-type": "application/json" };
    await fetch("/api/workspace.back-up", { method: "POST", headers, body: "{}" });
  });
  await openPrompt(page, "Customer reply");
  await typeAtEndOfMessage(page, 1, "\nWritten after the backup.");
  await expect(studio.saved(page)).toBeVisible();
  await page.goto("about:blank");
  // As a crash leaves it: without the backup that Lathe makes when it is closed.
  await lathe.kill();
  overwrite(workspaceFile(lathe), 0, Buffer.alloc(100));
  const again = await startLathe({ home: lathe.home });
  await page.goto(again.url);
  await expect(screenTitle(page)).toBeFocused();

  await pressButton(page, "Read what can be read");
  await expect(screenTitle(page)).toHaveText("What could be read");
  await expect(screenTitle(page)).toBeFocused();
  await expect(page.getByRole("row", { name: /^Prompts 3/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /^Customer reply/ })).toBeVisible();
  await pressButton(page, "Back to the choices");
  await expect(screenTitle(page)).toBeFocused();
  await pressButton(page, "Read what can be read");
  await pressButton(page, "Use what was read");
  await expect(screenTitle(page)).toHaveText("Your work is back");
  await pressButton(page, "Open the workbench");
  await openPrompt(page, "Customer reply");
  await expect.poll(() => messageText(page, 1)).toContain("Written after the backup.");
  await leave(page, again);
});

async function pressButton(page: Page, name: string): Promise<void> {
  const button = page.getByRole("button", { name });
  await expect(button).toBeEnabled();
  for (
    let tabs = 0;
    tabs < 30 && !(await button.evaluate((node) => node === document.activeElement));
    tabs += 1
  ) {
    await page.keyboard.press("Tab");
  }
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
}

test("R-25 a workspace of a newer Lathe can be read, says why nothing is saved, and keeps what is typed until it is", async ({
  page,
  lathe,
}) => {
  const setSchema = (change: (schema: number) => number): void => {
    const db = new BetterSqlite3(workspaceFile(lathe));
    db.pragma(`user_version = ${change(db.pragma("user_version", { simple: true }) as number)}`);
    db.close();
  };
  await openLathe(page, lathe);
  const again = await meanwhile(page, lathe, () => setSchema((schema) => schema + 100));
  const banner = page.getByRole("region", { name: "Read-only workspace" });
  await expect(banner).toContainText("A newer version of Lathe wrote this workspace");
  await openPrompt(page, "Customer reply");
  await typeAtEndOfMessage(page, 1, "\nTyped while nothing could be saved.");
  await expect(page.getByText("Not saved – kept in this page only")).toBeVisible();
  await banner.getByRole("button", { name: "Try again" }).click();
  await expect(banner).toContainText("Still read-only");

  setSchema((schema) => schema - 100);
  await banner.getByRole("button", { name: "Try again" }).click();
  await expect(banner).toBeHidden();
  await openPrompt(page, "Customer reply");
  await expect.poll(() => messageText(page, 1)).toContain("Typed while nothing could be saved.");
  await expect(studio.saved(page)).toBeVisible();
  await leave(page, again);
});

test("a file of another program is left alone, and trying again opens the workspace that was put back", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  const file = workspaceFile(lathe);
  const aside = `${file}.aside`;
  const again = await meanwhile(page, lathe, () => {
    const own = new BetterSqlite3(file);
    own.exec(`VACUUM INTO '${aside}'`);
    own.close();
    rmSync(join(lathe.home, "backups"), { recursive: true, force: true });
    for (const part of ["", "-wal", "-shm"]) rmSync(`${file}${part}`, { force: true });
    const foreign = new BetterSqlite3(file);
    foreign.exec("CREATE TABLE recipes (name TEXT)");
    foreign.close();
  });
  await expect(screenTitle(page)).toHaveText("This file belongs to another program");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/It is still so/)).toBeVisible();
  const foreign = new BetterSqlite3(file, { readonly: true });
  expect(foreign.prepare("SELECT name FROM sqlite_schema").pluck().all()).toEqual(["recipes"]);
  foreign.close();

  rmSync(file);
  const own = new BetterSqlite3(aside);
  own.exec(`VACUUM INTO '${file}'`);
  own.close();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(studio.promptInList(page, "Customer reply")).toBeVisible();
  await leave(page, again);
});
