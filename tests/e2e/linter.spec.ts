import { expect, openLathe, test } from "./fixtures.ts";
import { messageText, openPrompt, studio, typeAtEndOfMessage } from "./studio.ts";

// Put together here, so that no scanner of this repository takes it for a real one.
const key = ["sk-", "proj-Zk3mQ8vT1xWb7LrP0aYd5NfHc9UjEs2G"].join("");

test("A-60 a key that is pasted into a prompt is pointed out, shown at a press and taken out by keyboard", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await openPrompt(page, "Customer reply");
  const message = studio.message(page, 1);
  await typeAtEndOfMessage(page, 1, `\nCall the shop's API with ${key} first.`);
  const problem = message.getByRole("listitem").filter({ hasText: "secret-in-text" });
  await expect(problem).toBeVisible();
  await expect(problem).not.toContainText(key);

  await test.step("a press on the words puts the cursor at the key", async () => {
    await page.keyboard.press("Control+Home");
    await problem.getByRole("button", { name: /^This looks like an API key/ }).press("Enter");
    await expect(message.getByRole("textbox")).toBeFocused();
  });

  await test.step("Alt-Enter offers the variable, and Enter puts it in", async () => {
    const offer = page.getByText("Replace by api_key").last();
    await expect(async () => {
      await page.keyboard.press("Alt+Enter");
      await expect(offer).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await page.keyboard.press("Enter");
    await expect.poll(() => messageText(page, 1)).toContain("API with {api_key} first.");
    await expect(problem).toBeHidden();
    await expect(page.getByRole("region", { name: "api_key" })).toBeVisible();
  });
});

test("a warning is ignored for one prompt, stays ignored after a reload, and is checked again", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await openPrompt(page, "Customer reply");
  await typeAtEndOfMessage(page, 3, "\nAnswer in English.\nAnswer in French.");
  const problem = page.getByRole("listitem").filter({ hasText: "contradictory-format" });
  await expect(problem.first()).toBeVisible();
  const kept = page.waitForResponse((response) => response.url().endsWith("/api/settings.update"));
  await page.getByRole("button", { name: "Ignore contradictory-format in this prompt" }).press("Enter");
  await kept;
  await expect(page.getByRole("button", { name: "Check contradictory-format again" })).toBeVisible();
  await expect(page.getByText("contradict each other")).toBeHidden();
  await expect(studio.saved(page)).toBeVisible();

  await page.reload();
  await expect(studio.message(page, 1).locator(".monaco-editor .view-line").first()).toBeVisible({
    timeout: 30_000,
  });
  await page.getByRole("button", { name: "Check contradictory-format again" }).press("Enter");
  await expect(page.getByText("contradict each other")).toBeVisible();
});
