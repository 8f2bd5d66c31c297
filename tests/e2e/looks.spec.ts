import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, openLathe, test } from "./fixtures.ts";

const languages = [
  { locale: "en-US", code: "en", settings: "Settings", history: "History and comparison" },
  { locale: "zh-CN", code: "zh", settings: "设置", history: null },
];

/** Both languages in both themes: every screen without an axe finding, without a clipped page, without a missing word. */
for (const { locale, code, settings } of languages) {
  for (const colorScheme of ["light", "dark"] as const) {
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
        await page.keyboard.press("Control+s");
        await expect(page.getByRole("dialog")).toBeVisible();
        await check(page, "save dialog");
        await page.keyboard.press("Escape");

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
    });
  }
}

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
    text.match(/\b(shell|prompts|editor|runs|history|settings|errors|monaco)\.[a-z]+[A-Za-z.]+/g) ?? [],
    screen,
  ).toEqual([]);
}
