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

function askStreamed(
  model: string,
  options: { endpoint?: Partial<Endpoint>; request?: Partial<ModelRequest> } = {},
) {
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

describe("an answer that is asked for as a whole, because nobody watches", () => {
  const askWhole = (
    model: string,
    more: { endpoint?: Partial<Endpoint>; request?: Partial<ModelRequest> } = {},
  ) => {
    const deltas: string[] = [];
    const answer = callOpenAiModel(endpoint(model, more.endpoint), request(more.request), {
      signal: new AbortController().signal,
      whole: true,
      onText: (delta) => void deltas.push(delta),
    });
    return { deltas, answer };
  };

  it("is the same reply as a streamed one, and asks for no stream", async () => {
    const scripted = { text: "价格是 ¥12 – naïve 👩‍🚀 done" };
    fake.script(scripted, scripted);
    const { deltas, answer } = askWhole("fake-large");
    expect(await answer).toEqual(await askStreamed("fake-large").answer);
    expect(deltas).toEqual([scripted.text]);
    expect(fake.requests.map(({ body }) => body.stream === true)).toEqual([false, true]);
    expect(fake.requests[0]?.body.stream_options).toBeUndefined();
  });

  it("keeps a tool call as the model wrote it, also a malformed one", async () => {
    const toolCalls = [{ id: "call_a", name: "get_weather", arguments: '{"city": "Par' }];
    fake.script({ toolCalls });
    const tools = [{ name: "get_weather", parameters: { type: "object" } }];
    expect(await askWhole("fake-large", { request: { tools } }).answer).toMatchObject({ toolCalls });
  });

  it("sends the same settings as a streamed one", async () => {
    const settings = {
      temperature: 0.5,
      topP: 0.9,
      maxTokens: 12,
      stop: ["END"],
      seed: 7,
      responseFormat: "json",
    } satisfies ModelRequest["settings"];
    await askWhole("fake-large", { request: { settings } }).answer;
    await askStreamed("fake-large", { request: { settings } }).answer;
    const [whole, streamed] = fake.requests.map(
      ({ body: { stream: _s, stream_options: _o, ...body } }) => body,
    );
    expect(whole).toEqual(streamed);
  });

  it.each([
    ["length", "length"],
    ["content_filter", "content-filter"],
  ])(
    "R-41 is kept though it was cut at a limit, also where a schema was asked for: %s",
    async (sent, finishReason) => {
      const settings = { responseFormat: "json-schema" } as const;
      fake.script({ text: '{"a":', finishReason: sent }, { text: '{"a":', finishReason: sent });
      const bySchema = askWhole("fake-large", { request: { settings, outputSchema: { type: "object" } } });
      expect(await bySchema.answer).toMatchObject({ text: '{"a":', finishReason });
      expect(await askWhole("fake-large").answer).toMatchObject({ text: '{"a":', finishReason });
    },
  );

  it.each(["no-usage", "negative-usage", "absurd-usage"])(
    "R-42 knows no usage rather than a wrong one: %s",
    async (fault) => {
      expect((await askWhole(`fault-${fault}`).answer).usage).toBeNull();
    },
  );

  it.each<[fault: string, code: string]>([
    ["401", "key-rejected"],
    ["429", "rate-limited"],
    ["500", "server-error"],
    ["529", "overloaded"],
    ["redirect", "redirected"],
    ["html", "web-page"],
    ["empty", "empty-reply"],
    ["garbage", "malformed-reply"],
    ["garbage-gzip", "undecodable-reply"],
    ["wrong-json", "other-json"],
    ["truncated", "incomplete-reply"],
    ["no-done", "incomplete-reply"],
    ["error-event", "failed-midway"],
    ["drop", "connection-lost"],
    ["reset", "connection-cut"],
    ["huge", "reply-too-large"],
    ["huge-body", "reply-too-large"],
  ])("R-36 R-38 R-39 is never half an answer: %s", async (fault, code) => {
    fake.script({ text: "one two three four" });
    const { deltas, answer } = askWhole(`fault-${fault}`);
    expect((await failureOf(answer)).code).toBe(`providers.${code}`);
    expect(deltas).toEqual([]);
  });

  it.each([
    ["hang", { idle: 60, total: 5_000 }, "providers.silent"],
    ["idle", { idle: 60, total: 5_000 }, "providers.silent"],
    ["drip", { idle: 5_000, total: 150 }, "providers.timeout"],
  ])("R-37 gives up on a provider that only keeps the line open: %s", async (fault, timeouts, code) => {
    expect((await failureOf(askWhole(`fault-${fault}`, { endpoint: { timeouts } }).answer)).code).toBe(code);
    await fake.untilPending(0);
  });

  it("A-59 never holds the key that a provider repeats", async () => {
    const reply = await askWhole("fault-echo-key-in-reply").answer;
    expect(reply.text).toContain("[redacted]");
    expect(JSON.stringify(reply)).not.toContain("CANARY");
  });

  it("R-43 closes the connection when it is cancelled", async () => {
    const controller = new AbortController();
    const hooks = { signal: controller.signal, whole: true, onText: () => {} };
    const call = callOpenAiModel(endpoint("fault-idle"), request(), hooks);
    await fake.untilPending(1);
    controller.abort();
    expect((await failureOf(call)).code).toBe("host.cancelled");
    await fake.untilPending(0);
  });
});
