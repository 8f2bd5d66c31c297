import AxeBuilder from "@axe-core/playwright";
import { cell, goToSuites, inspector, newPrompt, newSuite, paste, saved, suiteNamed } from "./case-table.ts";
import { expect, openLathe, test } from "./fixtures.ts";
import { call } from "./page-call.ts";
import { openPrompt, runToEnd } from "./studio.ts";
import { themesOf } from "./themes.ts";

test("a table of cases is worked in as in a spreadsheet, and is the same after a reload", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await newPrompt(page);
  await goToSuites(page);
  await newSuite(page, "Replies", "Answering");
  await page.getByRole("button", { name: "Add a case" }).first().click();
  await expect(page.getByRole("grid", { name: "Cases of Replies" })).toHaveAttribute("aria-rowcount", "2");

  // More rows than there are become new cases; a cell may have line breaks and quotes of its own.
  await (await cell(page, 1, "question")).click();
  await paste(page, '"Where is it?\nIt said ""soon""."\t3\r\nBroken lamp\t4\r\nMei\t5\r\n');
  await expect(await cell(page, 3, "question")).toHaveText("Mei");
  await expect(await cell(page, 1, "question")).toHaveText('Where is it? ↵ It said "soon".');
  await expect(await cell(page, 3, "limit")).toHaveText("5");
  await saved(page);

  // Typing replaces, Enter goes down; what is no number stays in its cell with the reason.
  await (await cell(page, 1, "Weight")).click();
  await page.keyboard.type("heavy");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText("A number from 0 to 1000.");
  await page.keyboard.press("Escape");
  await page.keyboard.type("2");
  await page.keyboard.press("Enter");
  await expect(await cell(page, 1, "Weight")).toHaveText("2");

  // Filled down over a range, taken back, and done again.
  await (await cell(page, 1, "Weight")).click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+d");
  await expect(await cell(page, 3, "Weight")).toHaveText("2");
  await page.keyboard.press("Control+z");
  await expect(await cell(page, 3, "Weight")).toHaveText("1");
  await page.keyboard.press("Control+y");
  await expect(await cell(page, 3, "Weight")).toHaveText("2");

  // F2 edits what is there; several lines with Alt+Enter.
  await (await cell(page, 2, "Notes")).click();
  await page.keyboard.press("F2");
  await page.keyboard.type("first");
  await page.keyboard.press("Alt+Enter");
  await page.keyboard.type("second");
  await page.keyboard.press("Tab");
  await expect(await cell(page, 2, "Notes")).toHaveText("first ↵ second");

  // A row moves, and one is removed.
  await (await cell(page, 3, "Name")).click();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(await cell(page, 2, "question")).toHaveText("Mei");
  await (await cell(page, 1, "Name")).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Remove the case" }).click();
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "3");
  await saved(page);

  await page.reload();
  await expect(await cell(page, 1, "question")).toHaveText("Mei");
  await expect(await cell(page, 2, "Notes")).toHaveText("first ↵ second");
});

test("the table can be left by the keyboard, and a value of the wrong kind is told where it stands", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await newPrompt(page);
  await goToSuites(page);
  await newSuite(page, "Replies", "Answering");
  await page.getByRole("button", { name: "Add a case" }).first().click();
  await (await cell(page, 1, "limit")).click();
  await page.keyboard.type("many");
  await page.keyboard.press("Enter");
  const wrong = await cell(page, 1, "limit");
  await expect(wrong).toHaveAttribute("aria-invalid", "true");
  await expect(inspector(page).getByText("A number such as 3 or 0.5.")).toBeVisible();

  const field = page.locator("textarea[aria-controls]");
  await expect(field).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(field).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(field).not.toBeFocused();

  // The panel and the table are two views of one case.
  await inspector(page).getByRole("textbox", { name: "limit" }).fill("80");
  await expect(wrong).toHaveText("80");
  await expect(wrong).not.toHaveAttribute("aria-invalid");
  await saved(page);
});

test("a file is imported only after its columns and rows were looked at, and one undo takes all of it back", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await newPrompt(page);
  await goToSuites(page);
  await newSuite(page, "Imported", "Answering");
  await page.keyboard.press("Control+Alt+o");
  const dialog = page.getByRole("dialog");
  await dialog.locator("input[type=file]").setInputFiles({
    name: "cases.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(
      "id,question,source,answer,weight\na,Priya,Where?,Soon,1\nb,Jonas,Broken,Sorry,heavy\na,Mei,Again,,\n",
    ),
  });
  await expect(dialog.getByText("2 new")).toBeVisible();
  await expect(dialog.getByText("“heavy” is no weight")).toBeVisible();
  await expect(dialog.getByText("Row 2 has the key “a” as well")).toBeVisible();
  await dialog.getByRole("combobox", { name: "What answer becomes" }).click();
  await page.getByRole("option", { name: "Notes", exact: true }).click();
  await dialog.getByRole("button", { name: "Import 2 cases" }).click();
  await expect(dialog).toBeHidden();
  await expect(await cell(page, 1, "Notes")).toHaveText("Soon");

  // The same file again: what it would change is shown before it does.
  await page.keyboard.press("Control+Alt+o");
  await dialog.getByLabel("Or paste a table or text").fill("id,question\na,Priyanka\nc,Ola\n");
  await dialog.getByRole("button", { name: "Read what is pasted" }).click();
  await expect(dialog.getByText("1 changed")).toBeVisible();
  await expect(dialog.locator("ins", { hasText: "Priyanka" })).toBeVisible();
  await dialog.getByRole("switch", { name: /^Only new cases/ }).check({ force: true });
  await dialog.getByRole("button", { name: "Import 1 case" }).click();
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "4");
  await expect(await cell(page, 1, "question")).toHaveText("Priya");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "3");
});

test("a check is chosen in plain words, tried on a text and kept", async ({ page, lathe }) => {
  await openLathe(page, lathe);
  await goToSuites(page);
  await newSuite(page, "Checked", null);
  await page.getByRole("tab", { name: "Checks" }).click();
  await inspector(page).getByRole("button", { name: "Check", exact: true }).click();
  await page.getByRole("menuitem", { name: "Contains, any case" }).click();
  await inspector(page).getByRole("textbox", { name: "Text" }).fill("Refund");
  await expect(inspector(page).getByLabel("In short")).toHaveValue("icontains:Refund");
  await inspector(page).getByLabel("Try it on a reply").fill("You will get a REFUND.");
  await inspector(page).getByRole("button", { name: "Try", exact: true }).click();
  await expect(inspector(page).getByText("Passed")).toBeVisible();

  // Typing the short form is the same as filling in the fields; a problem stands at its field.
  await inspector(page).getByLabel("In short").fill("not-regex:(");
  await inspector(page).getByLabel("In short").press("Enter");
  await expect(inspector(page).getByText(/The pattern is no regular expression/)).toBeVisible();
  await inspector(page).getByRole("textbox", { name: "Pattern" }).fill("sorry");
  await expect(inspector(page).getByLabel("In short")).toHaveValue("not-regex:sorry");
  const stored = async () => {
    const { suiteId } = await suiteNamed(page, "Checked");
    return (await call(page, "suites.read", { suiteId })).value.checks;
  };
  await expect.poll(stored).toMatchObject([{ type: "regex", not: true, value: "sorry" }]);
});

test("proposed cases count only when they are accepted, one by one, from the keyboard", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await goToSuites(page);
  await newSuite(page, "Generated", "Customer reply");
  await page.keyboard.press("Control+Alt+g");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("How many").fill("3");
  await dialog.getByRole("button", { name: "Propose cases" }).click();
  await expect(dialog.getByText("Simulator")).toBeVisible();
  await expect(dialog.getByText(/cases? proposed$/)).toBeVisible();
  const proposals = dialog.getByRole("listbox", { name: "Proposed cases" });
  await expect(proposals.getByRole("option").nth(1)).toBeVisible();
  await proposals.focus();
  await page.keyboard.press("a");
  await expect(proposals.getByText("Accepted")).toBeVisible();
  await page.keyboard.press("r");
  await expect(proposals.getByText("Rejected")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "2");
});

test("a reply of the studio becomes a case of a new suite in one dialog", async ({ page, lathe }) => {
  await openLathe(page, lathe);
  await openPrompt(page, "Customer reply");
  await runToEnd(page);
  await page.keyboard.press("Control+Alt+k");
  const dialog = page.getByRole("dialog", { name: "Keep as a case" });
  await dialog.getByRole("combobox", { name: "Suite" }).click();
  await page.getByRole("option", { name: "A new suite…" }).click();
  await dialog.getByPlaceholder("e.g. Replies to complaints").fill("Kept replies");
  await dialog.getByRole("textbox", { name: "Expected" }).fill("We are sorry.");
  await dialog.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(dialog).toBeHidden();
  await goToSuites(page);
  await page.getByRole("button", { name: /^Kept replies/ }).click();
  await expect(await cell(page, 1, "Expected")).toHaveText("We are sorry.");
  await expect(await cell(page, 1, "customer_name")).not.toBeEmpty();
});

test("what another window changed meanwhile is not overwritten, and either side can be kept", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await goToSuites(page);
  await newSuite(page, "Shared", null);
  await page.getByRole("button", { name: "Add a case" }).first().click();
  await saved(page);
  const { suiteId } = await suiteNamed(page, "Shared");
  const { cases, revision } = (await call(page, "suites.cases", { suiteId })).value;
  const [{ caseId, content }] = cases;
  const rename = (name: string, baseRevision: number) =>
    call(page, "suites.edit-cases", {
      suiteId,
      baseRevision,
      edits: [{ kind: "update", caseId, content: { ...content, name } }],
    });

  // The page has not heard of it before its own change arrives.
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let isHeld = true;
  await page.route("**/api/suites.edit-cases", async (route) => {
    const isOwn = isHeld && (route.request().postData() ?? "").includes("mine");
    if (isOwn) await held;
    await route.continue();
  });
  await inspector(page).getByRole("textbox", { name: "Name" }).fill("mine");
  await expect(page.getByText("Saving…")).toBeVisible();
  await rename("theirs", revision);
  isHeld = false;
  release();
  await expect(page.getByText("Not saved", { exact: true })).toBeVisible();
  await expect(inspector(page).getByRole("textbox", { name: "Name" })).toHaveValue("mine");
  await page.getByRole("button", { name: "Keep mine" }).click();
  await saved(page);
  await expect(await cell(page, 1, "Name")).toHaveText("mine");
});

test("what is being typed in a cell goes into its own case, whatever happens around it", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await goToSuites(page);
  await newSuite(page, "Moving", null);
  await page.getByRole("button", { name: "Add a case" }).first().click();
  await (await cell(page, 1, "Name")).click();
  await paste(page, "first\nsecond");
  await expect(await cell(page, 2, "Name")).toHaveText("second");
  await saved(page);

  // Another window puts a case above it meanwhile.
  await (await cell(page, 1, "Name")).dblclick();
  await page.keyboard.type(" and more");
  const { suiteId } = await suiteNamed(page, "Moving");
  const { revision } = (await call(page, "suites.cases", { suiteId })).value;
  const above = { kind: "add", after: null, content: { name: "from elsewhere" } };
  await call(page, "suites.edit-cases", { suiteId, baseRevision: revision, edits: [above] });
  await expect(await cell(page, 1, "Name")).toHaveText("from elsewhere");
  await page.keyboard.press("Enter");
  await expect(await cell(page, 2, "Name")).toHaveText("first and more");
  await expect(await cell(page, 1, "Name")).toHaveText("from elsewhere");

  // A text that cannot be taken does not go along to the cell that is clicked.
  await (await cell(page, 1, "Weight")).click();
  await page.keyboard.type("heavy");
  await (await cell(page, 3, "Weight")).click();
  await expect(page.getByRole("alert")).toHaveText("A number from 0 to 1000.");
  await page.keyboard.press("Escape");
  await saved(page);
  const { cases } = (await call(page, "suites.cases", { suiteId })).value;
  expect(cases.map(({ content }: { content: { weight: number } }) => content.weight)).toEqual([1, 1, 1]);
});

for (const [locale, title, add] of [
  ["en-US", "Suites", "New suite"],
  ["zh-CN", "用例集", "新建用例集"],
] as const) {
  for (const colorScheme of themesOf(locale)) {
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme });

      test("the suites pass axe (WCAG 2.2 AA) with cases, checks, coverage and every dialog", async ({
        page,
        lathe,
      }) => {
        await openLathe(page, lathe);
        await page.keyboard.press("Control+Shift+u");
        await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
        const passes = async (where: string) => {
          const { violations } = await new AxeBuilder({ page })
            .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
            .analyze();
          expect(
            violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
            where,
          ).toEqual([]);
        };
        await passes("as it opens");
        const prompts = (await call(page, "prompts.list", {})).value.prompts;
        const { suiteId, revision } = (
          await call(page, "suites.create", {
            name: "Replies",
            promptId: prompts.find(({ name }: { name: string }) => name === "Customer reply").promptId,
            checks: [{ type: "contains", value: "refund" }],
          })
        ).value;
        await call(page, "suites.edit-cases", {
          suiteId,
          baseRevision: revision,
          edits: [
            {
              kind: "add",
              after: null,
              content: { name: "One", inputs: { customer_name: "Mei", max_words: "many" }, tags: ["late"] },
            },
          ],
        });
        await page.getByRole("button", { name: /^Replies / }).click();
        await expect(page.getByRole("gridcell").first()).toBeVisible();
        await passes("table");
        const tabs = page.getByRole("complementary").getByRole("tab");
        for (const index of [1, 2, 3]) {
          await tabs.nth(index).click();
          if (index === 1) await page.getByRole("button", { name: "contains:refund", exact: true }).click();
          await passes(`tab ${index}`);
        }
        for (const keys of ["Control+Alt+o", "Control+Alt+g"]) {
          await page.keyboard.press(keys);
          await expect(page.getByRole("dialog")).toBeVisible();
          await passes(keys);
          await page.keyboard.press("Escape");
          await expect(page.getByRole("dialog")).toBeHidden();
        }
        await page.getByRole("button", { name: add }).first().click();
        await expect(page.getByRole("dialog")).toBeVisible();
        await passes("new suite");
      });
    });
  }
}
