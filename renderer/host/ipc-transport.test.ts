import { expect, test } from "vitest";
import type { Bridge, CallRequest, Frame } from "#shared/contract/wire.ts";
import { ipcTransport } from "./ipc-transport.ts";

function fakeBridge(onOpen: (request: CallRequest, send: (frame: Frame) => void) => void) {
  const listeners = new Set<(id: string, frame: Frame) => void>();
  const cancelled: string[] = [];
  const bridge: Bridge = {
    open: (request) =>
      onOpen(request, (frame) => {
        for (const listener of listeners) listener(request.id, frame);
      }),
    cancel: (id) => void cancelled.push(id),
    onFrame(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return { bridge, cancelled, listeners };
}

test("a host that answers while it is still being asked loses no frame", async () => {
  const { bridge, cancelled } = fakeBridge((_request, send) => {
    send({ kind: "chunk", value: 1 });
    send({ kind: "done", value: 2 });
  });
  const frames: Frame[] = [];
  for await (const frame of ipcTransport(bridge)({ operation: "runs.follow", input: {} })) frames.push(frame);
  expect(frames.map((frame) => frame.kind)).toEqual(["chunk", "done"]);
  expect(cancelled).toEqual([]);
});

test("a reader that stops reading does not fill the memory: its call is cancelled and told why", async () => {
  const { bridge, cancelled } = fakeBridge((_request, send) => {
    for (let count = 0; count < 20_000; count += 1) send({ kind: "chunk", value: count });
  });
  const frames = ipcTransport(bridge)({ operation: "runs.follow", input: {} })[Symbol.asyncIterator]();
  expect((await frames.next()).value).toMatchObject({ kind: "failed", error: { code: "host.overrun" } });
  expect(await frames.next()).toMatchObject({ done: true });
  expect(cancelled).toHaveLength(1);
});

test("many calls share one subscription, and frames of unknown calls are nobody's", async () => {
  const { bridge, listeners } = fakeBridge((_request, send) => send({ kind: "done", value: null }));
  const transport = ipcTransport(bridge);
  for (let count = 0; count < 50; count += 1) {
    for await (const frame of transport({ operation: "settings.read", input: {} }))
      expect(frame.kind).toBe("done");
  }
  expect(listeners.size).toBe(1);
  for (const listener of listeners) listener("nobody", { kind: "done", value: null });
});
