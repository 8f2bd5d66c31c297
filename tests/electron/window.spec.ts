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

test("A-06 A-07 the page can open no other window and go nowhere else", async ({ desktop }) => {
  const { app, page } = desktop;
  await expect(page).toHaveTitle(/Lathe/);
  const before = page.url();
  await page.evaluate(() => {
    window.open("https://example.invalid/");
    const link = document.createElement("a");
    Object.assign(link, { href: "https://example.invalid/", target: "_blank" });
    document.body.append(link);
    link.dispatchEvent(new MouseEvent("click", { bubbles: true, button: 0 }));
    link.dispatchEvent(new MouseEvent("click", { bubbles: true, button: 1, ctrlKey: true }));
    const form = document.createElement("form");
    form.action = "https://example.invalid/";
    document.body.append(form);
    form.submit();
    const refresh = document.createElement("meta");
    Object.assign(refresh, { httpEquiv: "refresh", content: "0;url=https://example.invalid/" });
    document.head.append(refresh);
    location.href = "file:///etc/passwd";
    location.href = "https://example.invalid/";
  });
  await expect(studio.promptInList(page, "Customer reply")).toBeVisible();
  expect(app.windows()).toHaveLength(1);
  expect(page.url()).toBe(before);
});

test("A-05 the page reaches no network, even where its own policy would let it", async ({ desktop }) => {
  const { app, page } = desktop;
  await expect(page).toHaveTitle(/Lathe/);
  const asked = await app.evaluate(async ({ session }) => {
    try {
      await session.defaultSession.fetch("http://127.0.0.1:9/");
      return "reached";
    } catch (error) {
      return String(error);
    }
  });
  expect(asked).toContain("ERR_BLOCKED_BY_CLIENT");
  const status = await page.evaluate(async () => {
    const answers = ["/%2e%2e/package.json", "/assets/", "/none"].map((path) => fetch(path));
    return (await Promise.all(answers)).map((answer) => [
      answer.status,
      answer.headers.has("content-security-policy"),
    ]);
  });
  expect(status).toEqual([
    [404, true],
    [404, true],
    [404, true],
  ]);
});

test("A-10 the page is given no camera, no place and no message to pop up", async ({ desktop }) => {
  const { page } = desktop;
  await expect(page).toHaveTitle(/Lathe/);
  const states = await page.evaluate(() =>
    Promise.all(
      (["camera", "geolocation", "notifications"] as PermissionName[]).map(
        async (name) => (await navigator.permissions.query({ name })).state,
      ),
    ),
  );
  expect(states).toEqual(["denied", "denied", "denied"]);
});

test("the window comes back where it was, with its tabs, and the page in the area it was left in", async ({
  desktop,
}) => {
  const { app, page, home } = desktop;
  await openPrompt(page, "Customer reply");
  await openPrompt(page, "Invoice to JSON");
  const place = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setBounds({ x: 30, y: 40, width: 1000, height: 650 });
    return window?.getNormalBounds();
  });
  await app.close();

  const again = await openDesktop(home);
  try {
    await expect(again.page.getByRole("tab", { name: /^Invoice to JSON/, selected: true })).toBeVisible();
    await expect(again.page.getByRole("tab", { name: /^Customer reply/, selected: false })).toBeVisible();
    const found = await again.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getNormalBounds(),
    );
    // A window manager may move a window by its own frame; it does not change its size.
    expect(found).toMatchObject({ width: place?.width, height: place?.height });
  } finally {
    await again.app.close();
  }
});

test("a page whose process dies is offered a reload, and what was typed is there again", async ({
  desktop,
}) => {
  const { app, page } = desktop;
  await openPrompt(page, "Customer reply");
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = (async () => ({
      response: 0,
      checkboxChecked: false,
    })) as typeof dialog.showMessageBox;
  });
  await studio.message(page, 1).locator(".monaco-editor .view-line").first().click();
  await page.keyboard.insertText(" Written before the crash. ");
  await expect(studio.saved(page)).toBeVisible();
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("document.body.innerText"),
      ),
    )
    .toContain("Written before the crash.");
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
