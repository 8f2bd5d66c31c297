import type { Locator, Page } from "@playwright/test";
import { expect, openLathe, test } from "./fixtures.ts";
import { call } from "./page-call.ts";
import { focusEndOfMessage, messageText, saveVersion, studio } from "./studio.ts";

const form = (page: Page): Locator => page.getByRole("region", { name: "Spec", exact: true });
const check = (page: Page): Locator => page.getByRole("region", { name: "Check", exact: true });
const waiting = (page: Page): Locator => page.getByRole("region", { name: "Changes from the spec" });
/** What the changes that wait would make of the text; the blanks of the editor as plain ones. */
const diffText = async (page: Page): Promise<string> =>
  (await waiting(page).locator(".modified-in-monaco-diff-editor .view-lines").allInnerTexts())
    .join(" ")
    .replace(/[\s\u00a0·]+/g, " ");
const byHand = "Never mention other shops.";

async function beginWithSpec(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: /^Start from a spec/ }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill(name);
  await page.keyboard.press("Enter");
  await expect(form(page).getByLabel("Use case")).toBeFocused();
  await expect(studio.message(page, 1).locator(".monaco-editor .view-line").first()).toBeVisible();
}

async function makeSuite(page: Page, promptName: string): Promise<void> {
  const ask = async (operation: string, input: unknown) => {
    const frame = await call(page, operation, input);
    expect(frame, operation).toMatchObject({ kind: "done" });
    return frame.value;
  };
  const { prompts } = await ask("prompts.list", { search: promptName });
  const { suiteId, revision } = await ask("suites.create", {
    name: "Shop questions",
    promptId: prompts[0].promptId,
    checks: [{ type: "is-json", metric: "JSON" }],
  });
  const edits = ["Where is my order?", "Can I return the lamp?"].map((question) => ({
    kind: "add",
    after: null,
    content: { inputs: { order: "Order 1042, shipped", user_input: question } },
  }));
  await ask("suites.edit-cases", { suiteId, baseRevision: revision, edits });
}

test("a spec becomes a prompt: live, with what is written by hand kept, checked, fixed, saved and tested", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await beginWithSpec(page, "Shop answers");
  await page.keyboard.insertText("Answers in the shop's chat");
  await form(page).getByLabel("Role", { exact: true }).fill("a support agent of an online shop");
  await form(page).getByLabel("Task", { exact: true }).fill("Answer the question from {order}.");
  await form(page).getByRole("button", { name: "Add constraint: Length" }).click();
  await page.keyboard.type("80");
  await expect.poll(() => messageText(page, 1)).toContain("Use at most 80 words.");
  expect(await messageText(page, 1)).toContain("You are {role}.");
  await expect(page.getByText("Spec saved")).toBeVisible();

  // By hand; then the spec says more.
  await focusEndOfMessage(page, 1);
  await page.keyboard.insertText(`\n\n${byHand}`);
  await form(page)
    .getByRole("button", { name: "JSON", exact: true })
    .or(form(page).getByText("JSON", { exact: true }))
    .first()
    .click();
  await form(page).getByRole("button", { name: "Add a field" }).click();
  await page.keyboard.type("answer");
  await expect(waiting(page).getByText("The spec has changed")).toBeVisible();
  await expect.poll(() => diffText(page)).toContain('"answer" (text)');
  await waiting(page).getByRole("button", { name: "Take over" }).click();
  await expect(waiting(page)).toBeHidden();
  await expect.poll(() => messageText(page, 1)).toContain('"answer" (text)');
  expect(await messageText(page, 1)).toContain(byHand);
  await expect(page.getByText("Follows the spec; your own words are kept.")).toBeVisible();

  // A rule is lost by hand: the check finds it, and its fix brings it back without a second way to say it.
  await studio.message(page, 1).locator(".view-line", { hasText: "at most 80" }).click();
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+End");
  await page.keyboard.press("Delete");
  await expect.poll(() => messageText(page, 1)).not.toContain("80 words");
  await page.getByRole("tab", { name: /^Check/ }).click();
  await check(page).getByRole("button", { name: "Check", exact: true }).click();
  await expect(check(page).getByText("constraint-missing")).toBeVisible();
  await check(page).getByRole("button", { name: "Give a value for order, user_input." }).click();
  const value = page.getByRole("textbox", { name: "Value of order" });
  await expect(value).toBeFocused();
  await page.keyboard.insertText("Order 1042, shipped");
  await page.getByRole("textbox", { name: "Value of user_input" }).fill("Where is it?");
  await page.keyboard.press("Control+Alt+v");
  await expect(check(page).getByText("input-invalid")).toBeHidden();
  await check(page)
    .getByRole("button", { name: /^Fix · The prompt does not say: Use at most 80 words/ })
    .click();
  await expect(check(page).getByRole("status").getByText("No issues")).toBeVisible();
  await expect(check(page).getByText("100%").first()).toBeVisible();
  await check(page).getByRole("button", { name: "Typed values" }).click();
  await expect(check(page).getByText("Order 1042, shipped")).toBeVisible();
  await saveVersion(page, "From the spec");
  await makeSuite(page, "Shop answers");
  await check(page).getByRole("button", { name: "Test it" }).click();
  const dialog = page.getByRole("dialog", { name: "Test a prompt" });
  await dialog.getByRole("combobox", { name: "Suite" }).fill("Shop");
  await page.getByRole("option", { name: /^Shop questions/ }).click();
  await expect(dialog.getByRole("button", { name: "Start" })).not.toHaveAttribute("aria-disabled", "true");
  await dialog.getByRole("button", { name: "Start" }).click();
  await expect(page.locator("header[data-test-run]")).toHaveAttribute("data-state", "done", {
    timeout: 30_000,
  });
  await expect(page.getByText(/^2 of 2 passed/)).toBeVisible();
});

test("what is pasted, and what a model writes, is shown before it takes the place of a text; undo brings that back", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await beginWithSpec(page, "From elsewhere");
  await page.getByRole("button", { name: "Paste a prompt" }).click();
  const pasting = page.getByRole("dialog", { name: "Paste a prompt" });
  await pasting
    .getByLabel("Any text")
    .fill("System: You shorten texts.\nUser: Shorten {text} to 3 sentences.");
  await expect(pasting.getByText("Messages found: 2")).toBeVisible();
  await pasting.getByRole("button", { name: "Use it" }).click();
  await expect.poll(() => messageText(page, 2)).toContain("Shorten {text} to 3 sentences.");

  await page.getByRole("button", { name: "Write it for me" }).click();
  const writing = page.getByRole("dialog", { name: "Write a first prompt" });
  await writing.getByLabel("What is the prompt to do?").fill("Sort support emails by urgency");
  await writing.getByRole("button", { name: "Write it", exact: true }).click();
  await expect(writing.getByText("Simulator", { exact: true })).toBeVisible();
  const accept = writing.getByRole("button", { name: "Use spec and text" });
  await expect(accept).toBeVisible({ timeout: 20_000 });
  expect(await messageText(page, 1)).toContain("You shorten texts.");
  await writing.getByRole("tab", { name: "Changes of the spec" }).click();
  await expect(writing.getByText("Sort support emails by urgency").first()).toBeVisible();
  await accept.click();
  await expect.poll(() => messageText(page, 1)).toContain("Sort support emails by urgency");
  await expect(form(page).getByLabel("Task", { exact: true })).toHaveValue(/Sort support emails by urgency/);

  // Nothing waits: what was accepted is where the spec goes on from.
  await expect(waiting(page)).toBeHidden();
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await expect.poll(() => messageText(page, 1)).toContain("You shorten texts.");
  await page.keyboard.press("Control+Shift+g");
  await expect(page.getByRole("textbox", { name: /^Value of text/ })).toBeVisible();
  await page.keyboard.press("Control+Shift+g");
  await expect(page.getByText("Spec saved")).toBeVisible();
});
