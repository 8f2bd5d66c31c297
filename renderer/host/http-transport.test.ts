import { expect, test } from "vitest";
import type { Frame } from "#shared/contract/wire.ts";
import { httpTransport } from "./http-transport.ts";

const encode = (text: string) => new TextEncoder().encode(text);

/** A host that answers with these parts, exactly as they are cut. */
function answering(parts: Uint8Array[], init: ResponseInit = {}, options: { breaksOff?: boolean } = {}) {
  const seen: RequestInit[] = [];
  const fetch = async (_url: unknown, request?: RequestInit) => {
    seen.push(request ?? {});
    const waiting = [...parts];
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const part = waiting.shift();
        if (part !== undefined) controller.enqueue(part);
        else if (options.breaksOff) controller.error(new TypeError("network error"));
        else controller.close();
      },
    });
    return new Response(body, { headers: { "content-type": "application/x-ndjson" }, ...init });
  };
  return { seen, transport: httpTransport({ fetch: fetch as typeof globalThis.fetch }) };
}

async function framesOf(
  transport: ReturnType<typeof httpTransport>,
  operation = "settings.read",
  input: unknown = {},
) {
  const frames: Frame[] = [];
  for await (const frame of transport({ operation, input })) frames.push(frame);
  return frames;
}

test("frames survive being cut anywhere, in a line and in a character", async () => {
  const sent: Frame[] = [
    { kind: "chunk", value: "é 中文 👩‍👩‍👧‍👦 \u2028 \ud83d" },
    { kind: "chunk", value: "a\nb\r\n" },
    { kind: "done", value: null },
  ];
  const bytes = encode(sent.map((frame) => `${JSON.stringify(frame)}\n`).join(""));
  for (const size of [1, 2, 3, 5, 7, 64, bytes.length]) {
    const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
      bytes.slice(at * size, (at + 1) * size),
    );
    expect(await framesOf(answering(parts).transport), `parts of ${size}`).toEqual(sent);
  }
});

test("an answer that breaks off ends as an error that can be tried again, after the chunks that came", async () => {
  const half = [encode('{"kind":"chunk","value":1}\n{"kind":"ch')];
  for (const answer of [answering(half, {}, { breaksOff: true }), answering(half)]) {
    expect(await framesOf(answer.transport)).toMatchObject([
      { kind: "chunk", value: 1 },
      { kind: "failed", error: { code: "host.disconnected", retryable: true } },
    ]);
  }
});

test.each([401, 403])("%i tells the person to open the terminal's address", async (status) => {
  const [frame] = await framesOf(answering([encode("{}")], { status }).transport);
  expect(frame).toMatchObject({ kind: "failed", error: { code: "host.unauthorised" } });
  expect(JSON.stringify(frame)).toContain("terminal");
});

test("an answer of something else, such as a proxy's page, is no frame", async () => {
  const { transport } = answering([encode("<html>")], {
    headers: { "content-type": "text/html" },
    status: 502,
  });
  expect(await framesOf(transport)).toMatchObject([{ kind: "failed", error: { code: "host.disconnected" } }]);
});

test("a host that cannot be reached is an error, not an exception", async () => {
  const transport = httpTransport({ fetch: () => Promise.reject(new TypeError("Failed to fetch")) });
  expect(await framesOf(transport)).toMatchObject([{ kind: "failed", error: { code: "host.disconnected" } }]);
});

test("the last words typed outlive the page, a stream does not, and together they stay under the browser's limit", async () => {
  const done = [encode('{"kind":"done","value":null}\n')];
  const { seen, transport } = answering(done);
  await framesOf(transport, "prompts.save-draft", { text: "small" });
  await framesOf(transport, "prompts.save-draft", { text: "x".repeat(70_000) });
  await framesOf(transport, "host.watch", { after: null });
  expect(seen.map((request) => request.keepalive)).toEqual([true, false, false]);

  const first = transport({ operation: "prompts.save-draft", input: "x".repeat(40_000) })[
    Symbol.asyncIterator
  ]();
  await first.next();
  await framesOf(transport, "prompts.save-draft", "x".repeat(40_000));
  await first.return?.();
  await framesOf(transport, "prompts.save-draft", "x".repeat(40_000));
  expect(seen.slice(3).map((request) => request.keepalive)).toEqual([true, false, true]);
});
