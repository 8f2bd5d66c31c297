import { expect, openLathe, test } from "./fixtures.ts";
import { messageText, runToEnd, studio } from "./studio.ts";

test("everything by keyboard: open, edit, run, save, compare, settings, and back", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  const press = (keys: string) => page.keyboard.press(keys);
  const openPalette = async () => {
    await press("Control+k");
    await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  };

  const chosen = page.getByRole("option", { selected: true });

  await test.step("open a prompt from the palette", async () => {
    await openPalette();
    await page.keyboard.type("invoice to json");
    await expect(chosen).toContainText("Invoice to JSON");
    await press("Enter");
    await expect(page.getByRole("tab", { name: /^Invoice to JSON/, selected: true })).toBeVisible();
    await expect(page.locator(".monaco-editor .view-line").first()).toBeVisible();
  });

  await test.step("reach a message with Tab, type, and leave it with Tab", async () => {
    const editor = studio.message(page, 1).getByRole("textbox");
    for (
      let count = 0;
      count < 60 && !(await editor.evaluate((node) => node === document.activeElement));
      count += 1
    ) {
      await press("Tab");
    }
    await expect(editor).toBeFocused();
    await press("Control+End");
    await page.keyboard.insertText("\nAnswer with JSON only.");
    await press("Tab");
    await expect(editor).not.toBeFocused();
    await expect.poll(() => messageText(page, 1)).toContain("Answer with JSON only.");
  });

  await test.step("run, and save a version", async () => {
    await runToEnd(page);
    await press("Control+s");
    await expect(page.getByRole("dialog").getByRole("textbox").first()).toBeFocused();
    await press("Control+Enter");
    await expect(page.getByText(/v1\.0\.3/).first()).toBeVisible();
  });

  await test.step("settings and back, theme and language, by command", async () => {
    await press("Control+,");
    await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
    await openPalette();
    await page.keyboard.type("简体中文");
    await expect(chosen).toContainText("简体中文");
    await press("Enter");
    await expect(page.locator("html")).toHaveAttribute("lang", /^zh/);
    await openPalette();
    await page.keyboard.type("english");
    await expect(chosen).toContainText("English");
    await press("Enter");
    await expect(page.locator("html")).toHaveAttribute("lang", /^en/);
  });

  await test.step("the keyboard map shows what every shortcut does", async () => {
    // Shortcuts are silent behind a dialog, also while the palette fades away.
    await expect(page.getByRole("dialog")).toBeHidden();
    await press("Control+Shift+e");
    await press("Control+/");
    await expect(page.getByRole("dialog").getByText("Save version")).toBeVisible();
    await press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  });
});
