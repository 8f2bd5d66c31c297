import { expect, openLathe, test } from "./fixtures.ts";
import { openPrompt, studio } from "./studio.ts";

test("a text is found in all prompts, and Enter and F4 open each place with it selected", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await openPrompt(page, "Invoice to JSON");
  await studio.message(page, 2).locator(".monaco-editor .view-line").first().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText("\nThe needle is HERE.");
  await expect(studio.saved(page)).toBeVisible();
  await openPrompt(page, "Customer reply");

  await page.keyboard.press("Control+Shift+f");
  const panel = page.getByRole("region", { name: "Find in all prompts" });
  await expect(panel.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("NEEDLE is here");
  const match = panel.getByRole("treeitem", { name: /The needle is HERE/ });
  await expect(match).toBeVisible();
  await expect(panel.getByRole("status")).toHaveText("1 match in 1 prompt");
  await expect(match).toContainText(/^Message 2 · Human · line \d+/);
  await expect(match.locator("mark")).toHaveText("needle is HERE");

  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tab", { name: /^Invoice to JSON/, selected: true })).toBeVisible();
  const editor = studio.message(page, 2).locator(".monaco-editor");
  await expect(editor).toHaveClass(/focused/);
  // What is selected is what is typed over.
  await page.keyboard.insertText("thread");
  await expect(editor.locator(".view-lines")).toContainText("The thread.");
  await expect(studio.saved(page)).toBeVisible();

  await page.keyboard.press("Control+Shift+f");
  await page.keyboard.type("{");
  await expect(panel.getByRole("status")).toContainText(/ in \d+ prompts/);
  await page.keyboard.press("F4");
  const first = panel.getByRole("treeitem", { selected: true });
  await expect(first).toBeVisible();
  const id = await first.getAttribute("id");
  await page.keyboard.press("F4");
  await expect(first).not.toHaveAttribute("id", id ?? "");
  await page.keyboard.press("Shift+F4");
  await expect(first).toHaveAttribute("id", id ?? "");

  await page.keyboard.press("Control+Shift+f");
  await page.keyboard.type("no prompt says this");
  await expect(panel.getByText("Nothing found")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel.getByText("Search every prompt at once")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("tree", { name: "Prompt list" })).toBeVisible();
});
