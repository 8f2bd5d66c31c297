import { startLathe } from "../support/lathe-server.ts";
import { expect, openLathe, test } from "./fixtures.ts";
import {
  chooseModel,
  messageText,
  openPrompt,
  runToEnd,
  saveVersion,
  studio,
  typeAtEndOfMessage,
} from "./studio.ts";

test.use({ isFirstStart: true });

test("first start: edit, run, cancel, save, compare, go back, reload in mid-typing; nothing is lost", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  const run = studio.runRegion(page);

  await test.step("a sample workspace is there, without a key or a network", async () => {
    for (const name of ["Invoice to JSON", "Customer reply", "电商客服"]) {
      await expect(studio.promptInList(page, name)).toBeVisible();
    }
  });

  await test.step("edit: the text is saved by itself", async () => {
    await openPrompt(page, "Customer reply");
    await typeAtEndOfMessage(page, 1, "\n- Mention the weather.");
    await expect(studio.saved(page)).toBeVisible();
  });

  await test.step("run: the reply streams in, with tokens, cost and time, and says that it is simulated", async () => {
    await runToEnd(page);
    await expect(run.getByText("Simulator", { exact: true })).toBeVisible();
    for (const fact of ["Time", "Tokens in", "Cost"])
      await expect(run.getByText(fact, { exact: true })).toBeVisible();
  });

  await test.step("cancel: what had arrived is kept and marked", async () => {
    await chooseModel(page, "simulator/slow");
    await page.keyboard.press("Control+Enter");
    await expect(run.getByRole("button", { name: /^Cancel/ })).toBeVisible();
    await page.keyboard.press("Control+.");
    await expect(run.getByText("Cancelled").first()).toBeVisible();
  });

  await test.step("save a version, with the message suggested from the difference", async () => {
    await page.keyboard.press("Control+s");
    const message = page.getByRole("dialog").getByRole("textbox").first();
    await expect(message).toHaveValue(/system message/i);
    await expect(message).toBeFocused();
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(page.getByText(/v1\.0\.3/).first()).toBeVisible();
  });

  await test.step("compare two versions: not only the text, but variables and settings too", async () => {
    await page.getByRole("button", { name: "History and comparison" }).click();
    const versions = page.getByRole("list", { name: "Versions" });
    await versions.getByRole("button", { name: "Compare from 1.0.0 (key A)" }).click();
    await versions.getByRole("button", { name: "Compare to 1.0.3 (key B)" }).click();
    const comparison = page.getByRole("region", { name: "1.0.0 → 1.0.3" });
    for (const part of ["Messages", "Variables"]) {
      await expect(comparison.getByRole("heading", { name: part })).toBeVisible();
    }
    await expect(comparison.getByRole("row", { name: /^max_words added/ })).toBeVisible();
  });

  await test.step("go back to an old version, as a new one", async () => {
    await page.getByRole("button", { name: /^1\.0\.0 / }).click();
    await page.getByRole("button", { name: "Go back to 1.0.0" }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /Go back/ })
      .click();
    await expect(page.getByRole("button", { name: /^1\.0\.4 / })).toBeVisible();
    await page.getByRole("button", { name: "Back to the text" }).click();
    await expect.poll(() => messageText(page, 1)).not.toContain("weather");
  });

  await test.step("reload in the middle of typing", async () => {
    await typeAtEndOfMessage(page, 1, " Every word of this, 每个字, must be here.");
    await page.reload();
    await expect.poll(() => messageText(page, 1)).toContain("Every word of this, 每个字, must be here.");
  });

  await test.step("and the closed page opens where it was", async () => {
    await expect(page.getByRole("tab", { name: /^Customer reply/, selected: true })).toBeVisible();
  });
});

test("a crash of the program in the middle of typing loses nothing, also not what was typed after it", async ({
  page,
  lathe,
  complaints,
}) => {
  await openLathe(page, lathe);
  await openPrompt(page, "Customer reply");
  await typeAtEndOfMessage(page, 1, "\nKept before the crash.");
  await expect(studio.saved(page)).toBeVisible();
  await lathe.kill();
  await typeAtEndOfMessage(page, 1, "\nTyped while nobody was there.");
  await expect(page.getByText(/Not saved/).first()).toBeVisible();

  // The same workspace comes back under the same address, which is what the browser's own storage belongs to.
  const again = await startLathe({ home: lathe.home });
  expect(new URL(again.url).origin).toBe(new URL(lathe.url).origin);
  page.on("dialog", (dialog) => void dialog.accept());
  await page.goto(again.url);
  await expect
    .poll(() => messageText(page, 1))
    .toContain("Kept before the crash. Typed while nobody was there.");
  await expect(studio.saved(page)).toBeVisible();
  await again.stop();
  // A page whose program is gone says so in its console, request by request.
  complaints.length = 0;
});

test("an empty prompt list invites to make the first prompt", async ({ page, lathe }) => {
  await openLathe(page, lathe);
  await page.getByRole("searchbox", { name: "Search prompts" }).fill("no prompt has these words");
  await expect(page.getByText(/No prompt/i).first()).toBeVisible();
  await page.getByRole("searchbox", { name: "Search prompts" }).fill("");
  await page.getByRole("button", { name: "New prompt" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").first().fill("Haiku");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tab", { name: /^Haiku/, selected: true })).toBeVisible();
  await typeAtEndOfMessage(page, 2, "Write a haiku about {season} in English.");
  await expect(page.getByText(/season/).first()).toBeVisible();
  await saveVersion(page);
  await expect(page.getByText(/v1\.0\.0/).first()).toBeVisible();
});

test("changes since the last version can be discarded, and found again in the draft journal", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await openPrompt(page, "Invoice to JSON");
  await typeAtEndOfMessage(page, 1, "\nA passing idea.");
  await expect.poll(() => messageText(page, 1)).toContain("A passing idea.");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.keyboard.type("discard the changes");
  await expect(page.getByRole("option", { selected: true })).toContainText("Discard the changes");
  await page.keyboard.press("Enter");
  await expect.poll(() => messageText(page, 1)).not.toContain("A passing idea.");
  await page.getByRole("button", { name: "History and comparison" }).click();
  await page.getByRole("tab", { name: "Draft journal" }).click();
  await expect(page.getByRole("listitem").nth(1)).toBeVisible();
});
