import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { goToSuites } from "./case-table.ts";
import { expect, openLathe, test } from "./fixtures.ts";
import { call } from "./page-call.ts";
import { openPrompt, studio } from "./studio.ts";

const configuration = `
description: Answers of the shop
prompts:
  - id: file://answer.txt
    label: Answer a customer
  - raw: "Translate into {{language}}: {{message}}"
    label: Translate a message
providers:
  - id: openai:gpt-4o-mini
    config: { temperature: 0.2, apiKey: sk-never-taken-over-0123456789 }
tests:
  - description: A late parcel
    vars: { message: "Where is my parcel 4711?", language: German }
    assert:
      - { type: icontains, value: parcel }
      - { type: javascript, value: "process.exit(1)" }
  - description: A broken lamp
    vars: { message: "The lamp is broken.", language: French }
    assert:
      - { type: icontains, value: lamp }
`;
const answer = "You answer customers of a shop in one or two sentences.\n\nThe customer wrote: {{message}}\n";

/** Files as they are let go over a place of the page. */
const drop = (page: Page, files: Record<string, string>, place = "body") =>
  page.evaluate(
    ([given, selector]) => {
      const dataTransfer = new DataTransfer();
      for (const [name, text] of Object.entries(given)) dataTransfer.items.add(new File([text], name));
      const target = document.querySelector(selector);
      for (const type of ["dragenter", "dragover", "drop"]) {
        target?.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      }
    },
    [files, place] as const,
  );

const importDialog = (page: Page): Locator => page.getByRole("dialog", { name: "Import", exact: true });
const found = (page: Page): Locator => importDialog(page).getByRole("grid");
const row = (page: Page, name: string): Locator =>
  found(page)
    .getByRole("row")
    .filter({ has: page.getByText(name, { exact: true }) });

test("a promptfoo configuration dropped on the window is looked at, imported in part, tested on the simulator, and goes out again with its losses told first", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);

  // The file alone names another, which is asked for and never fetched.
  await drop(page, { "promptfooconfig.yaml": configuration });
  await expect(
    importDialog(page).getByText(/^1 file that is referred to is missing: answer\.txt/),
  ).toBeVisible();

  await drop(page, { "promptfooconfig.yaml": configuration, "answer.txt": answer });
  await expect(row(page, "Answer a customer")).toBeVisible();
  await row(page, "Answer a customer").click();
  await expect(importDialog(page).getByText("The customer wrote: {{message}}")).toBeVisible();

  // Code is shown for what it is; a key is not shown at all.
  const suite = found(page).getByRole("row").filter({ hasText: "2 cases" });
  await suite.click();
  await expect(importDialog(page).getByText("Not run", { exact: true })).toBeVisible();
  await expect(importDialog(page).getByText("process.exit(1)").first()).toBeVisible();
  await expect(page.getByText("sk-never-taken-over")).toHaveCount(0);

  await row(page, "Translate a message").getByRole("checkbox").uncheck();
  await expect(row(page, "Translate a message").getByText("is skipped")).toBeVisible();
  await importDialog(page).getByRole("button", { name: "Import 2 items" }).click();
  await expect(importDialog(page).getByText("2 items were imported")).toBeVisible();
  await expect(importDialog(page).getByText("1 was skipped.")).toBeVisible();

  // From the result straight into a test.
  await importDialog(page).getByRole("button", { name: "Test it now: Answer a customer" }).click();
  const dialog = page.getByRole("dialog", { name: "Test a prompt" });
  await expect(dialog.getByRole("combobox", { name: "Suite" })).not.toHaveValue("");
  const models = dialog.getByRole("combobox", { name: "Models" });
  await models.press("Backspace");
  await models.fill("simulator/default");
  await models.press("Enter");
  await expect(dialog.getByRole("button", { name: "Start" })).not.toHaveAttribute("aria-disabled", "true");
  await dialog.getByRole("button", { name: "Start" }).click();
  const head = page.locator("header[data-test-run]");
  await expect(head).toHaveAttribute("data-state", "done", { timeout: 30_000 });
  await expect(page.getByRole("grid", { name: "Results" })).toHaveAttribute("aria-rowcount", "3");

  // What was skipped is nowhere.
  const { prompts } = (await call(page, "prompts.list", { search: "Translate a message" })).value;
  expect(prompts.map(({ name }: { name: string }) => name)).toEqual([]);

  // Out again: what the format cannot hold stands there before there is a file.
  await page.getByRole("button", { name: "Studio" }).click();
  await openPrompt(page, "Answer a customer");
  await page.getByRole("button", { name: "Export…" }).first().click();
  const out = page.getByRole("dialog", { name: "Export “Answer a customer”" });
  await out.getByRole("radio", { name: /^OpenAI/ }).check();
  await expect(out.getByText(/ha(s|ve) no place in this format$/)).toBeVisible();
  await expect(out.getByText("The customer wrote:", { exact: false })).toBeVisible();
  const saving = page.waitForEvent("download");
  await out.getByRole("button", { name: "Save with these losses" }).click();
  const download = await saving;
  const saved = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(JSON.stringify(saved.messages)).toContain("The customer wrote:");
  await expect(out).toBeHidden();
  // A dialog that opened for the first time knows where the keyboard was.
  await expect(page.getByRole("button", { name: "Export…" }).first()).toBeFocused();
});

test("what is imported again is left alone unless somebody makes it a version, and the old versions stay", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await call(page, "prompts.create", {
    name: "Greeting",
    content: { messages: [{ role: "human", template: "Greet {name}." }], variables: [{ name: "name" }] },
  });
  const { prompts } = (await call(page, "prompts.list", { search: "Greeting" })).value;
  const [{ promptId }] = prompts;
  await call(page, "prompts.save-version", { promptId, revision: 1, message: "First", bump: "patch" });

  // Pasted, as from a chat: the same key opens it from everywhere.
  await page.keyboard.press("Control+Shift+I");
  await importDialog(page).getByLabel("Or paste").fill("Greet {name} warmly.");
  await importDialog(page).getByRole("button", { name: "Read what is pasted" }).click();
  await expect(found(page)).toBeVisible();
  await found(page).focus();
  await page.keyboard.press("Space");
  await expect(importDialog(page).getByRole("button", { name: "Import", exact: true })).toBeDisabled();
  await page.keyboard.press("Space");

  await importDialog(page).getByText("New version of…", { exact: true }).click();
  const field = importDialog(page).getByRole("combobox", { name: "Prompt that gets the version" });
  await field.fill("Greeting");
  await page.getByRole("option", { name: "Greeting", exact: true }).click();
  await importDialog(page).getByRole("button", { name: "Import 1 item" }).click();
  await expect(
    importDialog(page).getByText("Prompts with a new version keep all earlier ones"),
  ).toBeVisible();
  await importDialog(page).getByRole("button", { name: "Open “Greeting”" }).click();
  await expect(studio.message(page, 1)).toContainText("warmly");
  const { versions } = (await call(page, "prompts.versions", { promptId })).value;
  expect(versions).toHaveLength(2);
});

test("a drop over the text of a prompt is an import, and one into the dialog of a suite belongs to the suite", async ({
  page,
  lathe,
}) => {
  await openLathe(page, lathe);
  await openPrompt(page, "Customer reply");
  const many = Array.from({ length: 60 }, (_, index) => `Prompt ${index} about {topic}.`).join("\n---\n");
  await drop(page, { "notes.md": "Hello {name}", "many.md": many }, ".monaco-editor .view-line");
  await expect(row(page, "notes")).toBeVisible();
  expect(await found(page).getByRole("row").count()).toBeLessThan(40);
  await page.keyboard.press("Escape");
  await expect(importDialog(page)).toBeHidden();

  await goToSuites(page);
  await expect(page.getByRole("gridcell").first()).toBeVisible();
  await page.keyboard.press("Control+Alt+o");
  const cases = page.getByRole("dialog");
  await expect(cases).toBeVisible();
  await drop(page, { "cases.csv": "id,customer_message\nz,Hello\n" }, "[role=dialog] input[type=file]");
  await expect(cases.getByText("1 new")).toBeVisible();
  await expect(importDialog(page)).toHaveCount(0);
});
