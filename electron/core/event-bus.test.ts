import { expect, it } from "vitest";
import type { LatheEvent } from "#shared/contract/events.ts";
import { createEventBus } from "./event-bus.ts";

const event: LatheEvent = { type: "prices.changed" };

async function take(watch: AsyncGenerator<unknown>, count: number): Promise<unknown[]> {
  const taken = [];
  for (let index = 0; index < count; index += 1) taken.push((await watch.next()).value);
  return taken;
}

it("first tells a new page where the numbering stands, so that nothing falls between reading and listening", async () => {
  const bus = createEventBus();
  bus.publish(event);
  const watch = bus.watch(null, new AbortController().signal);
  expect(await take(watch, 1)).toEqual([{ kind: "resync", sequence: 1 }]);
  bus.publish(event);
  expect(await take(watch, 1)).toEqual([{ kind: "event", sequence: 2, event }]);
});

it("replays what a page missed while it was away", async () => {
  const bus = createEventBus();
  for (let count = 0; count < 4; count += 1) bus.publish(event);
  const missed = await take(bus.watch(2, new AbortController().signal), 2);
  expect(missed).toEqual([3, 4].map((sequence) => ({ kind: "event", sequence, event })));
});

it.each([
  ["a gap older than what is kept", 3, 1_500],
  ["a number of an earlier life of the process", 900, 5],
])("asks for a resync after %s", async (_what, after, published) => {
  const bus = createEventBus();
  for (let count = 0; count < published; count += 1) bus.publish(event);
  const [first] = await take(bus.watch(after, new AbortController().signal), 1);
  expect(first).toEqual({ kind: "resync", sequence: published });
});

it("does not queue without bound for a reader that stopped reading", async () => {
  const bus = createEventBus();
  const watch = bus.watch(0, new AbortController().signal);
  bus.publish(event);
  await watch.next();
  for (let count = 0; count < 5_000; count += 1) bus.publish(event);
  expect(await take(watch, 1)).toEqual([{ kind: "resync", sequence: 5_001 }]);
});

it("ends when its page goes away, also while it waits", async () => {
  const bus = createEventBus();
  const page = new AbortController();
  const watch = bus.watch(null, page.signal);
  await watch.next();
  const waiting = watch.next();
  page.abort();
  expect(await waiting).toEqual({ done: true, value: null });
});
