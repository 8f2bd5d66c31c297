import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callOpenAiModel } from "#core/providers/openai-model.ts";
import { type OperationName, operations } from "#shared/contract/operations.ts";
import { frame } from "#shared/contract/wire.ts";
import { findUnsafeKey } from "#shared/text/json-text.ts";
import { parsePromptFile } from "#shared/text/prompt-file.ts";
import { parseCommandLineValue } from "#shared/text/variable-value.ts";
import { type Loopback, startLoopback } from "../../electron/loopback/server.ts";
import { signIn, writePage } from "../contract/loopback-host.ts";
import { rawRequest } from "../contract/raw-request.ts";
import { contentOf, type OpenWorkbench, openWorkbench } from "../support/open-workbench.ts";
import fc from "../support/property.ts";

/** More with `LATHE_FUZZ=100000`. */
const tries = Number(process.env.LATHE_FUZZ ?? 300);
const timeout = 60_000 + tries * 100;

/** A sound text with some of it taken out, doubled or put in. */
function mutated(sound: string[]) {
  const scrap = fc.oneof(
    fc.constantFrom(
      ...'{}[]",:\\',
      "null",
      "1e999",
      "\u0000",
      "\ud800",
      "\r\n",
      "data:",
      "__proto__",
      '"role":',
    ),
    fc.string({ unit: "binary", maxLength: 4 }),
  );
  const change = fc.record({ at: fc.nat(10_000), remove: fc.nat(6), put: scrap });
  return fc.tuple(fc.constantFrom(...sound), fc.array(change, { maxLength: 6 })).map(([text, changes]) =>
    changes.reduce((now, { at, remove, put }) => {
      const place = now.length === 0 ? 0 : at % now.length;
      return now.slice(0, place) + put + now.slice(place + remove);
    }, text),
  );
}

const promptFile = JSON.stringify({
  templateFormat: "mustache",
  messages: [
    { role: "system", template: "You are {{who}}." },
    { role: "history", variable: "chat" },
    { role: "human", template: "{{#a}}{{b}}{{/a}}" },
  ],
  variables: [{ name: "who", type: "enum", options: ["x", "y"], default: "x" }, "b"],
  model: { model: "simulator/fast", temperature: 0.5, stop: ["END"], maxTokens: 5 },
  tools: [{ name: "t", parameters: { type: "object" } }],
  outputSchema: { type: "object", properties: { a: { type: "string" } } },
});

describe("hostile input", () => {
  it("R-60 as a prompt file is a prompt or a refusal with words, never an exception", () => {
    const text = fc.oneof(
      mutated([promptFile, "Hello {name}, {{x}}"]),
      fc.string({ unit: "binary" }),
      fc.json(),
    );
    fc.assert(
      fc.property(text, fc.constantFrom("", "x.json"), (input, fileName) => {
        const reading = parsePromptFile(input, { fileName });
        if (!reading.ok) expect(reading.message).not.toBe("");
      }),
      { numRuns: tries },
    );
  });

  it("R-60 as values is values or a refusal with words", () => {
    const type = fc.constantFrom("text", "number", "boolean", "enum", "list", "json" as const);
    fc.assert(
      fc.property(mutated(['{"a": [1, "x"], "b": {"a": null}}', "1,2,3", "yes"]), type, (input, kind) => {
        const reading = parseCommandLineValue({ name: "x", type: kind, options: ["x"] }, input);
        if (!reading.ok) expect(reading.message).not.toBe("");
        try {
          JSON.parse(input);
        } catch {
          return;
        }
        findUnsafeKey(input);
      }),
      { numRuns: tries },
    );
  });

  it("R-60 as a provider's answer is a reply or an error of the provider's, whatever its bytes and their cuts", {
    timeout,
  }, async () => {
    const chunk = (delta: unknown, finish: string | null = null) =>
      `data: ${JSON.stringify({ id: "x", object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
    const call = { index: 0, id: "c", type: "function", function: { name: "f", arguments: '{"a":' } };
    const stream = [
      chunk({ role: "assistant", content: "Hé " }),
      ": ping\n\n",
      chunk({ content: "🙂" }),
      chunk({ tool_calls: [call] }),
      chunk({}, "stop"),
      `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 4 } })}\n\n`,
      "data: [DONE]\n\n",
    ].join("");
    const whole = JSON.stringify({
      choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }],
    });
    await fc.assert(
      fc.asyncProperty(
        mutated([stream, whole, '{"error": {"message": "no", "type": "x"}}']),
        fc.constantFrom(200, 200, 200, 400, 429, 500, 503),
        fc.constantFrom("text/event-stream", "application/json", "text/html", ""),
        fc.integer({ min: 1, max: 64 }),
        async (text, status, type, step) => {
          const bytes = new TextEncoder().encode(text);
          const body = new ReadableStream<Uint8Array>({
            start(out) {
              for (let at = 0; at < bytes.length; at += step) out.enqueue(bytes.subarray(at, at + step));
              out.close();
            },
          });
          const subject = {
            provider: "fuzz",
            baseUrl: "http://127.0.0.1:9/v1",
            model: "m",
            redact: (said: string) => said,
          };
          const endpoint = {
            subject,
            key: null,
            fetch: async () => new Response(body, { status, headers: { "content-type": type } }),
            connect: () => ({ init: {}, keep: () => {}, cut: () => {} }),
            timeouts: { idle: 5_000, total: 5_000 },
            now: Date.now,
          };
          const request = {
            model: "fuzz/m",
            messages: [{ role: "human" as const, content: "Hi" }],
            settings: {},
            tools: [],
            outputSchema: null,
            repeatIndex: 0,
          };
          let heard = "";
          const signal = new AbortController().signal;
          const ended = await callOpenAiModel(endpoint, request, {
            signal,
            onText: (delta) => {
              heard += delta;
            },
          }).catch((error) => error);
          if (ended instanceof Error)
            expect(ended).toMatchObject({ code: expect.stringMatching(/^providers\./) });
          else expect(ended.text).toBe(heard);
        },
      ),
      { numRuns: tries },
    );
  });
});

describe("the local server", () => {
  let folder: string;
  let workbench: OpenWorkbench;
  let page: ReturnType<typeof writePage>;
  let loopback: Loopback;
  let headers: Record<string, string>;
  const complaints: string[] = [];
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown) => void rejections.push(reason);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "lathe-fuzz-"));
    process.on("unhandledRejection", onRejection);
    // Other levels tell of slow statements.
    const log = (level: string, text: string) => void (level === "error" && complaints.push(text));
    workbench = await openWorkbench(folder, { log });
    await workbench.lathe.call("prompts.create", { name: "p", content: contentOf("Hello") });
    page = writePage();
    loopback = await startLoopback({ workbench, rendererFolder: page.folder, log });
    headers = {
      host: new URL(loopback.origin).host,
      origin: loopback.origin,
      cookie: await signIn(loopback.url),
      "content-type": "application/json",
    };
  });
  afterAll(async () => {
    await loopback.close();
    await workbench.close();
    page.remove();
    rmSync(folder, { recursive: true });
    process.off("unhandledRejection", onRejection);
  });

  // These go on until their caller leaves, or replace the file under the others' feet.
  const left = /^(host\.watch|host\.choose-file|workspace\.(restore|salvage|keep-salvaged|reopen))$/;
  const names = (Object.keys(operations) as OperationName[]).filter((name) => !left.test(name));

  it("R-60 answers every body with frames, refuses what is wrong in words, and goes on", {
    timeout,
  }, async () => {
    const sound = [
      '{"promptId": "prm_aaaaaaaaaaaaaaaaaaaa", "baseRevision": 1, "content": {"messages": []}}',
      '{"name": "x", "tags": ["a"], "content": {"messages": [{"role": "human", "template": "x"}]}}',
      '{"runId": "run_aaaaaaaaaaaaaaaaaaaa"}',
      '{"patch": {"theme": "dark"}, "search": "", "limit": 5, "after": null}',
    ];
    const body = fc.oneof(mutated(sound), fc.json(), fc.string({ unit: "binary" }));
    const port = Number(new URL(loopback.origin).port);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), body, async (name, text) => {
        const answer = await rawRequest(port, { method: "POST", path: `/api/${name}`, headers, body: text });
        expect([200, 400]).toContain(answer.status);
        const frames = answer.body
          .trimEnd()
          .split("\n")
          .map((line) => frame.parse(JSON.parse(line)));
        const last = frames.at(-1);
        if (last?.kind === "failed") expect(last.error.code, name).not.toBe("host.internal");
      }),
      { numRuns: tries },
    );
    expect(complaints).toEqual([]);
    expect(rejections).toEqual([]);
    expect((await workbench.lathe.call("prompts.list", { search: "" })).total).toBeGreaterThan(0);
  });

  it("R-60 answers every operation, given an object of the right names and the wrong things", {
    timeout,
  }, async () => {
    const thing = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom("", "prm_aaaaaaaaaaaaaaaaaaaa", -1, 1e308, 2 ** 53, "\u0000", [[]], {
        __proto__: null,
      }),
    );
    for (const name of names) {
      const shape = (operations[name].input as { shape?: Record<string, unknown> }).shape ?? {};
      const input = fc.record(Object.fromEntries(Object.keys(shape).map((key) => [key, thing])), {
        requiredKeys: [],
      });
      await fc.assert(
        fc.asyncProperty(input, async (value) => {
          for await (const answer of workbench.open({ operation: name, input: value })) {
            if (answer.kind === "failed") expect(answer.error.code, name).not.toBe("host.internal");
          }
        }),
        { numRuns: Math.ceil(tries / 10) },
      );
    }
    expect(complaints).toEqual([]);
    expect(rejections).toEqual([]);
  });
});
