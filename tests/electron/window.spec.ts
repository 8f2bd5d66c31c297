import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, test as base, type ElectronApplication, expect, type Page } from "@playwright/test";
import { electronBinary } from "../../scripts/electron-binary.mjs";
import { messageText, openPrompt, studio } from "../e2e/studio.ts";

const root = join(import.meta.dirname, "..", "..");
const binary = electronBinary();

interface Desktop {
  app: ElectronApplication;
  page: Page;
  home: string;
}

const test = base.extend<{ desktop: Desktop }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  desktop: async ({}, use) => {
    const home = mkdtempSync(join(tmpdir(), "lathe-desktop-"));
    const desktop = await openDesktop(home);
    await use(desktop);
    await desktop.app.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  },
});

async function openDesktop(home: string): Promise<Desktop> {
  const env = { ...(process.env as Record<string, string>), LATHE_HOME: home };
  const app = await _electron.launch({ executablePath: binary as string, args: [root], env });
  return { app, page: await app.firstWindow(), home };
}

// A machine that is there to test the window must not pass by having none.
test.skip(
  binary === null && process.env.LATHE_REQUIRE_ELECTRON !== "1",
  "No Electron binary here: `npx install-electron` downloads it.",
);

test("the window opens on the sample workspace, over app:// and without a way to Node", async ({
  desktop,
}) => {
  const { page } = desktop;
  await expect(page).toHaveTitle(/Lathe/);
  for (const name of ["Invoice to JSON", "Customer reply", "电商客服"]) {
    await expect(studio.promptInList(page, name)).toBeVisible();
  }
  expect(new URL(page.url()).protocol).toBe("app:");
  expect(
    await page.evaluate(() => [
      typeof Reflect.get(globalThis, "require"),
      typeof Reflect.get(globalThis, "process"),
    ]),
  ).toEqual(["undefined", "undefined"]);
});

test("the page can open no other window and go nowhere else", async ({ desktop }) => {
  const { app, page } = desktop;
  await expect(page).toHaveTitle(/Lathe/);
  const before = page.url();
  await page.evaluate(() => {
    window.open("https://example.invalid/");
    location.href = "https://example.invalid/";
  });
  await expect(studio.promptInList(page, "Customer reply")).toBeVisible();
  expect(app.windows()).toHaveLength(1);
  expect(page.url()).toBe(before);
});

test("closing the window keeps what was typed, and the next start finds it", async ({ desktop }) => {
  const { app, page, home } = desktop;
  await openPrompt(page, "Customer reply");
  await studio.message(page, 1).locator(".monaco-editor .view-line").first().click();
  await page.keyboard.insertText(" Written in the window. ");
  await app.close();

  const again = await openDesktop(home);
  try {
    await openPrompt(again.page, "Customer reply");
    await expect.poll(() => messageText(again.page, 1)).toContain("Written in the window.");
  } finally {
    await again.app.close();
  }
});
