import { pathToFileURL } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { expect, openLathe, test } from "./fixtures.ts";
import { call } from "./page-call.ts";
import { openPrompt } from "./studio.ts";

const cases = 24;
const hostile = '<img src="https://tracker.example/x.png" onerror="document.title=1">';

/** Half of the cases pass; the other half asks for a word that no polite reply has. */
async function makeSuite(page: Page, name: string): Promise<void> {
  const ask = async (operation: string, input: unknown) => {
    const frame = await call(page, operation, input);
    expect(frame, operation).toMatchObject({ kind: "done" });
    return frame.value;
  };
  const { prompts } = await ask("prompts.list", { search: "Customer reply" });
  const { promptId } = prompts[0];
  const checks = [{ type: "contains", value: "order", metric: "names the order" }];
  const { suiteId, revision } = await ask("suites.create", { name, promptId, checks });
  const edits = Array.from({ length: cases }, (_, index) => ({
    kind: "add",
    after: null,
    content: {
      name: `Mail ${index + 1}`,
      inputs: {
        customer_name: "Priya",
        customer_message: `Where is my order ${4_000 + index}? ${index === 3 ? hostile : ""}`,
        shop_name: "Harbour & Pine",
        tone: "apologetic",
        max_words: 60,
        policies: "Refunds within 14 days.",
      },
      tags: [index % 3 === 0 ? "late" : "usual"],
      expected: index % 2 === 0 ? null : `Your order ${4_000 + index} has an unicorn on board.`,
      checks: index % 2 === 0 ? [] : [{ type: "contains", value: "unicorn", metric: "unicorn" }],
    },
  }));
  await ask("suites.edit-cases", { suiteId, baseRevision: revision, edits });
}

const head = (page: Page): Locator => page.locator("header[data-test-run]");
const state = (page: Page) => head(page).getAttribute("data-state");
const results = (page: Page): Locator => page.getByRole("grid", { name: "Results" });
const reply = (page: Page): Locator => page.getByRole("region", { name: "Reply", exact: true });

/** From the prompt in front, by its keys; the dialog tells what it will take before it can be started. */
async function startTest(page: Page, fill: (dialog: Locator) => Promise<void>): Promise<void> {
  await page.keyboard.press("Control+Shift+Enter");
  const dialog = page.getByRole("dialog", { name: "Test a prompt" });
  await dialog.getByRole("combobox", { name: "Suite" }).fill("Support");
  await page.getByRole("option", { name: "Support mails · 24 cases" }).click();
  await fill(dialog);
  const estimate = dialog.getByRole("region", { name: "Before it starts" });
  await expect(estimate.getByText(`${cases} calls`)).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Start" })).not.toHaveAttribute("aria-disabled", "true");
  await dialog.getByRole("button", { name: "Start" }).click();
  await expect(dialog).toBeHidden();
  await expect(head(page)).toBeVisible();
}

test("test a prompt, watch it, cancel and resume it, see why a reply failed, mark it, compare, and hand the report on", async ({
  page,
  lathe,
}, testInfo) => {
  await openLathe(page, lathe);
  await makeSuite(page, "Support mails");
  await openPrompt(page, "Customer reply");

  await startTest(page, async (dialog) => {
    await dialog.getByRole("textbox", { name: "Calls at once" }).fill("3");
  });

  // It runs: results come in while it does, and the status bar tells of it wherever one is.
  await expect(
    page.getByRole("region", { name: "Status" }).getByRole("button", { name: /^Customer reply.* of 24/ }),
  ).toBeVisible();
  await expect(results(page).getByRole("row").nth(1)).toBeVisible({ timeout: 20_000 });
  expect(await state(page)).toBe("running");
  await head(page).getByRole("button", { name: "Cancel" }).click();
  await expect(head(page)).toHaveAttribute("data-state", "cancelled");
  await expect(head(page).getByText(/^Incomplete: cancelled after \d+ of 24\./)).toBeVisible();
  const missing = head(page).getByText(/^Missing \d+$/);
  await expect(missing).toBeVisible();

  await head(page).getByRole("button", { name: "Resume" }).click();
  await expect(head(page)).toHaveAttribute("data-state", "done", { timeout: 60_000 });
  await expect(missing).toBeHidden();
  await expect(head(page).getByText("12 of 24 passed – 50% (95%: 31–69%)")).toBeVisible();

  // A failure, and why.
  await results(page).focus();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(reply(page).getByText("Failed").first()).toBeVisible();
  await expect(reply(page).getByRole("listitem").filter({ hasText: "unicorn" }).first()).toContainText(
    "Does not contain “unicorn”.",
  );
  await expect(reply(page).locator("del").filter({ hasText: "unicorn" })).toBeVisible();
  await reply(page).getByText("Messages sent").click();
  await expect(
    reply(page).getByText("You write replies to customers of Harbour & Pine").first(),
  ).toBeVisible();
  const first = await reply(page).getAttribute("data-attempt");
  await page.keyboard.press("F8");
  await expect.poll(() => reply(page).getAttribute("data-attempt")).not.toBe(first);
  await expect(reply(page).getByText("Failed").first()).toBeVisible();

  // What a person says of it.
  await reply(page).getByPlaceholder("Why (optional)").fill("There is no such animal.");
  await reply(page).getByRole("button", { name: "Bad" }).click();
  await expect(reply(page).getByRole("list", { name: "Marks of this reply" })).toContainText(
    "There is no such animal.",
  );
  await page.keyboard.press("Escape");
  await expect(results(page).getByText("Bad")).toBeVisible();

  // Only what failed; and back.
  const filters = page.getByRole("search", { name: "Filter the results" });
  await filters.getByRole("button", { name: /^Failed/ }).click();
  await expect(results(page)).toHaveAttribute("aria-rowcount", "13");
  await expect(filters.getByText("12 of 24")).toBeVisible();
  await filters.getByRole("button", { name: "Clear the filter" }).click();
  await expect(results(page)).toHaveAttribute("aria-rowcount", "25");

  // The report is a file of its own, whatever a case holds.
  await head(page).getByRole("button", { name: "Report" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "HTML page" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/\.html$/);
  // Under its own name: without an ending it would be shown as text.
  const file = testInfo.outputPath("report.html");
  await download.saveAs(file);
  const report = await page.context().newPage();
  const requests: string[] = [];
  report.on("request", (request) => requests.push(request.url()));
  await report.goto(pathToFileURL(file).href);
  await expect(report.locator("body")).toContainText("Customer reply");
  await expect(report.locator("body")).toContainText("There is no such animal.");
  await expect(report.locator("body")).toContainText(hostile);
  expect(await report.locator("img, script[src], link[href^=http]").count()).toBe(0);
  expect(requests.filter((url) => !url.startsWith("file:") && !url.startsWith("data:"))).toEqual([]);
  await report.close();

  // The next test is held against this one.
  await head(page).getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Set as baseline" }).click();
  await expect(head(page).getByText("Baseline")).toBeVisible();
  await head(page).getByRole("button", { name: "Test again" }).click();
  const dialog = page.getByRole("dialog", { name: "Test a prompt" });
  await dialog.getByText("Reuse", { exact: true }).click();
  await expect(dialog.getByText("Answered by recordings")).toBeVisible();
  const before = await head(page).getAttribute("data-test-run");
  await dialog.getByRole("button", { name: "Start" }).click();
  await expect(head(page)).not.toHaveAttribute("data-test-run", before ?? "");
  await expect(head(page)).toHaveAttribute("data-state", "done", { timeout: 30_000 });
  await expect(head(page).getByText("24 recorded")).toBeVisible();
  await page.getByRole("tab", { name: "Compare" }).click();
  await expect(page.getByRole("button", { name: "Unchanged 24" })).toBeVisible();
  await expect(page.getByText(/^Suite, checks, judge and settings are the same/)).toBeVisible();
  await page.getByRole("grid", { name: "Comparison" }).getByRole("row").nth(1).click();
  await expect(page.getByText("Both replies are the same.")).toBeVisible();

  // Figures, with what they are made of one click away.
  await page.getByRole("tab", { name: "Figures" }).click();
  await page.getByRole("button", { name: "unicorn" }).click();
  await expect(results(page)).toHaveAttribute("aria-rowcount", "13");
});

test("a test goes on when its page is gone, and is found again where it stands", async ({ page, lathe }) => {
  await openLathe(page, lathe);
  await makeSuite(page, "Support mails");
  await openPrompt(page, "Customer reply");
  await startTest(page, (dialog) => dialog.getByRole("textbox", { name: "Calls at once" }).fill("6"));
  await page.reload();
  await expect(head(page)).toBeVisible();
  await expect(head(page)).toHaveAttribute("data-state", "done", { timeout: 60_000 });
  await expect(head(page).getByText(/^12 of 24 passed/)).toBeVisible();
});

test("what cannot be started says why, beside the button", async ({ page, lathe }) => {
  await openLathe(page, lathe);
  await page.keyboard.press("Control+Shift+y");
  await page.getByRole("button", { name: "New test" }).click();
  const dialog = page.getByRole("dialog", { name: "Test a prompt" });
  await expect(dialog.getByRole("status")).toHaveText("Choose a prompt.");
  await dialog.getByRole("combobox", { name: "Prompt" }).fill("Invoice");
  await page.getByRole("option", { name: "Invoice to JSON" }).click();
  const start = dialog.getByRole("button", { name: "Start" });
  await expect(start).not.toHaveAttribute("aria-disabled", "true");
  await dialog.getByRole("combobox", { name: "Models" }).fill("no-reference");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("status")).toHaveText("One of the models is not written as PROVIDER/MODEL.");
  await expect(start).toHaveAttribute("aria-disabled", "true");
  await start.focus();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
});
