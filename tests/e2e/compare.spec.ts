import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Download, Locator, Page } from "@playwright/test";
import { expect, openLathe, test } from "./fixtures.ts";
import { openPrompt, studio, typeAtEndOfMessage } from "./studio.ts";

const head = (page: Page): Locator => page.locator("header[data-experiment]");
const verdict = (page: Page): Locator => page.getByRole("tabpanel", { name: "Verdict" });
const tab = (page: Page, name: string): Locator =>
  page.getByRole("tablist", { name: "Views of the comparison" }).getByRole("tab", { name });

async function saveReport(page: Page, item: string): Promise<Download> {
  const download = page.waitForEvent("download");
  await head(page).getByRole("button", { name: "Report" }).click();
  await page.getByRole("menuitem", { name: item }).click();
  return download;
}

/** What the comparison on the screen went through, however short it was. */
async function watchStates(page: Page): Promise<() => Promise<string[]>> {
  const seen = await page.evaluateHandle(() => {
    const states = new Set<string>();
    new MutationObserver(() => {
      const state = document.querySelector("header[data-experiment]")?.getAttribute("data-state");
      if (state != null) states.add(state);
      if (document.body.innerText.includes("No verdict and no p-value before the end"))
        states.add("no verdict yet");
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
    return states;
  });
  return () => seen.evaluate((states) => [...states]);
}

test("edit, compare with saved, watch, read the verdict, walk the regressions, vote blind, and open the report", async ({
  page,
  lathe,
}, testInfo) => {
  await openLathe(page, lathe);
  await openPrompt(page, "Customer reply");
  // Nobody answers a customer in three words: every case that passed is going to fail.
  await typeAtEndOfMessage(page, 3, " Use at most 3 words.");
  await expect(studio.saved(page)).toBeVisible();

  const seen = await watchStates(page);

  // One gesture: nothing is asked, since the simulator costs nothing.
  await page.keyboard.press("Control+Shift+D");
  await expect(head(page).getByRole("heading", { name: "Customer reply: 1.0.2 → draft" })).toBeVisible();
  await expect(head(page).getByText("Simulator", { exact: true })).toBeVisible();
  await expect(head(page)).toHaveAttribute("data-state", "done", { timeout: 60_000 });
  // While it ran it was shown to run, and nobody was told a verdict.
  expect(await seen()).toEqual(expect.arrayContaining(["running", "no verdict yet", "done"]));
  await expect(head(page).getByText("12 of 12")).toHaveCount(2);

  // Twelve cases are a direction, however clear it is; no p-value stands anywhere.
  await expect(verdict(page).getByText("Directional only: 12 cases").first()).toBeVisible();
  await expect(verdict(page).getByText("So far it points to A.")).toBeVisible();
  const line = page.getByRole("list", { name: "Comparisons, newest first" }).getByRole("listitem").first();
  await expect(line).toContainText("Customer reply: 1.0.2 → draft");
  await expect(line).toContainText("Cannot tell yet");

  // From the number to the cases that it counts, and through them by their keys.
  await verdict(page)
    .getByRole("button", { name: /^B breaks/ })
    .click();
  await expect(tab(page, "Side by side")).toHaveAttribute("aria-selected", "true");
  const grid = page.getByRole("grid", { name: "Replies side by side" });
  const rows = grid.getByRole("row").filter({ has: page.getByRole("rowheader") });
  await expect(rows.first()).toContainText("Broken");
  await page.keyboard.press("F8");
  await expect(grid).toBeFocused();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("region", { name: "The case and its replies" });
  await expect(panel).toContainText("How long does delivery take?");
  await expect(panel.getByText("Does not contain", { exact: false }).first()).toBeVisible();
  await page.keyboard.press("F8");
  await expect(panel).toContainText("Parcel not scanned for a week");
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();

  // Which arm stands where is hidden; whoever reads the replies finds the one that answers.
  await tab(page, "Blind vote").click();
  const ballot = page.getByRole("region", { name: "Blind vote" });
  for (let voted = 0; voted < 3; voted += 1) {
    await expect(ballot.getByText(`${voted} of 12`)).toBeVisible();
    const left = await ballot.getByRole("region", { name: "Left reply" }).innerText();
    const right = await ballot.getByRole("region", { name: "Right reply" }).innerText();
    await page.keyboard.press(left.length > right.length ? "ArrowLeft" : "ArrowRight");
  }
  await expect(ballot.getByText("3 of 12")).toBeVisible();
  await ballot.getByRole("button", { name: "Reveal the tally" }).click();
  await expect(ballot.getByText("B wins 0 of 3 decisive pairs", { exact: false })).toBeVisible();

  // The report is a file of its own, and fetches nothing.
  const download = await saveReport(page, "HTML page in English");
  const file = testInfo.outputPath("report.html");
  await download.saveAs(file);
  const report = await page.context().newPage();
  const requests: string[] = [];
  report.on("request", (request) => requests.push(request.url()));
  await report.goto(pathToFileURL(file).href);
  await expect(report.locator("body")).toContainText("Cannot tell yet");
  await expect(report.locator("body")).toContainText("How long does delivery take?");
  expect(await report.locator("script[src], link[href^=http], img[src^=http]").count()).toBe(0);
  expect(requests.filter((url) => !url.startsWith("file:") && !url.startsWith("data:"))).toEqual([]);
  await report.close();
});

test("from the dialog: a few cases first, more of them later as planned; runs that are there, and why unlike ones are refused", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await openPrompt(page, "Customer reply");
  await page.keyboard.press("Control+Shift+h");
  await page.getByRole("button", { name: "Compare the two on a suite…" }).click();
  const dialog = page.getByRole("dialog", { name: "Compare" });
  const arm = dialog.getByRole("listitem", { name: "Arm A" });
  await arm.getByRole("combobox", { name: "Text of A" }).click();
  await page.getByRole("option", { name: "Version 1.0.0" }).click();
  const estimate = dialog.getByRole("region", { name: "Before it starts" });
  await expect(estimate.getByText("12 cases: a direction, no verdict")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Cases, drawn at random" }).fill("5");
  await expect(estimate.getByText("5 cases: a direction, no verdict")).toBeVisible();
  await dialog.getByRole("checkbox", { name: "Allow adding cases later" }).check();
  const start = dialog.getByRole("button", { name: "Start" });
  await expect(start).not.toHaveAttribute("aria-disabled", "true");
  await start.click();
  await expect(dialog).toBeHidden();
  await expect(head(page)).toHaveAttribute("data-state", "done", { timeout: 60_000 });
  await expect(head(page).getByText("5 of 5")).toHaveCount(2);

  await head(page).getByRole("button", { name: "Add cases" }).click();
  const more = page.getByRole("dialog", { name: "Add cases" });
  await expect(more.getByText("7 are left", { exact: false })).toBeVisible();
  await more.getByRole("textbox", { name: "Cases to add" }).fill("3");
  await more.getByRole("button", { name: "Add and ask" }).click();
  await expect(head(page).getByText("8 of 8")).toHaveCount(2, { timeout: 60_000 });
  await expect(head(page)).toHaveAttribute("data-state", "done");
  await expect(
    verdict(page).getByText("Cases were added after somebody had looked", { exact: false }),
  ).toBeVisible();

  // What was found already: nothing is called, and its plan allows nothing to be added.
  await page.getByRole("button", { name: "New comparison" }).click();
  await dialog.getByText("Existing runs", { exact: true }).click();
  const runs = dialog.getByRole("list", { name: "Existing runs" });
  await expect(dialog.getByRole("status")).toHaveText("Choose at least two runs.");
  await runs
    .getByRole("checkbox", { name: /^Customer reply 1\.0\.0/ })
    .first()
    .check();
  await runs
    .getByRole("checkbox", { name: /^Invoice to JSON 1\.0\.2 .*another suite/ })
    .first()
    .check();
  await dialog.getByRole("button", { name: "Compare" }).click();
  await expect(head(page).getByText("From existing runs")).toBeVisible();
  await expect(
    verdict(page).getByText("Not comparable: the arms were put to different cases", { exact: false }).first(),
  ).toBeVisible();
  await head(page).getByRole("button", { name: "Add cases" }).click();
  await expect(page.getByText("nothing can be added to them here", { exact: false })).toBeVisible();
  await page.keyboard.press("Escape");

  const json = await saveReport(page, "JSON");
  const told = JSON.parse(readFileSync(await json.path(), "utf8"));
  expect(JSON.stringify(told)).toContain("not_comparable");
});
