import { beforeEach, describe, expect, it } from "vitest";
import { createClient } from "#shared/contract/client.ts";
import { LatheError } from "#shared/contract/errors.ts";
import type { Chunk } from "#shared/contract/operations.ts";
import { promptContent } from "#shared/model/content.ts";
import type { SuiteId } from "#shared/model/ids.ts";
import type { CaseContent } from "#shared/model/suite.ts";
import { missingValues } from "#shared/text/variable-value.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import { promptHandlers } from "../prompts/index.ts";
import { createProviders, type ModelCaller } from "../providers/index.ts";
import { createRouter, type Handlers } from "../router.ts";
import { openTestDatabase } from "../store/open-database.ts";
import { suiteHandlers } from "./index.ts";

const content = promptContent.parse({
  messages: [
    { role: "system", template: "You answer customers of a shop. Tone: {tone}. At most {max_words} words." },
    { role: "human", template: "{customer_message}" },
  ],
  variables: [
    { name: "tone", type: "enum", options: ["warm", "matter-of-fact", "apologetic"] },
    { name: "max_words", type: "number", default: 120 },
    {
      name: "customer_message",
      type: "text",
      example: "Where is my order 48213? It should have come on Friday.",
    },
  ],
});

/** A bench whose model is the simulator, or whatever `answer` says piece by piece. */
function bench(answer?: string[] | LatheError) {
  const db = openTestDatabase();
  const ports = createTestPorts();
  const publish = () => {};
  const prompts = { db, clock: ports.clock, ids: ports.ids, publish };
  const { caller } = createProviders({ db, ports, publish });
  const scripted: ModelCaller = {
    ...caller,
    isSimulated: () => false,
    async call(_request, _mode, hooks) {
      if (answer instanceof LatheError) throw answer;
      for (const piece of answer ?? []) {
        hooks.onText(piece);
        await new Promise((resolve) => setImmediate(resolve));
      }
      const reply = {
        text: (answer ?? []).join(""),
        toolCalls: [],
        finishReason: "stop" as const,
        usage: null,
      };
      return { reply, costUsd: null, latencyMs: 1, firstTokenMs: 1, recorded: false };
    },
  };
  const models = answer === undefined ? caller : scripted;
  const handlers = { ...promptHandlers(prompts), ...suiteHandlers({ db, ports, publish, prompts, models }) };
  const router = createRouter(handlers as Handlers, {
    log: (_level, said) => expect.fail(said),
    checkOutputs: true,
  });
  return createClient<AbortSignal>(router.open);
}

async function generate(lathe: ReturnType<typeof bench>, suiteId: SuiteId, count: number) {
  const found: Chunk<"suites.generate-cases">[] = [];
  const frames = lathe.stream("suites.generate-cases", { suiteId, content, count });
  for (;;) {
    const step = await frames.next();
    if (step.done) return { found, cases: found.map((one) => one.case), ...step.value };
    found.push(step.value);
  }
}
const add = (lathe: ReturnType<typeof bench>, suiteId: SuiteId, cases: CaseContent[], baseRevision = 1) =>
  lathe.call("suites.edit-cases", {
    suiteId,
    baseRevision,
    edits: cases.map((one) => ({ kind: "add" as const, after: null, content: one })),
  });

describe("cases that the simulator proposes", () => {
  let lathe: ReturnType<typeof bench>;
  let suiteId: SuiteId;
  beforeEach(async () => {
    lathe = bench();
    ({ suiteId } = await lathe.call("suites.create", { name: "S" }));
  });

  it("can be run as they are, differ from each other, and say what each is for", async () => {
    const { found, cases, proposed, costUsd, simulated } = await generate(lathe, suiteId, 12);
    expect({ proposed, costUsd, simulated }).toEqual({ proposed: 12, costUsd: 0, simulated: true });
    for (const one of cases) expect(missingValues(content, one.inputs)).toEqual([]);
    expect(new Set(cases.map(({ inputs }) => inputs.customer_message)).size).toBe(12);
    expect(new Set(cases.flatMap(({ tags }) => tags)).size).toBeGreaterThan(6);
    expect(new Set(cases.map(({ inputs }) => inputs.tone)).size).toBe(3);
    for (const { why } of found) expect(why).toMatch(/\.$/);
  });

  it("are others when the first ones have been added, and close what was missing", async () => {
    const first = await generate(lathe, suiteId, 10);
    await add(lathe, suiteId, first.cases);
    const second = await generate(lathe, suiteId, 10);
    expect(second.proposed).toBe(10);
    await add(lathe, suiteId, second.cases, 2);
    const coverage = await lathe.call("suites.coverage", { suiteId, content });
    const main = coverage.variables.find(({ name }) => name === "customer_message");
    expect([main?.missing, coverage.duplicates]).toEqual([[], []]);
  });

  it("are written in Chinese for a Chinese prompt", async () => {
    const chinese = promptContent.parse({
      messages: [{ role: "human", template: "请用一句话总结下面这篇文章：{文章}" }],
    });
    const frames = lathe.stream("suites.generate-cases", { suiteId, content: chinese, count: 1 });
    const step = await frames.next();
    expect(JSON.stringify(step.value)).toMatch(/\p{Script=Han}/u);
    await frames.return(undefined as never);
  });
});

describe("cases of a model that answers as models do", () => {
  const one = (message: string, more: object = {}) =>
    JSON.stringify({ name: "n", inputs: { tone: "warm", customer_message: message }, why: "w", ...more });
  const propose = async (answer: string[], there: CaseContent[] = []) => {
    const lathe = bench(answer);
    const { suiteId } = await lathe.call("suites.create", { name: "S" });
    if (there.length > 0) await add(lathe, suiteId, there);
    const { cases, proposed, dropped } = await generate(lathe, suiteId, 10);
    return { messages: cases.map(({ inputs }) => inputs.customer_message), proposed, dropped };
  };

  it.each([
    [
      "in a fence with words around it",
      `Sure! Here you are:\n\`\`\`json\n{"cases": [${one("a")}, ${one("b")}]}\n\`\`\`\nThat's "all".`,
    ],
    ["as a list", `[${one("a")},${one("b")}]`],
    ["one on each line", `${one("a")}\n${one("b")}`],
    ["and breaks off in the third", `{"cases": [${one("a")}, ${one("b")}, {"name": "c", "inputs": {"to`],
  ])("%s are found, however the pieces are cut", async (_what, answer) => {
    for (const size of [1, 7, answer.length]) {
      const pieces = answer.match(new RegExp(`[\\s\\S]{1,${size}}`, "g")) ?? [];
      expect(await propose(pieces)).toEqual({ messages: ["a", "b"], proposed: 2, dropped: 0 });
    }
  });

  it("are left out where they are the same, cannot be run, or are no cases", async () => {
    const there = [{ inputs: { tone: "warm", customer_message: "there" } } as unknown as CaseContent];
    const answer = [
      one("there"),
      one("new"),
      one("new"),
      one("bad tone", { inputs: { tone: "rude", customer_message: "x" } }),
      one("no message", { inputs: { tone: "warm" } }),
      '{"name": "n"}',
      `{"inputs": {"tone": "warm", "tone": "warm", "customer_message": "twice"}}`,
      one('brackets } ] in a text \\" and quotes'),
    ].join(",");
    const found = await propose([`{"cases":[${answer}]}`], there);
    expect(found).toEqual({
      messages: ["new", 'brackets } ] in a text \\" and quotes'],
      proposed: 2,
      dropped: 6,
    });
  });

  it("fail with the model's own error, and are not taken for none", async () => {
    const fault = new LatheError({ code: "providers.key-missing", message: "No key." });
    const lathe = bench(fault);
    const { suiteId } = await lathe.call("suites.create", { name: "S" });
    await expect(generate(lathe, suiteId, 3)).rejects.toMatchObject({ code: "providers.key-missing" });
  });
});
