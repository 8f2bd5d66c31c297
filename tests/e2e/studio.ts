import { expect, type Locator, type Page } from "@playwright/test";

/** The words by which a person finds their way, in English; what the journeys have in common. */
export const studio = {
  promptInList: (page: Page, name: string): Locator =>
    page.getByRole("tree", { name: "Prompt list" }).getByRole("treeitem", { name: new RegExp(`^${name}`) }),
  message: (page: Page, number: number): Locator =>
    page.getByRole("region", { name: new RegExp(`^Message ${number},`) }),
  saved: (page: Page): Locator => page.getByText("Saved", { exact: true }),
  runRegion: (page: Page): Locator => page.getByRole("region", { name: "Run", exact: true }),
};

export async function openPrompt(page: Page, name: string): Promise<void> {
  await studio.promptInList(page, name).click();
  await expect(page.getByRole("tab", { name: new RegExp(`^${name}`), selected: true })).toBeVisible();
  await expect(studio.message(page, 1).locator(".monaco-editor .view-line").first()).toBeVisible();
}

/** Puts the cursor at the end of a message, as one does to go on writing. */
export async function focusEndOfMessage(page: Page, number: number): Promise<void> {
  await studio.message(page, number).locator(".monaco-editor .view-line").first().click();
  await page.keyboard.press("Control+End");
}

export async function typeAtEndOfMessage(page: Page, number: number, text: string): Promise<void> {
  await focusEndOfMessage(page, number);
  await page.keyboard.insertText(text);
}

/** The text of a message as it stands on the screen; every run of blanks and line ends, also wrapped ones, as one blank. */
export async function messageText(page: Page, number: number): Promise<string> {
  return (await studio.message(page, number).locator(".view-lines").innerText()).replace(
    /[\s\u00a0·]+/g,
    " ",
  );
}

/** Names the model in the inspector, as one types it. */
export async function chooseModel(page: Page, model: string): Promise<void> {
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await inspector.getByRole("tab", { name: "Model" }).click();
  const field = inspector
    .getByRole("combobox", { name: "Model" })
    .or(inspector.getByPlaceholder(/^default/))
    .first();
  await field.fill(model);
  await field.press("Enter");
  await expect(studio.runRegion(page).getByText(model)).toBeVisible();
}

/** Starts a run and waits for its own end: the panel may show the end of an earlier one. */
export async function runToEnd(page: Page): Promise<void> {
  // By the time it is answered the panel shows this run and no earlier one.
  const started = page.waitForResponse((response) => response.url().endsWith("/api/runs.start"));
  await page.keyboard.press("Control+Enter");
  await started;
  const run = studio.runRegion(page);
  await expect(run.getByRole("button", { name: /^Run/ })).toBeVisible({ timeout: 20_000 });
  await expect(run.getByText("Done")).toBeVisible();
}

export async function saveVersion(page: Page, message?: string): Promise<void> {
  await page.keyboard.press("Control+s");
  const dialog = page.getByRole("dialog");
  const field = dialog.getByRole("textbox").first();
  await expect(field).not.toHaveValue("");
  // Before that the keys would still go to the text beneath.
  await expect(field).toBeFocused();
  if (message !== undefined) await field.fill(message);
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toBeHidden();
}
