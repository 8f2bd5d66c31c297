import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import BetterSqlite3 from "better-sqlite3";
import { overwrite } from "../support/damage.ts";
import { type LatheServer, startLathe } from "../support/lathe-server.ts";
import { expect, openLathe, test } from "./fixtures.ts";
import { call } from "./page-call.ts";
import { isLookedAt, themesOf } from "./themes.ts";

const languages = [
  { locale: "en-US", code: "en", settings: "Settings", history: "History and comparison" },
  { locale: "zh-CN", code: "zh", settings: "设置", history: null },
];

/** Both languages and both themes: screens without an axe finding, without a clipped page, without a missing word. */
for (const { locale, code, settings } of languages) {
  for (const colorScheme of themesOf(locale)) {
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme });

      test("every screen passes axe (WCAG 2.2 AA), fits its window and speaks the language", async ({
        page,
        lathe,
      }) => {
        await openLathe(page, lathe);
        await expect(page.locator("html")).toHaveAttribute("lang", new RegExp(`^${code}`));
        await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
        await check(page, "welcome");

        await page.getByRole("treeitem", { name: /^Customer reply/ }).click();
        await expect(page.locator(".monaco-editor .view-line").first()).toBeVisible();
        await check(page, "editor");
        await page.keyboard.press("Control+Enter");
        await expect(page.getByText(/^(Done|完成|已完成)$/).first()).toBeVisible({ timeout: 20_000 });
        await check(page, "after a run");

        await page.keyboard.press("Control+k");
        await expect(page.getByRole("dialog")).toBeVisible();
        await check(page, "palette");
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toBeHidden();
        await page.keyboard.press("Control+Shift+f");
        await check(page, "find");
        await page.keyboard.type("customer");
        await expect(page.locator("mark").first()).toBeVisible();
        await check(page, "find: matches");
        await page.keyboard.type(" nobody has");
        await expect(page.locator("mark")).toHaveCount(0);
        await check(page, "find: nothing");
        await page.keyboard.press("Escape");
        await page.keyboard.press("Escape");
        await page.keyboard.press("Control+s");
        await expect(page.getByRole("dialog")).toBeVisible();
        await check(page, "save dialog");
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toBeHidden();

        await page.keyboard.press("Control+Shift+g");
        const design = page.getByRole("region", { name: /^(Spec|设计说明)$/ });
        await design.getByRole("textbox", { name: /^(Task|任务)$/ }).fill("Answer {question}");
        await expect(
          page.getByRole("region", { name: /^(Changes from the spec|来自设计说明的改动)$/ }),
        ).toBeVisible();
        await check(page, "design");
        await page.keyboard.press("Control+Alt+v");
        const checked = page.getByRole("region", { name: /^(Check|校验)$/ });
        await expect(checked.getByText(/^(Earlier checks|以往的校验)$/)).toBeVisible();
        await check(page, "design: check");
        await page.keyboard.press("Control+Shift+g");

        await page
          .getByRole("button", { name: /^(History and comparison|历史.*)$/ })
          .first()
          .click();
        await expect(page.getByRole("button", { name: /^1\.0\.2 / }).first()).toBeVisible();
        await expect(page.locator(".monaco-diff-editor .view-line").first()).toBeVisible();
        await check(page, "history");

        await page.getByRole("button", { name: settings, exact: true }).click();
        const sections = page
          .getByRole("navigation")
          .filter({ has: page.getByRole("heading", { name: settings }) });
        for (const section of await sections.getByRole("button").all()) {
          await section.click();
          await check(page, `settings: ${await section.innerText()}`);
        }
      });

      if (isLookedAt("tests", locale))
        test("the tests, from their list to a reply, the figures, a comparison and the dialog, look and read as well", async ({
          page,
          lathe,
        }) => {
          await openLathe(page, lathe);
          await page.keyboard.press("Control+Shift+y");
          const results = page.getByRole("grid");
          await expect(results.getByRole("row").nth(1)).toBeVisible();
          await check(page, "a test");
          await results.getByRole("row").nth(1).click();
          await expect(page.locator("section[data-attempt]")).toBeVisible();
          await check(page, "a reply");
          await page.keyboard.press("Escape");
          await page
            .getByRole("search")
            .getByRole("button", { name: /^(Filter|筛选)$/ })
            .click();
          await expect(page.getByRole("dialog")).toBeVisible();
          await check(page, "filter of the results");
          await page.keyboard.press("Escape");
          await page.getByRole("tab", { name: /^(Figures|统计)$/ }).click();
          await expect(page.getByRole("table").first()).toBeVisible();
          await check(page, "figures");
          await page.getByRole("tab", { name: /^(Compare|比较)$/ }).click();
          await results.getByRole("row").nth(1).click();
          await expect(page.getByRole("region", { name: /^(Both replies|两条回复)$/ })).toBeVisible();
          await check(page, "comparison");
          await page.keyboard.press("Control+Shift+Enter");
          await expect(page.getByRole("dialog")).toBeVisible();
          await check(page, "test dialog");
        });

      if (isLookedAt("comparison", locale))
        test("a comparison, from its verdict to the replies and the votes, the dialog and the list, look and read as well", async ({
          page,
          lathe,
        }) => {
          await openLathe(page, lathe);
          await page.keyboard.press("Control+Shift+x");
          await expect(page.locator("header[data-experiment]")).toBeVisible();
          await expect(page.getByRole("tabpanel").getByRole("table").first()).toBeVisible();
          await check(page, "a verdict");
          await page
            .locator("header[data-experiment]")
            .getByRole("button", { name: /^(Add cases|追加用例)$/ })
            .click();
          await expect(page.getByRole("dialog")).toBeVisible();
          await check(page, "why no cases can be added");
          await page.keyboard.press("Escape");
          await page.getByRole("tab", { name: /^(Side by side|并排查看)$/ }).click();
          await expect(page.getByRole("grid").getByRole("gridcell").first()).toBeVisible();
          await check(page, "side by side");
          await page.getByRole("grid").focus();
          await page.keyboard.press("ArrowDown");
          await page.keyboard.press("Enter");
          await expect(
            page.getByRole("region", { name: /^(The case and its replies|用例及其回复)$/ }),
          ).toBeVisible();
          await check(page, "a case side by side");
          await page.getByRole("tab", { name: /^(Blind vote|盲评)$/ }).click();
          await expect(page.getByRole("button", { name: /^(Left is better|左边更好)/ })).toBeVisible();
          await check(page, "a blind vote");
          await page.getByRole("button", { name: /^(New comparison|新建对比)$/ }).click();
          const dialog = page.getByRole("dialog");
          await expect(dialog).toBeVisible();
          await dialog.getByRole("combobox").first().fill("Customer");
          await page.getByRole("option", { name: "Customer reply" }).click();
          await expect(dialog.getByText(/^(About|To find|若要)/)).toBeVisible();
          await check(page, "comparison dialog");
          await dialog.getByRole("button", { name: /^(Settings of B|B 的设置)$/ }).click();
          await dialog.getByText(/^(Typed-in inputs|手动输入)$/).click();
          await expect(dialog.getByRole("table")).toBeVisible();
          await check(page, "comparison dialog: typed-in inputs");
          await dialog.getByText(/^(Existing runs|已有的测试)$/).click();
          await expect(dialog.getByRole("checkbox").first()).toBeVisible();
          await check(page, "comparison dialog: existing runs");
        });

      if (isLookedAt("library", locale))
        test("the library, from a template to a snippet and what uses it, an import and an export look and read as well", async ({
          page,
          lathe,
        }) => {
          await openLathe(page, lathe);
          for (const [name, text] of [
            ["tone", "Be kind."],
            ["unused", "Nothing has this."],
            ["closing", "{>tone} End with a name."],
          ])
            await call(page, "snippets.create", { name, text });
          const messages = [{ role: "human", template: "Hello {>closing}" }];
          await call(page, "prompts.create", { name: "Greeting", content: { messages } });
          await page.keyboard.press("Control+Shift+l");
          await page.locator("[data-card]").first().click();
          const detail = page.getByRole("complementary");
          await expect(detail.getByRole("tab").first()).toBeVisible();
          await detail.getByRole("tab", { name: /^(Suite|用例集)$/ }).click();
          await expect(detail.getByRole("table").getByRole("row").nth(1)).toBeVisible();
          await check(page, "the suite of a template");
          await page.getByRole("tab", { name: /^(Snippets|片段)$/ }).click();
          const text = page.getByRole("article").locator(".monaco-editor .view-line").first();
          await text.click();
          await page.keyboard.insertText("Always. ");
          const impact = page.getByRole("region", { name: /^(What changes|随这个片段)/ });
          await expect(impact.getByText("Greeting")).toBeVisible();
          await check(page, "a changed snippet");
          await page.getByRole("button", { name: /^(What uses what|引用关系)$/ }).click();
          await expect(page.getByRole("main").getByRole("button", { name: "Greeting" })).toBeVisible();
          await check(page, "what uses what");
          await page.keyboard.press("Control+Shift+i");
          const dialog = page.getByRole("dialog");
          await expect(dialog).toBeVisible();
          await check(page, "import");
          await dialog
            .locator("input[type=file]")
            .first()
            .setInputFiles([
              named("jinja.j2", "{% for x in xs %}{{ x.y | upper }}{% endfor %}"),
              named(
                "chat.json",
                '{"model":"m","api_key":"k","messages":[{"role":"user","content":"Hi {{a}}"}]}',
              ),
              named("picture.png", "\0"),
            ]);
          await expect(dialog.getByRole("grid")).toBeVisible();
          await dialog.locator("summary").first().click();
          await check(page, "import: what was found");
          await dialog.getByRole("button", { name: /^(Import 2 items|导入 2 项)$/ }).click();
          await expect(dialog.getByText(/^(2 items were imported|已导入 2 项)$/)).toBeVisible();
          await check(page, "import: what was imported");
          await dialog.getByRole("button", { name: /^(Open “jinja”|打开“jinja”)$/ }).click();
          await expect(page.locator(".monaco-editor .view-line").first()).toBeVisible();
          await check(page, "a foreign syntax");
          await page
            .getByRole("button", { name: /^(Export…|导出…)$/ })
            .first()
            .click();
          await expect(dialog.getByRole("button", { name: /^(Copy|复制)$/ })).toBeVisible();
          await check(page, "export");
          await dialog.getByRole("radio", { name: /^OpenAI/ }).check();
          await expect(dialog.getByText(/^(This format has no Jinja2|该格式不支持 Jinja2)$/)).toBeVisible();
          await check(page, "export: refused");
        });

      if (isLookedAt("recovery", locale))
        test("the ways back from a damaged workspace, and the banner over a read-only one, look and read as well", async ({
          page,
          lathe,
        }) => {
          const file = join(lathe.home, "workspace.db");
          await openLathe(page, lathe);
          const restart = async (act: () => void): Promise<LatheServer> => {
            await page.goto("about:blank");
            await lathe.stop();
            act();
            const again = await startLathe({ home: lathe.home });
            await page.goto(again.url);
            return again;
          };
          const heading = page.getByRole("heading", { level: 1 });
          const damaged = await restart(() => overwrite(file, 0, Buffer.alloc(100)));
          const restore = page.getByRole("button", { name: /^(Restore this backup|恢复此备份)$/ });
          await expect(restore).toBeVisible();
          await page.locator("summary").first().click();
          await check(page, "recovery");
          await page.getByRole("button", { name: /^(Read what can be read|读取可读的内容)$/ }).click();
          await expect(heading).toHaveText(/^(What could be read|读到的内容)$/);
          await check(page, "what could be read");
          await page.getByRole("button", { name: /^(Back to the choices|返回)$/ }).click();
          await restore.click();
          await expect(heading).toHaveText(/^(Your work is back|内容已找回)$/);
          await check(page, "the work is back");
          await page.goto("about:blank");
          await damaged.stop();

          const readOnly = await restart(() => {
            const db = new BetterSqlite3(file);
            db.pragma("user_version = 1000");
            db.close();
          });
          await expect(
            page.getByRole("region", { name: /^(Read-only workspace|工作区只读)$/ }),
          ).toBeVisible();
          await check(page, "read-only");
          await page.getByRole("button", { name: settings, exact: true }).click();
          await page.getByRole("button", { name: /^(Workspace & backups|工作区与备份)$/ }).click();
          const row = page.getByRole("listitem").first();
          await row.getByRole("button", { name: /^(Check the backup|检查)/ }).click();
          await expect(row.getByText(/^(Sound\.|完好。)/)).toBeVisible();
          await check(page, "backups");
          await row.getByRole("button", { name: /^(Restore the backup|恢复 )/ }).click();
          await expect(page.getByRole("dialog")).toBeVisible();
          await check(page, "restore a backup");
          await page.goto("about:blank");
          await readOnly.stop();
        });
    });
  }
}

const named = (name: string, text: string) => ({ name, mimeType: "", buffer: Buffer.from(text) });

async function check(page: Page, screen: string): Promise<void> {
  // A panel that is still fading in has the contrast of its fade.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((a) => a.playState === "running")
        .map((a) => a.finished),
    ),
  );
  const { violations } = await new AxeBuilder({ page })
    // Of the rest only the names: to describe every element that is in order takes longer than to look at it.
    .options({ resultTypes: ["violations"] })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(" | ")}`,
  );
  expect(found, `axe on ${screen}`).toEqual([]);
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    return { x: scrollWidth - clientWidth, y: scrollHeight - clientHeight };
  });
  expect(overflow, `the page scrolls as a whole on ${screen}`).toEqual({ x: 0, y: 0 });
  // A key such as `editor.save.title` on the screen is a word that is missing from the catalogue.
  const text = await page.locator("body").innerText();
  expect(
    text.match(
      /\b(shell|prompts|editor|design|runs|tests|compare|history|settings|errors|monaco|templates|snippets|exchange|workspace(?!\.db))\.[a-z]+[A-Za-z.]+/g,
    ) ?? [],
    screen,
  ).toEqual([]);
}
