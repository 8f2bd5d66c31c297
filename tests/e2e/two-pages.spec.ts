import { expect, openLathe, test } from "./fixtures.ts";
import { chooseModel, messageText, openPrompt, studio, typeAtEndOfMessage } from "./studio.ts";

test("R-21 two pages on one prompt: the other follows, and a conflict keeps both texts", async ({
  page,
  lathe,
  context,
}) => {
  await openLathe(page, lathe);
  await openPrompt(page, "Customer reply");
  const other = await context.newPage();
  await other.goto(new URL("/", lathe.url).href);
  await openPrompt(other, "Customer reply");

  await typeAtEndOfMessage(other, 1, "\nFrom the other page.");
  await expect(studio.saved(other)).toBeVisible();
  await page.bringToFront();
  await expect.poll(() => messageText(page, 1)).toContain("From the other page.");

  await test.step("both type at once", async () => {
    // The first page's saves are held back, as a slow disk or network would.
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/api/prompts.save-draft", async (route) => {
      await held;
      await route.continue();
    });
    await typeAtEndOfMessage(page, 1, "\nMine.");
    await other.bringToFront();
    await typeAtEndOfMessage(other, 1, "\nTheirs.");
    await expect(studio.saved(other)).toBeVisible();
    await page.bringToFront();
    release();
    await expect(page.getByRole("button", { name: /mine/i })).toBeVisible();
    await page.getByRole("button", { name: /mine/i }).click();
    await expect(studio.saved(page)).toBeVisible();
    await expect.poll(() => messageText(page, 1)).toContain("Mine.");
  });

  await test.step("the other text is in the draft journal", async () => {
    await page.getByRole("button", { name: "History and comparison" }).click();
    await page.getByRole("tab", { name: "Draft journal" }).click();
    await expect(page.getByRole("listitem").nth(2)).toBeVisible();
  });
});

test("a run goes on through a reload of its page, and is cancelled from the new one", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await openPrompt(page, "Customer reply");
  await chooseModel(page, "simulator/slow");
  await page.keyboard.press("Control+Enter");
  const cancel = studio.runRegion(page).getByRole("button", { name: /^Cancel/ });
  await expect(cancel).toBeVisible();
  await page.reload();
  await cancel.click();
  await expect(studio.runRegion(page).getByText("Cancelled").first()).toBeVisible();
});
