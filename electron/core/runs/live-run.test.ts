import { expect, it } from "vitest";
import { promptId, runId } from "#shared/model/ids.ts";
import type { Retry } from "#shared/model/run.ts";
import { createLiveRun } from "./live-run.ts";

const newRun = () => createLiveRun(runId.parse("run_0001"), promptId.parse("prm_0001"));
const retry: Retry = {
  reason: "Slow down.",
  waitMs: 7_000,
  at: "2026-11-24T12:00:00.000Z",
  error: { code: "providers.rate-limited", message: "Slow down.", retryable: true },
};
const toldRetry = { kind: "retry", reason: "Slow down.", waitMs: 7_000, error: retry.error };
const text = (delta: string) => ({ kind: "text", delta });
const stay = new AbortController().signal;

it("R-34 tells also those who come later that the run waits to try again, and why", async () => {
  const run = newRun();
  run.append("void");
  run.restart(retry);
  const late = run.follow(stay);
  expect((await late.next()).value).toEqual(toldRetry);
  run.append("anew");
  expect((await late.next()).value).toEqual(text("anew"));
});

it("gives a slow reader one large piece, and never a piece of what a repeat made void", async () => {
  const run = newRun();
  const slow = run.follow(stay);
  const first = slow.next();
  run.append("a");
  expect((await first).value).toEqual(text("a"));
  run.append("void");
  run.restart(retry);
  for (const piece of ["b", "c", "d"]) run.append(piece);
  run.end();
  expect((await slow.next()).value).toEqual(toldRetry);
  expect((await slow.next()).value).toEqual(text("bcd"));
  expect((await slow.next()).done).toBe(true);
});

it("gives one that comes in the middle everything from the first character", async () => {
  const run = newRun();
  run.append("one ");
  const late = run.follow(stay);
  run.append("two");
  run.end();
  const chunks = [];
  for await (const chunk of late) chunks.push(chunk);
  expect(chunks.map((chunk) => (chunk.kind === "text" ? chunk.delta : "")).join("")).toBe("one two");
});

it("lets one that leaves go at once", async () => {
  const run = newRun();
  const leaving = new AbortController();
  const step = run.follow(leaving.signal).next();
  leaving.abort();
  expect((await step).done).toBe(true);
});
