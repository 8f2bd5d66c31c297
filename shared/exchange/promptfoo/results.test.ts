import { expect, test } from "vitest";
import { folderOf } from "../folder.ts";
import { promptfooReader } from "./read-promptfoo.ts";
import { promptfooResultsReader } from "./read-results.ts";

const row = (vars: Record<string, string>, output: string, more = {}) => ({
  success: true,
  score: 1,
  prompt: { raw: `Filled in ${vars.q}`, label: "p" },
  vars,
  response: { output, tokenUsage: { total: 3 }, cached: false, cost: 0.1 },
  gradingResult: { pass: true, score: 1, reason: "ok", componentResults: [] },
  testCase: { vars, assert: [{ type: "contains", value: vars.q }], description: `About ${vars.q}` },
  latencyMs: 3,
  provider: { id: "openai:gpt-4o" },
  ...more,
});

const fileOf = (root: unknown) => ({ path: "out/results.json", text: JSON.stringify(root) });

test("a results file gives the prompts as they were written and each test once; replies and scores are told as left out", () => {
  const file = fileOf({
    evalId: "eval-1",
    results: {
      version: 3,
      prompts: [
        { raw: "Ask {{q}}", label: "short", provider: "openai:gpt-4o" },
        { raw: "Ask {{q}}", label: "short", provider: "openai:gpt-4.1" },
      ],
      results: [row({ q: "a" }, "secret reply"), row({ q: "a" }, "another"), row({ q: "b" }, "third")],
      stats: {},
    },
    config: {
      description: "Asked",
      providers: ["openai:gpt-4o", { id: "openai:gpt-4.1", config: { apiKey: "k" } }],
      prompts: ["file://gone.txt"],
      tests: "file://tests.csv",
      sharing: true,
    },
  });
  expect(promptfooResultsReader.recognise(file)).toBeGreaterThan(0.9);
  expect(promptfooReader.recognise(file)).toBe(0);
  const { items, wanted } = promptfooResultsReader.read(file, folderOf([file]));
  expect(items).toMatchObject([
    {
      kind: "prompt",
      name: "short",
      description: "Asked",
      content: { messages: [{ role: "human", template: "Ask {{q}}" }], model: { model: "openai/gpt-4o" } },
    },
    {
      kind: "suite",
      forPrompt: 0,
      cases: [
        { name: "About a", inputs: { q: "a" }, checks: [{ type: "contains", value: "a" }] },
        { name: "About b", inputs: { q: "b" } },
      ],
    },
  ]);
  expect(items[1]?.losses.map(({ code }) => code)).toEqual(["unknown-field", "scores-left-out"]);
  expect(JSON.stringify(items)).not.toContain("secret reply");
  expect(wanted).toEqual([]);
});

test("rows without a configuration, and lists of results, are read too; other JSON with results is not taken for it", () => {
  const file = fileOf({
    results: [row({ q: "a" }, "r", { testCase: undefined })],
    prompts: [{ raw: "Q {{q}}", label: "Q {{q}}" }],
  });
  const { items } = promptfooResultsReader.read(file, folderOf([file]));
  expect(items).toMatchObject([
    { kind: "prompt", name: "results", content: { model: { model: "openai/gpt-4o" } } },
    { kind: "suite", cases: [{ inputs: { q: "a" } }] },
  ]);
  for (const root of [{ results: [{ id: 1 }] }, { results: { total: 3 } }, { results: [] }, [1]])
    expect(promptfooResultsReader.recognise(fileOf(root))).toBe(0);
});
