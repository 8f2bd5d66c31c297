import { expect, it, vi } from "vitest";
import { hostThat, settle } from "../../../host/host-scenes.ts";
import { rowOf, run1 } from "../test-run-scenes.ts";
import { createResults } from "./results-store.ts";

const total = 100_000;

/** A run of 100,000 results, of which `failing` failed, in the order of their numbers. */
function openResults(failing: readonly number[] = []) {
  const fails = new Set(failing);
  const host = hostThat({
    "tests.results": ({ offset = 0, limit = 100 }) => ({
      rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, at) =>
        rowOf(offset + at, { verdict: fails.has(offset + at) ? "fail" : "pass" }),
      ),
      total,
    }),
  });
  return { host, results: createResults(host.client, run1) };
}

it("reads the rows in view and no others, so that a run of any size opens at once", async () => {
  const { host, results } = openResults();
  results.look(0, 20);
  await settle();
  expect(results.useWindows.getState().total).toBe(total);
  expect(results.rowAt(20)?.attempt).toBe(20);
  expect(host.inputsOf("tests.results")).toHaveLength(1);
  results.look(50_010, 50_040);
  await settle();
  expect(results.rowAt(50_030)?.attempt).toBe(50_030);
  expect(host.inputsOf("tests.results")).toHaveLength(2);
});

it("a scrollbar that is dragged over everything leaves neither a queue of requests nor all rows in memory", async () => {
  const { host, results } = openResults();
  results.look(0, 20);
  await settle();
  for (let first = 0; first < total; first += 500) results.look(first, first + 30);
  await settle();
  expect(host.inputsOf("tests.results").length).toBeLessThan(10);
  for (let first = 0; first < total; first += 500) {
    results.look(first, first + 30);
    await settle();
  }
  expect(Object.keys(results.useWindows.getState().pages).length).toBeLessThanOrEqual(40);
  expect(results.rowAt(99_510)?.attempt).toBe(99_510);
});

it("an answer to the filter before that comes late does not show under the new one", async () => {
  let answerLate = (): void => {};
  const host = hostThat({
    "tests.results": ({ filter }) =>
      filter?.text === "early"
        ? new Promise((resolve) => {
            answerLate = () => resolve({ rows: [rowOf(1), rowOf(2)], total: 2 });
          })
        : { rows: [rowOf(7)], total: 1 },
  });
  const results = createResults(host.client, run1);
  results.filter({ text: "early" });
  await settle();
  results.filter({ text: "later" });
  await settle();
  answerLate();
  await settle();
  expect(results.useWindows.getState().total).toBe(1);
  expect(results.rowAt(0)?.attempt).toBe(7);
});

it("rows stay on the screen while they are read again, and are then the new ones", async () => {
  vi.useFakeTimers();
  let verdict: "pass" | "fail" = "pass";
  const host = hostThat({ "tests.results": () => ({ rows: [rowOf(1, { verdict })], total: 1 }) });
  const results = createResults(host.client, run1);
  results.look(0, 0);
  await settle();
  verdict = "fail";
  results.refresh();
  expect(results.rowAt(0)?.verdict).toBe("pass");
  await settle();
  expect(results.rowAt(0)?.verdict).toBe("fail");
  vi.useRealTimers();
});

it("a hundred events in a second are answered by two readings at most", async () => {
  vi.useFakeTimers();
  const { host, results } = openResults();
  results.look(0, 20);
  await settle();
  const before = host.inputsOf("tests.results").length;
  for (let event = 0; event < 100; event += 1) {
    results.refresh();
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(host.inputsOf("tests.results").length - before).toBeLessThanOrEqual(2);
  vi.useRealTimers();
});

it("finds the next failure and the one before wherever they are, and says where there is none", async () => {
  const { host, results } = openResults([3, 40_000]);
  results.look(0, 20);
  await settle();
  expect(await results.findFailing(-1, 1)).toBe(3);
  expect(host.inputsOf("tests.results")).toHaveLength(1);
  expect(await results.findFailing(3, 1)).toBe(40_000);
  expect(await results.findFailing(40_000, -1)).toBe(3);
  expect(await results.findFailing(3, -1)).toBeNull();
  expect((await results.bring(40_000))?.attempt).toBe(40_000);
  expect(await results.findFailing(40_000, 1)).toBeNull();
});

it("sorting by the same column again turns the order round; another column starts anew", async () => {
  const { results } = openResults();
  results.sortBy("score");
  expect(results.useQuestion.getState()).toMatchObject({ sort: "score", descending: false });
  results.sortBy("score");
  expect(results.useQuestion.getState()).toMatchObject({ sort: "score", descending: true });
  results.sortBy("cost");
  expect(results.useQuestion.getState()).toMatchObject({ sort: "cost", descending: false });
  await settle();
});

it("a reading that failed is told, and can be tried again", async () => {
  let isBroken = true;
  const host = hostThat({
    "tests.results": () => {
      if (isBroken) throw new Error("no answer");
      return { rows: [rowOf(1)], total: 1 };
    },
  });
  const results = createResults(host.client, run1);
  results.look(0, 0);
  await settle();
  expect(results.useWindows.getState().failure).toBeInstanceOf(Error);
  isBroken = false;
  results.retry();
  await settle();
  expect(results.useWindows.getState()).toMatchObject({ failure: null, total: 1 });
});
