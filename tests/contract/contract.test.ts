import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createClient } from "#shared/contract/client.ts";
import type { Frame } from "#shared/contract/wire.ts";
import { openDesktopHost } from "./desktop-host.ts";
import type { HostUnderTest, TestPage } from "./host-under-test.ts";
import { openLoopbackHost } from "./loopback-host.ts";
import { everyKindOfText, unicodeRun } from "./scripted-workbench.ts";

async function framesOf(page: TestPage, operation: string, input: unknown, signal?: AbortSignal) {
  const frames: Frame[] = [];
  for await (const frame of page.transport({ operation, input }, signal)) frames.push(frame);
  return frames;
}

/** Opens a stream and reads its first frame, so that its handler is known to be at work. */
async function startFollowing(page: TestPage, runId: string, signal?: AbortSignal) {
  const frames = page
    .transport({ operation: "runs.follow", input: { runId } }, signal)
    [Symbol.asyncIterator]();
  const first = await frames.next();
  expect(first.value).toMatchObject({ kind: "chunk" });
  return frames;
}

const megabytes = (count: number): string => "x".repeat(count * 1024 * 1024);

describe.each([
  ["the desktop's ipc", openDesktopHost],
  ["loopback HTTP", openLoopbackHost],
])("over %s", (_name, openHost) => {
  let host: HostUnderTest;
  let page: TestPage;
  beforeEach(async () => {
    host = await openHost();
    page = host.openPage();
  });
  afterEach(() => host.close());

  test("chunks arrive in order and the result comes last, once", async () => {
    const frames = await framesOf(page, "runs.follow", { runId: "run_three" });
    expect(frames.map((frame) => frame.kind)).toEqual(["chunk", "chunk", "chunk", "done"]);
    for (const at of [0, 1, 2]) expect(JSON.stringify(frames[at])).toContain(`run_three ${at} `);
    expect(frames[3]).toMatchObject({ value: { runId: "run_three" } });
  });

  test("a call is answered by its result alone, with the defaults that the caller left out", async () => {
    expect(await framesOf(page, "prompts.list", {})).toEqual([
      { kind: "done", value: { prompts: [], next: null, total: 100 } },
    ]);
  });

  test("input that does not fit is refused with its place, and reaches no handler", async () => {
    const [frame, ...more] = await framesOf(page, "prompts.remove", { promptId: "run_wrong" });
    expect(more).toEqual([]);
    expect(frame).toMatchObject({
      kind: "failed",
      error: { code: "host.bad-input", details: { issues: [{ path: "promptId" }] } },
    });
    expect(host.workbench.journal).toEqual([]);
  });

  test.each(["prompts.explode", "constructor.name"])(
    "the unknown operation %s is told, not hung",
    async (name) => {
      expect(await framesOf(page, name, {})).toMatchObject([
        { kind: "failed", error: { code: "host.unknown-operation" } },
      ]);
    },
  );

  test("an error crosses as data with its figures, in any language", async () => {
    const client = createClient(page.transport);
    await expect(client.call("prompts.restore", { promptId: "prm_taken" as never })).rejects.toMatchObject({
      name: "LatheError",
      code: "prompts.name-taken",
      message: "There is another prompt named “概要”.",
      retryable: false,
      details: { name: "概要" },
    });
  });

  test("a mistake inside a handler tells no path and no stack", async () => {
    const frames = await framesOf(page, "prompts.find", { name: "x" });
    expect(frames).toMatchObject([{ kind: "failed", error: { code: "host.internal" } }]);
    expect(JSON.stringify(frames)).not.toMatch(/ada|TypeError|secret/);
  });

  test("leaving the loop cancels the work and lets the handler clean up", async () => {
    const frames = await startFollowing(page, "run_wait2");
    await frames.return?.();
    await host.workbench.until("left run_wait2");
  });

  test("pressing cancel ends a waiting call at once and stops its handler", async () => {
    const press = new AbortController();
    const frames = await startFollowing(page, "run_wait1", press.signal);
    const next = frames.next();
    press.abort();
    expect((await next).value).toMatchObject({ kind: "failed", error: { code: "host.cancelled" } });
    expect(await frames.next()).toMatchObject({ done: true });
    await host.workbench.until("left run_wait1");
  });

  test("cancelling a call that is not a stream stops its handler too", async () => {
    const press = new AbortController();
    const answer = framesOf(page, "runs.cancel", { runId: "run_hangs" }, press.signal);
    await host.workbench.until("cancel run_hangs");
    press.abort();
    expect(await answer).toMatchObject([{ kind: "failed", error: { code: "host.cancelled" } }]);
    await host.workbench.until("left run_hangs");
  });

  test("a call that is cancelled before it starts changes nothing", async () => {
    const frames = await framesOf(page, "prompts.remove", { promptId: "prm_kept" }, AbortSignal.abort());
    expect(frames).toMatchObject([{ kind: "failed", error: { code: "host.cancelled" } }]);
    await framesOf(page, "settings.read", {});
    expect(host.workbench.journal).toEqual([]);
  });

  test("reloading the page ends its calls, and the new page works", async () => {
    const frames = await startFollowing(page, "run_wait1");
    const lost = frames.next();
    lost.catch(() => {});
    const fresh = page.reload();
    await host.workbench.until("left run_wait1");
    expect(await framesOf(fresh, "settings.read", {})).toMatchObject([{ kind: "done" }]);
    expect(await framesOf(fresh, "runs.follow", { runId: "run_three" })).toHaveLength(4);
  });

  test("a slow reader loses nothing and sees the order kept", async () => {
    let count = 0;
    for await (const frame of page.transport({ operation: "runs.follow", input: { runId: "run_long" } })) {
      if (frame.kind === "done") break;
      expect(JSON.stringify(frame)).toContain(`run_long ${count} `);
      count += 1;
      if (count % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(count).toBe(2_000);
  });

  test("a reader that turns away from an endless reply leaves nothing running", async () => {
    const frames = await startFollowing(page, "run_endless");
    await frames.return?.();
    await host.workbench.until("left run_endless");
  });

  test("two pages, and two calls of one page, each get their own frames", async () => {
    const other = host.openPage();
    const calls = [page, other, page, other].map((caller, at) =>
      framesOf(caller, "runs.follow", { runId: at % 2 === 0 ? "run_three" : "run_long" }),
    );
    const [first, second, third, fourth] = await Promise.all(calls);
    expect(first).toHaveLength(4);
    expect(third).toEqual(first);
    expect(second).toHaveLength(2_001);
    expect(fourth).toEqual(second);
    expect(JSON.stringify(first)).not.toContain("run_long");
  });

  test("one page's cancel does not touch the other's call", async () => {
    const other = host.openPage();
    const mine = await startFollowing(page, "run_wait1");
    const theirs = await startFollowing(other, "run_wait2");
    await mine.return?.();
    await host.workbench.until("left run_wait1");
    expect((await theirs.next()).value).toMatchObject({ kind: "chunk" });
    expect(host.workbench.journal).not.toContain("left run_wait2");
    await theirs.return?.();
    await host.workbench.until("left run_wait2");
  });

  test("a stranger's call reaches no handler", async () => {
    await host.sendAsStranger({ operation: "prompts.remove", input: { promptId: "prm_precious" } });
    expect(host.workbench.journal).toEqual([]);
    await framesOf(page, "prompts.remove", { promptId: "prm_mine" });
    expect(host.workbench.journal).toEqual(["remove prm_mine"]);
  });

  test("more than 10 MB is refused by the page and by the host, and the next call works", async () => {
    const input = { promptId: "prm_bigger", padding: megabytes(11) };
    const refused = { kind: "failed", error: { code: "host.too-large" } };
    expect(await framesOf(page, "prompts.remove", input)).toMatchObject([refused]);
    expect(await page.sendRaw({ operation: "prompts.remove", input })).toMatchObject(refused);
    expect(host.workbench.journal).toEqual([]);
    expect(await framesOf(page, "settings.read", {})).toMatchObject([{ kind: "done" }]);
  });

  test("9 MB pass, in and out", async () => {
    const values = { text: megabytes(9) };
    const [frame] = await framesOf(page, "prompts.format", { content: { messages: [] }, values });
    expect(frame).toMatchObject({ kind: "done" });
    expect(JSON.stringify(frame).length).toBeGreaterThan(9 * 1024 * 1024);
  });

  test("every kind of text arrives as it was sent, in a chunk and in an input", async () => {
    const [chunk] = await framesOf(page, "runs.follow", { runId: unicodeRun });
    expect(chunk).toEqual({ kind: "chunk", value: { kind: "text", delta: everyKindOfText } });
    const values = { text: everyKindOfText };
    const [done] = await framesOf(page, "prompts.format", { content: { messages: [] }, values });
    expect(done).toMatchObject({ kind: "done", value: { messages: [{ content: JSON.stringify(values) }] } });
  });

  test("A-24 a key named __proto__ is refused wherever it stands, and changes no object of the program", async () => {
    for (const text of [
      '{"promptId":"prm_plain","__proto__":{"polluted":true}}',
      '{"promptId":"prm_plain","more":[{"\\u005f_proto__":null}]}',
    ]) {
      const frame = await page.sendRaw({ operation: "prompts.remove", input: JSON.parse(text) });
      expect(frame).toMatchObject({ kind: "failed", error: { code: "host.bad-input" } });
    }
    expect(host.workbench.journal).toEqual([]);
    const input = JSON.parse('{"promptId":"prm_plain","constructor":{"prototype":{"polluted":true}}}');
    await page.sendRaw({ operation: "prompts.remove", input });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(host.workbench.journal).toEqual(["remove prm_plain"]);
  });

  test("events reach a page that listens, and one that comes back gets what it missed", async () => {
    const client = createClient(page.transport);
    const watching = client.stream("host.watch", { after: null });
    const resync = await watching.next();
    expect(resync.value).toMatchObject({ kind: "resync" });
    host.workbench.bus.publish({ type: "prices.changed" });
    const event = await watching.next();
    expect(event.value).toMatchObject({ kind: "event", event: { type: "prices.changed" } });
    await watching.return(null as never);
    await host.workbench.until("left watch");

    host.workbench.bus.publish({ type: "workspace.changed" });
    const { sequence } = event.value as { sequence: number };
    const again = client.stream("host.watch", { after: sequence });
    expect((await again.next()).value).toEqual({
      kind: "event",
      sequence: sequence + 1,
      event: { type: "workspace.changed" },
    });
    await again.return(null as never);
  });

  test("a page that missed too much is told to read everything again", async () => {
    for (let count = 0; count < 1_100; count += 1) host.workbench.bus.publish({ type: "prices.changed" });
    const watching = createClient(page.transport).stream("host.watch", { after: 3 });
    expect((await watching.next()).value).toEqual({ kind: "resync", sequence: 1_100 });
    await watching.return(null as never);
  });

  test("closing the host ends what is running", async () => {
    const frames = await startFollowing(page, "run_wait1");
    const last = frames.next();
    last.catch(() => {});
    await host.close();
    await host.workbench.until("left run_wait1");
  });
});
