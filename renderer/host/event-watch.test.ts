import { afterEach, beforeEach, expect, test } from "vitest";
import type { Client } from "#shared/contract/client.ts";
import { LatheError } from "#shared/contract/errors.ts";
import type { LatheEvent, WatchChunk } from "#shared/contract/events.ts";
import { type Connection, createEventWatch, type WatchedPage } from "./event-watch.ts";

/** One opened stream of events, driven by the test. */
interface OpenStream {
  after: number | null;
  send(chunk: WatchChunk): void;
  breakOff(code?: string): void;
  isLeft(): boolean;
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
const priceEvent: LatheEvent = { type: "prices.changed" };

let streams: OpenStream[];
let shown: Connection[];
let waits: { ms: number; end: () => void }[];
let isHidden: boolean;
let visibilityListeners: Set<() => void>;
let watch: ReturnType<typeof createEventWatch>;
let stops: (() => void)[];

const client = {
  async *stream(_operation: "host.watch", { after }: { after: number | null }, signal: AbortSignal) {
    const waiting: (WatchChunk | LatheError)[] = [];
    let wake = () => {};
    const put = (chunk: WatchChunk | LatheError) => {
      waiting.push(chunk);
      wake();
    };
    const breakOff = (code = "host.disconnected") => put(new LatheError({ code, message: "Gone." }));
    streams.push({ after, send: put, breakOff, isLeft: () => signal.aborted });
    signal.addEventListener("abort", () => wake());
    for (;;) {
      if (signal.aborted) throw new LatheError({ code: "host.cancelled", message: "Cancelled." });
      const chunk = waiting.shift();
      if (chunk instanceof LatheError) throw chunk;
      if (chunk !== undefined) yield chunk;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  },
} as unknown as Client<AbortSignal>;

beforeEach(() => {
  streams = [];
  shown = [];
  waits = [];
  stops = [];
  isHidden = false;
  visibilityListeners = new Set();
  const page: WatchedPage = {
    isHidden: () => isHidden,
    onVisibilityChange(listener) {
      visibilityListeners.add(listener);
      return () => visibilityListeners.delete(listener);
    },
    wait: (ms, signal) =>
      new Promise((resolve) => {
        waits.push({ ms, end: () => resolve() });
        signal.addEventListener("abort", () => resolve());
      }),
    random: () => 1,
  };
  watch = createEventWatch(client, page, (connection) => void shown.push(connection));
});
afterEach(() => {
  for (const stop of stops) stop();
});

function listen() {
  const heard: string[] = [];
  const stop = watch(
    (event) => heard.push(event.type),
    () => heard.push("resync"),
  );
  stops.push(stop);
  return { heard, stop };
}
const latest = (): OpenStream => {
  const stream = streams.at(-1);
  if (stream === undefined) throw new Error("no stream was opened");
  return stream;
};
function setHidden(hidden: boolean) {
  isHidden = hidden;
  for (const listener of [...visibilityListeners]) listener();
}

test("two listeners share one stream, and the late one is told to read its state too", async () => {
  const first = listen();
  await turn();
  latest().send({ kind: "resync", sequence: 7 });
  await turn();
  const second = listen();
  await turn();
  latest().send({ kind: "event", sequence: 8, event: priceEvent });
  await turn();
  expect(streams).toHaveLength(1);
  expect(first.heard).toEqual(["resync", "prices.changed"]);
  expect(second.heard).toEqual(["resync", "prices.changed"]);
});

test("a listener that leaves hears nothing more, and the last one closes the stream", async () => {
  const first = listen();
  const second = listen();
  await turn();
  first.stop();
  latest().send({ kind: "resync", sequence: 1 });
  await turn();
  expect(first.heard).toEqual([]);
  expect(second.heard).toEqual(["resync"]);
  second.stop();
  await turn();
  expect(latest().isLeft()).toBe(true);
});

test("a hidden page gives its connection back and goes on where it stopped", async () => {
  const { heard } = listen();
  await turn();
  latest().send({ kind: "resync", sequence: 41 });
  latest().send({ kind: "event", sequence: 42, event: priceEvent });
  await turn();
  setHidden(true);
  await turn();
  expect(latest().isLeft()).toBe(true);
  expect(streams).toHaveLength(1);
  setHidden(false);
  await turn();
  expect(streams).toHaveLength(2);
  expect(latest().after).toBe(42);
  expect(heard).toEqual(["resync", "prices.changed"]);
  expect(new Set(shown)).toEqual(new Set(["connected"]));
});

test("a page that opens in the background waits until it is looked at", async () => {
  isHidden = true;
  listen();
  await turn();
  expect(streams).toHaveLength(0);
  setHidden(false);
  await turn();
  expect(streams).toHaveLength(1);
});

test("a lost host is tried again, ever more slowly, said to be lost, and starts afresh when it is back", async () => {
  const { heard } = listen();
  await turn();
  latest().send({ kind: "resync", sequence: 900 });
  await turn();
  for (let attempt = 0; attempt < 8; attempt += 1) {
    latest().breakOff();
    await turn();
    waits.at(-1)?.end();
    await turn();
  }
  expect(waits.map(({ ms }) => ms)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000]);
  expect(shown.slice(1)).toEqual([...Array(3).fill("reconnecting"), ...Array(5).fill("lost")]);

  // The new process counts from the start: number 900 would be from its future.
  expect(latest().after).toBeNull();
  latest().send({ kind: "resync", sequence: 2 });
  await turn();
  expect(shown.at(-1)).toBe("connected");
  expect(heard).toEqual(["resync", "resync"]);
  latest().breakOff();
  await turn();
  expect(waits.at(-1)?.ms).toBe(500);
});

test("a host that was started again is said to have signed the page out, and not to be gone", async () => {
  listen();
  await turn();
  latest().send({ kind: "resync", sequence: 1 });
  await turn();
  latest().breakOff();
  await turn();
  waits.at(-1)?.end();
  await turn();
  latest().breakOff("host.unauthorised");
  await turn();
  expect(shown).toEqual(["connected", "reconnecting", "signed-out"]);
});
