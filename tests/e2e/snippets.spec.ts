import { expect, openLathe, test } from "./fixtures.ts";
import { focusEndOfMessage, messageText, openPrompt, runToEnd, saveVersion, studio } from "./studio.ts";

test("a snippet is made, put into a prompt and sent; its change tells before which drafts change, and no version does", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await page.keyboard.press("Control+Shift+L");
  await page.getByRole("tab", { name: "Snippets" }).click();
  await page.getByRole("button", { name: "New snippet" }).last().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("closing");
  await dialog.getByLabel("What it is for").fill("How every reply ends");
  await dialog.getByRole("button", { name: "Create" }).click();

  const closing = page.getByRole("article", { name: "Snippet closing" });
  await closing.locator(".monaco-editor .view-line").first().click();
  await page.keyboard.insertText("End with the name {shop_name}.");
  await expect(closing.getByText("No prompt changes: none uses this snippet.")).toBeVisible();
  await closing.getByRole("button", { name: "Save", exact: true }).click();
  await expect(closing.getByRole("button", { name: "Discard the change" })).toBeHidden();

  // Into a prompt: typed with completion, and looked at as a model would receive it.
  await page.keyboard.press("Control+Shift+E");
  await openPrompt(page, "Customer reply");
  await focusEndOfMessage(page, 1);
  await page.keyboard.press("Enter");
  await page.keyboard.type("{>");
  await page.getByRole("option", { name: /^closing/ }).click();
  await expect.poll(() => messageText(page, 1)).toContain("{>closing}");
  await page.keyboard.press("Control+Alt+P");
  await expect(page.getByText(/End with the name Harbour & Pine\.$/)).toBeVisible();
  await page.keyboard.press("Control+Alt+P");
  await runToEnd(page);
  await studio.runRegion(page).getByRole("tab", { name: "Messages sent" }).click();
  await expect(studio.runRegion(page).getByText(/End with the name Harbour & Pine\./)).toBeVisible();
  await saveVersion(page, "With the closing");

  // The change is told before it is stored, and reaches the draft alone.
  await page.keyboard.press("Control+Shift+L");
  await closing.locator(".monaco-editor .view-line").first().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(" Never promise a date.");
  const impact = closing.getByRole("region", { name: "What changes with this snippet" });
  await expect(impact).toContainText("1 prompt changes if you save this.");
  await expect(impact.getByText("Customer reply")).toBeVisible();
  await closing.getByRole("button", { name: "Save and change 1 prompt" }).click();
  await expect(page.getByText("closing is saved, and 1 prompt is changed")).toBeVisible();

  await closing
    .getByRole("region", { name: "Used by" })
    .getByRole("button", { name: "Customer reply" })
    .click();
  await expect(page.getByText("· changed since", { exact: true })).toBeVisible();
  await page.keyboard.press("Control+Alt+P");
  await expect(page.getByText(/Pine\. Never promise a date\.$/)).toBeVisible();
  await page.keyboard.press("Control+Alt+P");
  await page.keyboard.press("Control+Shift+H");
  const change = page.getByRole("region", { name: "Snippets", exact: true });
  await expect(change.getByText("closing", { exact: true })).toBeVisible();
});
