import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { openDatabase } from "#core/store/open-database.ts";
import { findBrowser } from "../scripts/browser.mjs";
import { fillWithRuns } from "../tests/support/fill-workspace.ts";
import { startLathe } from "../tests/support/lathe-server.ts";
import type { Figure } from "./figures.ts";

const rows = 100_000;
const frames = 300;
/** Four to five rows a frame: as fast as one can still see what goes by. */
const pixelsAFrame = 140;

/** Frame times while the two long tables are scrolled, without graphics hardware. */
export async function measureScrolling(): Promise<Figure[]> {
  const home = mkdtempSync(join(tmpdir(), "lathe-bench-"));
  const db = openDatabase(join(home, "workspace.db"), { log: () => {} });
  fillWithRuns(db, { cases: rows });
  db.close();
  const lathe = await startLathe({ home });
  const executablePath = findBrowser() ?? undefined;
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ["--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(lathe.url);
    await page.getByRole("button", { name: "Tests", exact: true }).click();
    await page.getByRole("navigation").first().waitFor();
    await page.locator("[aria-rowcount]").first().waitFor();
    const results = await scroll(page);
    await page.getByRole("button", { name: "Suites", exact: true }).click();
    await page.getByText("Suite 0", { exact: false }).first().click();
    await page
      .locator(`[aria-rowcount="${rows + 1}"]`)
      .first()
      .waitFor();
    const cases = await scroll(page);
    return [
      { what: "scrolling 100,000 results, 95 % of frames", value: results, unit: "ms", goal: 35 },
      { what: "scrolling 100,000 cases, 95 % of frames", value: cases, unit: "ms", goal: 35 },
    ];
  } finally {
    await browser.close();
    await lathe.discard();
  }
}

/** The 95th percentile of the times between two frames, in milliseconds. */
async function scroll(page: Page): Promise<number> {
  const taken = await page.evaluate(
    async ([count, pixels]) => {
      const scroller = [...document.querySelectorAll("*")].find(
        (element) => element.scrollHeight > 100 * element.clientHeight && element.clientHeight > 200,
      );
      if (scroller === undefined) throw new Error("there is nothing to scroll");
      const times: number[] = [];
      let last = await new Promise<number>(requestAnimationFrame);
      for (let frame = 0; frame < count; frame += 1) {
        scroller.scrollTop += pixels;
        const now = await new Promise<number>(requestAnimationFrame);
        times.push(now - last);
        last = now;
      }
      return times;
    },
    [frames, pixelsAFrame] as const,
  );
  return [...taken].sort((one, other) => one - other)[Math.floor(taken.length * 0.95)] ?? 0;
}
