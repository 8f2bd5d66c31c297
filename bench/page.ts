import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium, type Page } from "@playwright/test";
import { findBrowser } from "../scripts/browser.mjs";
import { openPrompt, runToEnd, studio } from "../tests/e2e/studio.ts";
import { startLathe } from "../tests/support/lathe-server.ts";
import { type Figure, percentiles } from "./figures.ts";

const renderer = join(import.meta.dirname, "..", "out", "renderer");
const starts = 5;

/** What the browser loads before anything is shown, without Monaco and charts, which load later. */
export function measureBundle(): Figure[] {
  const html = readFileSync(join(renderer, "index.html"), "utf8");
  const sizeOf = (paths: string[]) =>
    paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(renderer, path)), { level: 9 }).length, 0) /
    1024;
  const found = (pattern: RegExp) => [...html.matchAll(pattern)].map(([, path]) => path ?? "");
  return [
    {
      what: "JavaScript before the first paint",
      value: sizeOf(found(/(?:src|rel="modulepreload" crossorigin href)="([^"]+\.js)"/g)),
      unit: "KB gzip",
      goal: 300,
    },
    { what: "styles before the first paint", value: sizeOf(found(/href="([^"]+\.css)"/g)), unit: "KB gzip" },
  ];
}

/** A page that comes back, until its editor can be typed in; and the longest task while a run streams. */
export async function measurePage(): Promise<Figure[]> {
  const executablePath = findBrowser() ?? undefined;
  const lathe = await startLathe();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(lathe.url);
    await openPrompt(page, "Customer reply");
    const taken: number[] = [];
    for (let count = 0; count < starts; count += 1) taken.push(await reopen(page));
    const longest = await longestTaskOfRun(page);
    return [
      {
        what: "page: warm start to usable editor, p50",
        value: percentiles(taken).p50,
        unit: "ms",
        goal: 1_000,
      },
      { what: "page: longest task while a run streams", value: longest, unit: "ms", goal: 50 },
    ];
  } finally {
    await browser.close();
    await lathe.discard();
  }
}

async function reopen(page: Page): Promise<number> {
  await page.goto("about:blank");
  const started = performance.now();
  await page.goBack({ waitUntil: "commit" });
  await studio.message(page, 1).locator(".monaco-editor .view-line").first().waitFor();
  return performance.now() - started;
}

/** 0 where no task took 50 ms or more: the browser tells only of those. */
async function longestTaskOfRun(page: Page): Promise<number> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(entry.duration);
    }).observe({ type: "longtask" });
  });
  await runToEnd(page);
  return page.evaluate(() => Math.max(0, ...(window as unknown as { tasks: number[] }).tasks));
}
