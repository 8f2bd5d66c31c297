import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import type { Database } from "#core/store/database.ts";
import { openDatabase } from "#core/store/open-database.ts";
import { findBrowser } from "../scripts/browser.mjs";
import { addFixtureComparison } from "../tests/support/comparison-fixture.ts";
import { answerOf, fillWithRuns } from "../tests/support/fill-workspace.ts";
import { startLathe } from "../tests/support/lathe-server.ts";
import { addFixtureSuite } from "../tests/support/suite-fixture.ts";
import { addFixtureRun } from "../tests/support/test-run-fixture.ts";
import type { Figure } from "./figures.ts";

const rows = 100_000;
const compared = { cases: 5_000, arms: 3 };
const frames = 300;
/** Four to five rows a frame: as fast as one can still see what goes by. */
const pixelsAFrame = 140;

/** Frame times while the two long tables and the cases of a comparison are scrolled, without graphics hardware. */
export async function measureScrolling(): Promise<Figure[]> {
  const home = mkdtempSync(join(tmpdir(), "lathe-bench-"));
  const db = openDatabase(join(home, "workspace.db"), { log: () => {} });
  fillWithRuns(db, { cases: rows });
  fillWithComparison(db);
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
    await page
      .getByText(/^Suite \d/)
      .first()
      .click();
    await page
      .locator(`[aria-rowcount="${rows + 1}"]`)
      .first()
      .waitFor();
    const cases = await scroll(page);
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await page.getByRole("tab", { name: "Side by side" }).click();
    await page
      .locator(`[aria-rowcount="${compared.cases + 1}"] ins`)
      .first()
      .waitFor();
    const replies = await scroll(page);
    return [
      { what: "scrolling 100,000 results, 95 % of frames", value: results, unit: "ms", goal: 35 },
      { what: "scrolling 100,000 cases, 95 % of frames", value: cases, unit: "ms", goal: 35 },
      { what: "scrolling 5,000 cases × 3 arms, 95 % of frames", value: replies, unit: "ms", goal: 35 },
    ];
  } finally {
    await browser.close();
    await lathe.discard();
  }
}

/** Three arms whose replies differ here and there, as those of two versions do. */
function fillWithComparison(db: Database): void {
  const suite = addFixtureSuite(db, { name: "Compared", cases: compared.cases });
  const runs = Array.from({ length: compared.arms }, (_, arm) =>
    addFixtureRun(suite, {
      createdAt: "2026-11-19T09:00:00.000Z",
      answer: (place) => {
        const answer = answerOf(3 + 4 * arm)(place);
        return answer.verdict === "error" ? answer : { ...answer, reply: mailOf(place.caseIndex, arm) };
      },
    }),
  );
  addFixtureComparison(suite, [runs]);
}

const sentences = [
  "Thank you for writing to us about your order.",
  "I am sorry that it has not arrived yet, and I understand that waiting is no fun.",
  "The carrier tells us that it left the depot this morning and should reach you by Thursday evening.",
  "If it does not, please answer this mail, and a new one is on its way to you at no cost.",
  "You can follow it at any time with the number in the confirmation that we sent you.",
  "Is there anything else that we can do for you?",
];

/** One to six sentences; each arm has some of its words otherwise. */
const mailOf = (caseIndex: number, arm: number): string =>
  sentences
    .slice(0, 1 + (caseIndex % sentences.length))
    .map((sentence, line) =>
      sentence
        .split(" ")
        .map((word, at) => ((caseIndex + line * 5 + at * 7) % 11 < arm ? `${word}-${arm}` : word))
        .join(" "),
    )
    .join("\n");

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
