import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { LatheError } from "#shared/contract/errors.ts";
import { type FakeOpenAi, startFakeOpenAi } from "../../../tests/support/fake-openai.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import { createRedactor } from "../redactor.ts";
import { openConnections } from "./connections.ts";
import type { ModelRequest } from "./model-call.ts";
import { callOpenAiModel, type Endpoint } from "./openai-model.ts";

const key = "sk-CANARY-0123456789abcdef";
const connections = openConnections(createTestPorts());
let fake: FakeOpenAi;

beforeAll(async () => {
  fake = await startFakeOpenAi({ key, slowMs: 5 });
});
afterAll(() => fake.close());
beforeEach(() => {
  fake.requests.length = 0;
});

function endpoint(model: string, more: Partial<Endpoint> = {}): Endpoint {
  const redactor = createRedactor();
  redactor.learn(key);
  return {
    subject: { provider: "acme", baseUrl: fake.baseUrl, model, redact: redactor.redact },
    key,
    fetch: globalThis.fetch,
    connect: () => connections.take(fake.baseUrl, true),
    timeouts: { idle: 5_000, total: 10_000 },
    now: Date.now,
    ...more,
  };
}

const request = (more: Partial<ModelRequest> = {}): ModelRequest => ({
  model: "acme/x",
  messages: [{ role: "human", content: "Say hello" }],
  settings: {},
  tools: [],
  outputSchema: null,
  repeatIndex: 0,
  ...more,
});

function ask(model: string, options: { endpoint?: Partial<Endpoint>; request?: Partial<ModelRequest> } = {}) {
  const deltas: string[] = [];
  const answer = callOpenAiModel(endpoint(model, options.endpoint), request(options.request), {
    signal: new AbortController().signal,
    onText: (delta) => void deltas.push(delta),
  });
  return { deltas, answer };
}

const failureOf = async (answer: Promise<unknown>): Promise<LatheError> => {
  try {
    await answer;
  } catch (error) {
    return error as LatheError;
  }
  return expect.fail("the call was answered");
};

describe("a call that is answered", () => {
  it("streams the text as it comes and reports the provider's own counts", async () => {
    fake.script({
      text: "Good day to you",
      usage: {
        prompt_tokens: 20,
        completion_tokens: 9,
        total_tokens: 29,
        prompt_tokens_details: { cached_tokens: 16 },
        completion_tokens_details: { reasoning_tokens: 4 },
      },
    });
    const { deltas, answer } = ask("fake-large");
    expect(await answer).toEqual({
      text: "Good day to you",
      toolCalls: [],
      finishReason: "stop",
      usage: { inputTokens: 20, cachedInputTokens: 16, outputTokens: 9, reasoningTokens: 4 },
    });
    expect(deltas.length).toBeGreaterThan(2);
    expect(deltas.join("")).toBe("Good day to you");
  });

  it("sends every setting under the name that OpenAI gave it, and nothing that was not set", async () => {
    await ask("fake-large").answer;
    await ask("fake-large", {
      request: {
        messages: [
          { role: "system", content: "Be brief." },
          { role: "human", content: "{not} a {{template}}" },
          { role: "ai", content: "ok" },
        ],
        settings: {
          temperature: 0,
          topP: 0.5,
          maxTokens: 50,
          stop: ["END"],
          seed: 7,
          responseFormat: "json-schema",
        },
        outputSchema: { type: "object", properties: { a: { type: "string" } } },
        tools: [{ name: "look_up", description: "Looks up", parameters: { type: "object", properties: {} } }],
      },
    }).answer;
    const [bare, full] = fake.requests.map(({ body }) => body);
    expect(bare).toEqual({
      model: "fake-large",
      messages: [{ role: "user", content: "Say hello" }],
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(full).toMatchObject({
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "{not} a {{template}}" },
        { role: "assistant", content: "ok" },
      ],
      temperature: 0,
      top_p: 0.5,
      max_tokens: 50,
      stop: ["END"],
      seed: 7,
      response_format: { type: "json_schema", json_schema: { schema: { type: "object" } } },
      tools: [{ type: "function", function: { name: "look_up", description: "Looks up" } }],
    });
  });

  it("asks for a JSON object in JSON mode", async () => {
    await ask("fake-large", { request: { settings: { responseFormat: "json" } } }).answer;
    expect(fake.requests[0]?.body.response_format).toEqual({ type: "json_object" });
  });

  it("tells the provider nothing about the machine, the library or the environment", async () => {
    process.env.OPENAI_ORG_ID = "org-from-the-shell";
    process.env.OPENAI_PROJECT_ID = "project-from-the-shell";
    process.env.OPENAI_CUSTOM_HEADERS = "x-leak: yes";
    try {
      await ask("fake-large").answer;
    } finally {
      for (const name of ["OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_CUSTOM_HEADERS"])
        delete process.env[name];
    }
    const { headers } = fake.requests[0] ?? expect.fail("no request");
    expect(headers["user-agent"]).toBe("Lathe");
    expect(Object.keys(headers).filter((name) => /stainless|openai|leak|cookie/.test(name))).toEqual([]);
  });

  it("keeps its connection for the next call, which spares a handshake each time", async () => {
    const own = await startFakeOpenAi();
    const subject = { ...endpoint("m").subject, baseUrl: own.baseUrl };
    for (let count = 0; count < 5; count += 1) await ask("m", { endpoint: { subject } }).answer;
    // A call may begin while the end of the last one is still on its way.
    expect(own.connections()).toBeLessThanOrEqual(2);
    await own.close();
  });

  it("sends no authorization at all where there is no key", async () => {
    const open = await startFakeOpenAi();
    const { subject } = endpoint("m");
    await ask("m", { endpoint: { key: null, subject: { ...subject, baseUrl: open.baseUrl } } }).answer;
    expect(open.requests[0]?.headers.authorization).toBeUndefined();
    await open.close();
  });

  it("puts tool calls together from their pieces, also two at once", async () => {
    fake.script({
      toolCalls: [
        { id: "call_a", name: "get_weather", arguments: '{"city":"Paris"}' },
        { id: "call_b", name: "get_time", arguments: '{"zone":"CET"}' },
      ],
    });
    expect(await ask("fake-large").answer).toMatchObject({
      text: "",
      finishReason: "tool-calls",
      toolCalls: [
        { id: "call_a", name: "get_weather", arguments: '{"city":"Paris"}' },
        { id: "call_b", name: "get_time", arguments: '{"zone":"CET"}' },
      ],
    });
  });

  it.each([
    ["length", "length"],
    ["content_filter", "content-filter"],
    ["tool_calls", "tool-calls"],
    ["something-new", "unknown"],
  ])("R-41 says why it ended: %s", async (sent, finishReason) => {
    fake.script({ text: "x", finishReason: sent });
    expect(await ask("fake-large").answer).toMatchObject({ finishReason });
  });

  it.each(["no-usage", "negative-usage", "absurd-usage"])(
    "R-42 knows no usage rather than a wrong one: %s",
    async (fault) => {
      expect((await ask(`fault-${fault}`).answer).usage).toBeNull();
    },
  );

  it.each(["split-utf8", "crlf", "mixed-newlines", "no-done", "with-pings", "drip-text"])(
    "R-40 reads the exact text from an awkward stream: %s",
    async (fault) => {
      const text = "价格是 ¥12 – naïve 👩‍🚀 done";
      fake.script({ text, pieces: ["价格是 ¥12", " – naïve ", "👩‍🚀", " done"] });
      const { deltas, answer } = ask(`fault-${fault}`);
      expect((await answer).text).toBe(text);
      expect(deltas.join("")).toBe(text);
    },
  );
});

describe("a call that fails", () => {
  it.each<[fault: string, code: string, words: RegExp]>([
    ["401", "key-rejected", /rejected the key \(401\).*Check the key in Settings/],
    ["403", "not-allowed", /use fault-403 \(403\)/],
    ["402", "quota-exceeded", /no credit/],
    ["quota", "quota-exceeded", /exceeded your current quota/],
    ["404", "model-not-found", /does not know the model fault-404/],
    ["400", "bad-request", /maximum context length is 8192/],
    ["408", "gave-up", /\(408\)/],
    ["413", "request-too-large", /\(413\)/],
    ["429", "rate-limited", /slow down/],
    ["500", "server-error", /failed \(500\)/],
    ["502", "gateway-error", /gateway.*\(502\)/],
    ["503", "overloaded", /overloaded \(503\)/],
    ["529", "overloaded", /overloaded \(529\)/],
    ["redirect", "redirected", /does not follow/],
    ["html", "web-page", /web page.*It said: “Welcome Log in to continue\.”/],
    ["empty", "empty-reply", /empty answer/],
    ["garbage", "malformed-reply", /cannot be read/],
    ["garbage-gzip", "undecodable-reply", /cannot be unpacked/],
    ["wrong-json", "other-json", /hello/],
    ["truncated", "incomplete-reply", /before it was complete/],
    ["error-event", "failed-midway", /engine ran out of memory/],
    ["reset", "connection-cut", /was cut/],
    ["not-http", "not-http", /not as a web server/],
  ])("R-36 R-39 has its own code and its own words for %s", async (fault, code, words) => {
    fake.script({ text: "one two three" });
    const error = await failureOf(ask(`fault-${fault}`).answer);
    expect(error.code).toBe(`providers.${code}`);
    expect(error.message).toMatch(words);
  });

  it("R-38 keeps the text that had come before the connection dropped", async () => {
    fake.script({ text: "one two three four" });
    const { deltas, answer } = ask("fault-drop");
    expect((await failureOf(answer)).code).toBe("providers.connection-lost");
    expect(deltas.join("")).toBe("one two");
  });

  it("does not follow a redirect, which would carry the key to another host", async () => {
    await failureOf(ask("fault-redirect").answer);
    expect(fake.requests).toHaveLength(1);
  });

  it("R-39 stops reading an answer without end", async () => {
    expect((await failureOf(ask("fault-huge").answer)).code).toBe("providers.reply-too-large");
  });

  it("R-36 says that nothing answers there when the connection is refused", async () => {
    const gone = await startFakeOpenAi();
    await gone.close();
    const subject = { ...endpoint("m").subject, baseUrl: gone.baseUrl };
    const error = await failureOf(ask("m", { endpoint: { subject } }).answer);
    expect(error).toMatchObject({ code: "providers.connection-refused" });
    expect(error.message).toMatch(/Is the server running/);
  });

  it.each([
    ["ENOTFOUND", "providers.name-not-found", /name could not be found/],
    ["ENETUNREACH", "providers.no-route", /no way to it/],
    ["UND_ERR_CONNECT_TIMEOUT", "providers.connect-timeout", /in time/],
    ["ERR_SSL_BAD_ECPOINT", "providers.tls", /secure connection/],
    ["E_WHATEVER", "providers.unreachable", /connection failed/],
  ])("R-36 tells a network fault by its cause: %s", async (cause, code, words) => {
    const fetch = async () => {
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code: cause }) });
    };
    const error = await failureOf(ask("m", { endpoint: { fetch } }).answer);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(words);
  });

  it("A-59 never repeats the key that a provider echoes", async () => {
    const error = await failureOf(ask("fault-echo-key").answer);
    expect(error.message).toContain("[redacted]");
    expect(JSON.stringify(error.toData())).not.toContain("CANARY");
  });

  it("does not repeat a call by itself: one scheduler decides", async () => {
    await failureOf(ask("fault-500").answer);
    await failureOf(ask("fault-429-retry-after").answer);
    expect(fake.requests).toHaveLength(2);
  });
});

describe("time and cancelling", () => {
  it.each([
    ["hang", { idle: 60, total: 5_000 }, "providers.silent"],
    ["idle", { idle: 60, total: 5_000 }, "providers.silent"],
    ["pings", { idle: 5_000, total: 80 }, "providers.timeout"],
    ["drip", { idle: 5_000, total: 150 }, "providers.timeout"],
  ])("R-37 gives up on a provider that only keeps the line open: %s", async (fault, timeouts, code) => {
    const error = await failureOf(ask(`fault-${fault}`, { endpoint: { timeouts } }).answer);
    expect(error.code).toBe(code);
    await fake.untilPending(0);
  });

  it("R-37 does not time out while bytes keep coming, however slowly", async () => {
    fake.script({ text: "a b c d e f g h" });
    const { answer } = ask("fault-slow", { endpoint: { timeouts: { idle: 2_000, total: 10_000 } } });
    expect((await answer).text).toBe("a b c d e f g h");
  });

  it.each(["hang", "idle", "slow"])("R-43 closes the connection when it is cancelled: %s", async (fault) => {
    fake.script({ text: "word ".repeat(5_000) });
    const controller = new AbortController();
    const call = callOpenAiModel(endpoint(`fault-${fault}`), request(), {
      signal: controller.signal,
      onText: () => {},
    });
    await fake.untilPending(1);
    controller.abort();
    expect((await failureOf(call)).code).toBe("host.cancelled");
    await fake.untilPending(0);
  });

  it("makes no request at all when it was cancelled before it began", async () => {
    const call = callOpenAiModel(endpoint("fake-large"), request(), {
      signal: AbortSignal.abort(),
      onText: () => {},
    });
    expect((await failureOf(call)).code).toBe("host.cancelled");
    expect(fake.requests).toEqual([]);
  });
});
