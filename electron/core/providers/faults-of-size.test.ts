import { afterAll, beforeAll, expect, it } from "vitest";
import { type FakeOpenAi, type FakeReply, startFakeOpenAi } from "../../../tests/support/fake-openai.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import { openConnections } from "./connections.ts";
import { callOpenAiModel } from "./openai-model.ts";

let fake: FakeOpenAi;
const connections = openConnections(createTestPorts());

beforeAll(async () => {
  fake = await startFakeOpenAi({ slowMs: 5 });
});
afterAll(() => fake.close());

async function ask(model: string, reply?: FakeReply) {
  if (reply !== undefined) fake.script(reply);
  let text = "";
  const answer = await callOpenAiModel(
    {
      subject: { provider: "acme", baseUrl: fake.baseUrl, model, redact: (said) => said },
      key: null,
      fetch: globalThis.fetch,
      connect: () => connections.take(fake.baseUrl, true),
      timeouts: { idle: 20_000, total: 60_000 },
      now: Date.now,
    },
    {
      model: `acme/${model}`,
      messages: [{ role: "human", content: "Write a book" }],
      settings: {},
      tools: [],
      outputSchema: null,
      repeatIndex: 0,
    },
    {
      signal: new AbortController().signal,
      onText: (delta) => {
        text += delta;
      },
    },
  ).catch((error) => error);
  return { answer, text };
}

it.each([
  ["huge-body", "a hundred megabytes of zeros"],
  ["huge-line", "a line without end, which a reader of lines would put together in memory"],
  ["huge", "an answer of more than ten megabytes"],
  ["gzip-bomb", "a hundred megabytes of nothing, packed into a hundred kilobytes"],
])("R-39 stops reading %s: %s, and does not keep what came", async (fault) => {
  const before = process.memoryUsage();
  let peak = 0;
  const watch = setInterval(() => {
    const { external, heapUsed } = process.memoryUsage();
    peak = Math.max(peak, external + heapUsed);
  }, 5);
  const { answer } = await ask(`fault-${fault}`);
  clearInterval(watch);
  expect(answer.code).toBe("providers.reply-too-large");
  // What is not collected yet counts too, so the bar is far above ten megabytes, and far below the hundred twice.
  expect(peak - before.heapUsed - before.external).toBeLessThan(120 * 1024 * 1024);
  await fake.untilPending(0);
});

it("R-30 takes in an answer of 5 MB, of one line of 2 MB, and of 50,000 pieces whole", async () => {
  const paragraph = `${"All work and no play. 只工作不玩耍。".repeat(40)}\n`;
  const long = paragraph.repeat(Math.ceil((5 * 1024 * 1024) / paragraph.length));
  const pieces = (text: string, size: number) =>
    Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));
  const line = "x".repeat(2 * 1024 * 1024);
  const tokens = Array.from({ length: 50_000 }, (_, at) => ` ${at}`);
  for (const [text, cut] of [
    [long, pieces(long, 8_000)],
    [line, [line]],
    [tokens.join(""), tokens],
  ] as const) {
    const { answer, text: heard } = await ask("m", { text, pieces: [...cut] });
    expect(answer.text === text, `${text.length} characters`).toBe(true);
    expect(heard === text).toBe(true);
  }
});
