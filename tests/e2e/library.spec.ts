import AxeBuilder from "@axe-core/playwright";
import { expect, openLathe, test } from "./fixtures.ts";
import { openPrompt, studio } from "./studio.ts";

test("a template is tried in two clicks, and a prompt of one's own becomes one that knows its double", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await page.getByRole("button", { name: /^Start from a template/ }).click();
  const shelf = page.getByRole("region", { name: "Templates" });
  await page.getByRole("searchbox", { name: "Search templates" }).fill("triage");
  await expect(shelf.getByRole("listitem").filter({ has: page.getByRole("button") })).toHaveCount(1);

  // One click shows what it is, the second tries it: without a key, a model or a word to be written.
  await shelf.getByRole("button", { name: "Support ticket triage" }).click();
  const detail = page.getByRole("complementary", { name: "Template Support ticket triage" });
  await expect(detail.getByText("Not used yet")).toBeVisible();
  await detail.getByRole("button", { name: "Try it" }).click();
  const run = page.getByRole("main");
  await expect(run.getByRole("heading", { name: /Support ticket triage/ })).toBeVisible();
  await expect(run.getByText("Done", { exact: true })).toBeVisible({ timeout: 20_000 });
  await expect(run.getByText(/^\d+ of 10 passed/).first()).toBeVisible();
  await expect(run.getByText("Simulator", { exact: true }).first()).toBeVisible();

  // The library knows of it.
  await page.keyboard.press("Control+Shift+l");
  await expect(detail.getByText("Used 1 time")).toBeVisible();
  await expect(detail.getByText(/of 10 passed/)).toBeVisible();
  await detail.getByRole("tab", { name: "Suite" }).click();
  await expect(detail.getByRole("table").getByRole("row")).toHaveCount(11);

  // The prompt that was made of it is a whole one: it has its version, and runs with the values it came with.
  await page.keyboard.press("Control+Shift+e");
  await openPrompt(page, "Support ticket triage");
  await expect(studio.promptInList(page, "Support ticket triage")).toContainText("1.0.0");

  // Saved as a template without a change it is a double, which is said before it is saved.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("as a template");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Save “Support ticket triage” as a template" });
  await expect(dialog.getByRole("region", { name: /nearly the same/ })).toContainText(
    "“Support ticket triage” – 100% alike",
  );
  await dialog.getByRole("textbox", { name: "Name" }).fill("Our triage");
  await dialog.getByRole("button", { name: "Save it all the same" }).click();
  await expect(dialog.getByText("Choose a category, so that it is found again.")).toBeVisible();
  await dialog.getByRole("combobox", { name: "Category" }).click();
  await page.getByRole("option", { name: "Classification" }).click();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await dialog.getByRole("button", { name: "Save it all the same" }).click();
  await expect(dialog).toBeHidden();

  await page.keyboard.press("Control+Shift+l");
  await page.getByRole("button", { name: "My templates" }).click();
  await page.getByRole("searchbox", { name: "Search templates" }).fill("");
  const own = shelf.getByRole("button", { name: "Our triage" });
  await expect(shelf.getByText("Nearly the same as “Support ticket triage” (100%)")).toBeVisible();

  // The keyboard goes in and comes out where it was.
  await own.press("Enter");
  await expect(page.getByRole("heading", { name: "Our triage" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(own).toBeFocused();

  // It leaves the library, and comes back.
  await own.click();
  await page.getByRole("button", { name: "More for Our triage" }).click();
  await page.getByRole("menuitem", { name: "Remove from the library" }).click();
  await expect(page.getByText("No templates of your own yet")).toBeVisible();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(own).toBeVisible();
});
