import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LatheError } from "#shared/contract/errors.ts";
import { createRuns } from "./create-runs.ts";
import { joinFirstPage, noRecentRuns } from "./recent-runs.ts";
import {
  createScriptedHost,
  endedRun,
  firstRun,
  listed,
  prompt,
  retry,
  secondRun,
  settle,
  startInput,
  text,
} from "./run-scenes.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-24T10:00:00.000Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

async function createPage() {
  const host = createScriptedHost();
  const runs = createRuns(host.client);
  const leave = runs.attach(prompt);
  await settle();
  return {
    host,
    runs,
    leave,
    current: () => {
      const { current } = runs.runsOf(prompt);
      if (current === null) throw new Error("there is no run");
      return current;
    },
    lastFollow: () => {
      const follow = host.follows.at(-1);
      if (follow === undefined) throw new Error("nothing is followed");
      return follow;
    },
  };
}

async function pageWithRun() {
  const page = await createPage();
  void page.runs.start(startInput);
  await page.host.next("runs.start").answer({ runId: firstRun });
  return page;
}

const drawnWithinMs = 100;
const gone = () => new LatheError({ code: "host.disconnected", message: "gone", retryable: true });

test("the reply grows as it comes and ends with the stored run", async () => {
  const page = await pageWithRun();
  await page.lastFollow().give(text("Hel"), text("lo"));
  vi.advanceTimersByTime(drawnWithinMs);
  expect(page.current()).toMatchObject({ phase: "running", text: "Hello" });
  await page.lastFollow().give({ done: endedRun("done", "Hello!") });
  expect(page.current()).toMatchObject({ phase: "ended", text: "Hello!", run: { state: "done" } });
});

test("a fast model's thousand pieces do not draw the page a thousand times", async () => {
  const page = await pageWithRun();
  let drawn = 0;
  page.runs.useRuns.subscribe(() => {
    drawn += 1;
  });
  const pieces = Array.from({ length: 1000 }, (_, index) => `${index} `);
  for (const piece of pieces) await page.lastFollow().give(text(piece));
  vi.advanceTimersByTime(drawnWithinMs);
  expect(page.current().text).toBe(pieces.join(""));
  expect(drawn).toBeLessThan(10);
});

test("the words before a lost connection stay on the screen, also those not drawn yet", async () => {
  const page = await pageWithRun();
  await page.lastFollow().give(text("Hel"), text("lo"));
  await page.lastFollow().give({ error: gone() });
  expect(page.current().text).toBe("Hello");
});

test("pressing run three times starts one run", async () => {
  const page = await createPage();
  void page.runs.start(startInput);
  expect(await page.runs.start(startInput)).toBe(false);
  await page.host.next("runs.start").answer({ runId: firstRun });
  expect(await page.runs.start(startInput)).toBe(false);
  expect(page.host.pending).toHaveLength(0);
});

test("cancelling shows at once, and a run that has no id yet is cancelled as soon as it has one", async () => {
  const page = await createPage();
  void page.runs.start(startInput);
  const started = page.host.next("runs.start");
  page.runs.cancel(prompt);
  expect(page.current().cancelling).toBe(true);
  expect(page.host.pending).toHaveLength(0);
  await started.answer({ runId: firstRun });
  expect(page.host.next("runs.cancel").input).toEqual({ runId: firstRun });
});

test("text that was streamed before a retry is void", async () => {
  const page = await pageWithRun();
  await page.lastFollow().give(text("half an ans"), retry("429"), text("whole"));
  vi.advanceTimersByTime(drawnWithinMs);
  expect(page.current()).toMatchObject({ text: "whole", retries: [{ reason: "429", waitMs: 1_000 }] });
});

test("a new run can be started right after cancel, and the old one's late words do not show in it", async () => {
  const page = await pageWithRun();
  const old = page.lastFollow();
  await old.give(text("old"));
  page.runs.cancel(prompt);
  void page.runs.start(startInput);
  await old.give(text(" words"), { done: endedRun("cancelled", "old words") });
  expect(page.current()).toMatchObject({ phase: "starting", text: "" });
  page.host.next("runs.cancel");
  await page.host.next("runs.start").answer({ runId: secondRun });
  await page.lastFollow().give(text("new"));
  expect(page.current()).toMatchObject({ runId: secondRun, text: "new", cancelling: false });
});

test("a run cancelled before it had an id is cancelled even when another was started in its place", async () => {
  const page = await createPage();
  void page.runs.start(startInput);
  const first = page.host.next("runs.start");
  page.runs.cancel(prompt);
  void page.runs.start(startInput);
  const second = page.host.next("runs.start");
  await first.answer({ runId: firstRun });
  expect(page.host.next("runs.cancel").input).toEqual({ runId: firstRun });
  await second.answer({ runId: secondRun });
  expect(page.current()).toMatchObject({ runId: secondRun, cancelling: false });
  expect(page.host.pending).toHaveLength(0);
});

test("a cancel that came too late shows the reply as it was stored", async () => {
  const page = await pageWithRun();
  page.runs.cancel(prompt);
  await page.lastFollow().give({ done: endedRun("done", "all of it") });
  expect(page.current()).toMatchObject({ phase: "ended", cancelling: false, run: { state: "done" } });
});

test("a cancel that is refused says why, and the run goes on", async () => {
  const page = await pageWithRun();
  page.runs.cancel(prompt);
  await page.host.next("runs.cancel").fail(new LatheError({ code: "runs.not-here", message: "elsewhere" }));
  expect(page.current()).toMatchObject({
    phase: "running",
    cancelling: false,
    error: { code: "runs.not-here" },
  });
});

test("a run that is refused says why and lets one try again", async () => {
  const page = await createPage();
  void page.runs.start(startInput);
  await page.host
    .next("runs.start")
    .fail(new LatheError({ code: "prompts.value-missing", message: "Give a value for “name”." }));
  expect(page.current()).toMatchObject({ phase: "refused", error: { code: "prompts.value-missing" } });
  void page.runs.start(startInput);
  await settle();
  expect(page.host.next("runs.start").input).toEqual(startInput);
});

test("a connection that breaks is taken up again from the first character, without doubling the text", async () => {
  const page = await pageWithRun();
  await page.lastFollow().give(text("Hello"), { error: gone() });
  expect(page.current()).toMatchObject({ phase: "running", text: "Hello" });
  await vi.advanceTimersByTimeAsync(500);
  expect(page.host.follows).toHaveLength(2);
  await page.lastFollow().give(text("Hello, world"));
  expect(page.current().text).toBe("Hello, world");
});

test("a connection that stays broken is told, and the run can be looked for again", async () => {
  const page = await pageWithRun();
  for (let loss = 1; loss <= 5; loss += 1) {
    await page.lastFollow().give({ error: gone() });
    await vi.advanceTimersByTimeAsync(500 * loss);
  }
  expect(page.current()).toMatchObject({ phase: "lost", error: { code: "host.disconnected" } });
  void page.runs.followAgain(prompt);
  await page.lastFollow().give({ done: endedRun("done", "Hello") });
  expect(page.current()).toMatchObject({ phase: "ended", text: "Hello" });
});

test("after a reload the run that is still under way is followed", async () => {
  const host = createScriptedHost();
  host.lists.running = [listed(firstRun, "running")];
  const runs = createRuns(host.client);
  runs.attach(prompt);
  await settle();
  await host.follows.at(-1)?.give(text("Hello"));
  expect(runs.runsOf(prompt).current).toMatchObject({
    phase: "running",
    runId: firstRun,
    text: "Hello",
    startedAt: Date.parse("2026-11-24T10:00:00.000Z"),
  });
});

test("a run that starts just after a reload is taken in by the empty panel", async () => {
  const page = await createPage();
  page.host.lists.running = [listed(firstRun, "running")];
  page.runs.meetChange(prompt);
  await settle();
  await page.lastFollow().give(text("late"));
  expect(page.current()).toMatchObject({ phase: "running", text: "late" });
});

test("a prompt that is opened again shows the reply it had, unless a new run was started meanwhile", async () => {
  const page = await createPage();
  page.leave();
  page.host.lists.recent = [listed(firstRun, "done")];
  page.runs.attach(prompt);
  await settle();
  await page.host.next("runs.read").answer(endedRun("done", "from yesterday"));
  expect(page.current()).toMatchObject({ phase: "ended", text: "from yesterday" });

  const other = await createPage();
  other.leave();
  other.host.lists.recent = [listed(firstRun, "done")];
  other.runs.attach(prompt);
  await settle();
  const reading = other.host.next("runs.read");
  void other.runs.start(startInput);
  await reading.answer(endedRun("done", "from yesterday"));
  expect(other.current()).toMatchObject({ phase: "starting", text: "" });
});

test("leaving the prompt stops following without cancelling, and coming back finds the run again", async () => {
  const page = await pageWithRun();
  const before = page.lastFollow();
  await before.give(text("Hel"));
  page.leave();
  await settle();
  expect(before.signal?.aborted).toBe(true);
  expect(page.host.pending).toHaveLength(0);
  expect(page.current().phase).toBe("running");
  page.runs.attach(prompt);
  await settle();
  await page.lastFollow().give(text("Hello"));
  expect(page.current().text).toBe("Hello");
});

test("a run chosen from the list shows in place of the current one, and a slow answer never covers a later choice", async () => {
  const page = await createPage();
  void page.runs.show(prompt, firstRun);
  const slow = page.host.next("runs.read");
  void page.runs.show(prompt, secondRun);
  await page.host.next("runs.read").answer(endedRun("done", "second", secondRun));
  await slow.answer(endedRun("done", "first"));
  expect(page.runs.runsOf(prompt).shown?.run?.attempt.text).toBe("second");
  void page.runs.start(startInput);
  expect(page.runs.runsOf(prompt).shown).toBeNull();
});

test("a new first page goes before the older runs that were read, none twice", () => {
  const ids = (from: number, to: number) =>
    Array.from({ length: from - to + 1 }, (_, index) =>
      listed(`run_${String(from - index).padStart(4, "0")}`),
    );
  const before = { ...noRecentRuns, runs: ids(30, 1), next: null, state: "ready" as const };
  const joined = joinFirstPage(before, { runs: ids(32, 13), next: 13 });
  expect(joined.runs.map((run) => run.runId)).toEqual(ids(32, 1).map((run) => run.runId));
  expect(joined.next).toBeNull();
  const gap = joinFirstPage(before, { runs: ids(90, 71), next: 71 });
  expect(gap.runs).toHaveLength(20);
  expect(gap.next).toBe(71);
});
