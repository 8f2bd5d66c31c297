import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type CheckBench,
  openCheckBench,
  type ScriptedAnswer,
  scriptedJudge,
} from "../../../../tests/support/check-bench.ts";

let bench: CheckBench;
beforeEach(() => {
  bench = openCheckBench();
});
afterEach(() => bench.close());

const subject = {
  messages: [{ role: "human" as const, content: "What is the capital of France?" }],
  output: "Paris.",
  expected: "Paris is the capital of France.",
};
async function judged(check: object, answers: (object | ScriptedAnswer)[], more = {}) {
  const texts = answers.map((answer) =>
    typeof answer === "string" || answer instanceof Error ? answer : JSON.stringify(answer),
  );
  const judge = scriptedJudge(bench, texts);
  bench.context.models = judge.models;
  return { ...(await bench.one(check, { ...subject, ...more })), asked: judge.asked };
}

describe("llm-rubric", () => {
  it("without a rubric of its own judges accuracy, relevance, completeness and tone", async () => {
    const { asked } = await judged({ type: "llm-rubric" }, [{ reason: "x", score: 1, pass: true }]);
    for (const word of ["Accuracy", "Relevance", "Completeness", "Tone"]) {
      expect(asked[0]?.messages[0]?.content).toContain(`${word}:`);
    }
  });

  it("takes a shipped rubric with its threshold, in the language of the reply", async () => {
    const check = { type: "llm-rubric", options: { rubricId: "correctness" }, value: "Dates too." };
    const answer = { reason: "x", score: 0.6, pass: true };
    const english = await judged(check, [answer]);
    expect(english.state).toBe("fail");
    expect(english.asked[0]?.messages[0]?.content).toMatch(/Correctness: [\s\S]*\n\nDates too\.$/);
    const chinese = await judged(check, [answer], { output: "法国的首都是巴黎。" });
    expect(chinese.asked[0]?.messages[0]?.content).toContain("正确性：");
  });

  it("says so where there is no such rubric, and asks nobody", async () => {
    expect(await judged({ type: "llm-rubric", options: { rubricId: "none" } }, [])).toMatchObject({
      state: "error",
      reason: { code: "judge-unknown-rubric", params: { rubric: "none" } },
    });
  });

  it("fills the case's values into the criteria, and is an error where one is missing", async () => {
    const check = { type: "llm-rubric", value: "Names {{city}}." };
    const answer = { reason: "x", score: 1, pass: true };
    const { asked } = await judged(check, [answer], { inputs: { city: "Lyon" } });
    expect(asked[0]?.messages[0]?.content).toMatch(/Names ⟦Lyon⟧\.$/);
    expect((await judged(check, [])).reason.code).toBe("missing-value");
  });

  it("judges the reply as the check's transforms leave it", async () => {
    const check = { type: "llm-rubric", value: "Short.", transform: [{ kind: "json-path", path: "$.a" }] };
    const { asked } = await judged(check, [{ reason: "x", score: 1, pass: true }], {
      output: '{"a": "inner"}',
    });
    expect(asked[0]?.messages[1]?.content).toMatch(/reply\ninner\n/);
  });
});

describe("g-eval", () => {
  const steps = { steps: ["Look.", "Count."] };

  it("makes steps of each criterion once, and judges by them; the mean counts", async () => {
    const check = { type: "g-eval", value: ["Is short.", "Is true."] };
    const judge = scriptedJudge(bench, []);
    bench.context.models = {
      ...judge.models,
      async call(request, mode, hooks) {
        const isSteps = request.messages[0]?.content.includes("(g-eval-steps,");
        const isShort = request.messages[0]?.content.includes("Is short.");
        const answer = isSteps ? steps : { reason: "x", score: isShort ? 1 : 0.5 };
        return scriptedJudge(bench, [JSON.stringify(answer)]).models.call(request, mode, hooks);
      },
    };
    const result = await bench.one(check, subject);
    expect(result).toMatchObject({ state: "pass", score: 0.75, costUsd: 0.004 });
    expect(result.detail).toMatchObject({ criteria: [{ score: 1, steps: steps.steps }, { score: 0.5 }] });
  });

  it("asks for the steps of a criterion once for all cases, also when many come at once", async () => {
    const check = { type: "g-eval", value: "Answers the question." };
    const cases = ["Paris.", "Lyon.", "Rome."];
    await Promise.all(cases.map((output) => bench.one(check, { ...subject, output })));
    await bench.one(check, { ...subject, output: "Bonn." }, { repeatIndex: 1 });
    const recorded = bench.db.all<{ request_json: string }>("all", "SELECT request_json FROM recordings");
    expect(recorded.filter(({ request_json }) => request_json.includes("(g-eval-steps,"))).toHaveLength(1);
    expect(recorded).toHaveLength(5);
  });

  it("does not ask for the steps again while their recording is still to be stored", async () => {
    const { caller } = bench.providers;
    let stepCalls = 0;
    const wrapped = () => ({
      ...caller,
      call: (...[request, mode, hooks]: Parameters<typeof caller.call>) => {
        if (request.messages[0]?.content.includes("(g-eval-steps,")) stepCalls += 1;
        return caller.call(request, mode, { ...hooks, onRecording: () => {} });
      },
    });
    for (const output of ["Paris.", "Lyon."]) {
      bench.context.models = wrapped();
      await bench.one({ type: "g-eval", value: "Answers the question." }, { ...subject, output });
    }
    expect(stepCalls).toBe(1);
  });

  it("goes on for other cases where the one that asked for the steps was cancelled", async () => {
    const check = { type: "g-eval", value: "Answers the question." };
    const controller = new AbortController();
    let calls = 0;
    const { caller } = bench.providers;
    bench.context.models = {
      ...caller,
      async call(request, mode, hooks) {
        calls += 1;
        if (calls === 1) controller.abort();
        return caller.call(request, mode, hooks);
      },
    };
    const [first, second] = await Promise.allSettled([
      bench.one(check, subject, { signal: controller.signal }),
      bench.one(check, subject),
    ]);
    expect(first).toMatchObject({ status: "rejected", reason: { code: "host.cancelled" } });
    expect(second).toMatchObject({
      status: "fulfilled",
      value: { state: expect.stringMatching(/pass|fail/) },
    });
  });

  it("is an error where one of its criteria has no verdict, and counts what the slower ones cost", async () => {
    const check = { type: "g-eval", value: ["Is short.", "Is true."] };
    const { caller } = bench.providers;
    bench.context.models = {
      ...caller,
      async call(request, mode, hooks) {
        const { content = "" } = request.messages[0] ?? {};
        const isSteps = content.includes("(g-eval-steps,");
        const isShort = content.includes("Is short.");
        if (!isSteps && !isShort) for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
        const answer = isSteps ? steps : { reason: "x", score: 1 };
        const text = isSteps || !isShort ? JSON.stringify(answer) : "I'm sorry, but I can't assess this.";
        return scriptedJudge(bench, [text]).models.call(request, mode, hooks);
      },
    };
    expect(await bench.one(check, subject)).toMatchObject({
      state: "error",
      reason: { code: "judge-refused" },
      costUsd: 0.004,
    });
  });
});

describe("factuality", () => {
  it("against an empty reference is an error, and asks nobody", async () => {
    const { state, reason, asked } = await judged({ type: "factuality", value: " " }, []);
    expect([state, reason.code, asked.length]).toEqual(["error", "empty-value", 0]);
  });

  it.each([
    ["A", "pass", 1],
    ["B", "pass", 1],
    ["C", "pass", 1],
    ["D", "fail", 0],
    ["E", "pass", 1],
  ])("letter %s is a %s", async (category, state, score) => {
    expect(await judged({ type: "factuality" }, [{ reason: "x", category }])).toMatchObject({ state, score });
  });

  it("takes other scores for the letters, and no sixth letter", async () => {
    const check = { type: "factuality", options: { scores: { A: 0.4 } }, threshold: 0.5 };
    expect(await judged(check, [{ reason: "x", category: "A" }])).toMatchObject({
      state: "fail",
      score: 0.4,
    });
    const six = { reason: "x", category: "F" };
    expect(await judged(check, [six, six])).toMatchObject({
      state: "error",
      reason: { code: "judge-wrong-type" },
    });
  });

  it("without a reference is an error, and asks nobody", async () => {
    expect(await judged({ type: "factuality" }, [], { expected: null })).toMatchObject({
      state: "error",
      reason: { code: "no-expected" },
    });
  });
});

describe("answer-relevance", () => {
  it("holds the reply against the last thing that was asked, from 0.7", async () => {
    const check = { type: "answer-relevance" };
    const { state, asked } = await judged(check, [{ reason: "x", score: 0.7 }]);
    expect(state).toBe("pass");
    expect(asked[0]?.messages[1]?.content).toContain("question\nWhat is the capital of France?\n");
    expect((await judged(check, [{ reason: "x", score: 0.69 }])).state).toBe("fail");
  });

  it("without a question is an error", async () => {
    expect((await judged({ type: "answer-relevance" }, [], { messages: [] })).reason.code).toBe(
      "judge-no-question",
    );
  });
});

describe("context-faithfulness", () => {
  const check = { type: "context-faithfulness", value: "Paris lies on the Seine." };
  const claim = (supported: boolean) => ({ claim: `It is ${supported}.`, reason: "x", supported });

  it("scores the claims that the context supports over all, and names the others", async () => {
    const claims = [claim(true), claim(true), claim(true), claim(false)];
    const result = await judged(check, [{ claims }]);
    expect(result).toMatchObject({ state: "pass", score: 0.75, detail: { claims } });
    expect(result.reason.text).toContain("3 of 4");
    expect(result.reason.text).toContain("It is false.");
    expect((await judged(check, [{ claims: [claim(true), claim(false)] }])).state).toBe("fail");
  });

  it("is skipped, and no pass, where the reply claims nothing", async () => {
    expect(await judged(check, [{ claims: [] }])).toMatchObject({ state: "skipped", score: null });
  });

  it("is an error where a claim has no verdict of its own", async () => {
    const bad = { claims: [claim(true), { claim: "x", reason: "y" }] };
    expect(await judged(check, [bad, bad])).toMatchObject({
      state: "error",
      reason: { code: "judge-missing-field", params: { field: "claims[1].supported" } },
    });
  });
});

describe("select-best", () => {
  const check = { type: "select-best", value: "Is shorter." };
  const others = [{ name: "acme/small", output: "It is Paris." }];
  const says = (better: string) => ({ reason: "x", better });

  it.each([
    ["wins both orders", "A", "B", "win", 1, "pass"],
    ["loses both orders", "B", "A", "loss", 0, "fail"],
    ["wins whichever stands first: a tie", "A", "A", "tie", 0.5, "pass"],
    ["wins whichever stands second: a tie", "B", "B", "tie", 0.5, "pass"],
    ["ties and wins: a tie", "tie", "B", "tie", 0.5, "pass"],
  ])("a reply that %s", async (_what, first, second, result, score, state) => {
    const judgement = await judged(check, [says(first), says(second)], { others });
    expect(judgement).toMatchObject({ state, score, detail: { pairs: [{ name: "acme/small", result }] } });
    const [one, two] = judgement.asked.map(({ messages }) => messages[1]?.content ?? "");
    expect(one).toMatch(/reply A\nParis\.\n[\s\S]*reply B\nIt is Paris\.\n/);
    expect(two).toMatch(/reply A\nIt is Paris\.\n[\s\S]*reply B\nParis\.\n/);
  });

  it("counts wins, ties and losses over several, with the flips", async () => {
    const three = [...others, { name: "b", output: "B" }, { name: "c", output: "C" }];
    const answers = ["A", "B", "A", "A", "B", "A"].map(says);
    expect((await judged(check, answers, { others: three })).detail).toMatchObject({
      wins: 1,
      ties: 1,
      losses: 1,
      flips: 1,
    });
  });

  it("is skipped where there is no other reply", async () => {
    expect(await judged(check, [])).toMatchObject({
      state: "skipped",
      reason: { code: "judge-nothing-to-compare" },
    });
  });
});

describe("similar", () => {
  const near = "The capital of France is Paris.";

  it("takes the nearest of several, from 0.75, and shows the model that said so", async () => {
    const result = await bench.one(
      { type: "similar", value: ["Bananas are yellow.", near] },
      { output: near },
    );
    expect(result).toMatchObject({ state: "pass", costUsd: 0, detail: { model: "simulator/embedding" } });
    expect(result.score).toBeCloseTo(1, 6);
    expect(result.reason.params.wanted).toBe(near);
    const far = await bench.one({ type: "similar", value: near }, { output: "Bananas are yellow." });
    expect(far.state).toBe("fail");
  });

  it.each([
    ["dot", 0.9, "pass"],
    ["euclidean", 0.1, "pass"],
  ])("measures by %s too", async (measure, threshold, state) => {
    const check = { type: "similar", value: near, options: { measure }, threshold };
    expect((await bench.one(check, { output: near })).state).toBe(state);
    expect((await bench.one(check, { output: "Bananas are yellow." })).state).toBe("fail");
  });

  it("is an error and no distance where a text has no word", async () => {
    expect(await bench.one({ type: "similar", value: near }, { output: "…" })).toMatchObject({
      state: "error",
      reason: { code: "nothing-to-embed" },
    });
  });

  it("of vectors that are no figures any more is an error, and no pass of its negation", async () => {
    const models = {
      ...bench.context.models,
      embed: async () => ({ vectors: [[Number.POSITIVE_INFINITY], [Number.POSITIVE_INFINITY]], costUsd: 0 }),
    };
    for (const not of [false, true]) {
      bench.context.models = models;
      expect(await bench.one({ type: "similar", value: near, not }, { output: near })).toMatchObject({
        state: "error",
        score: null,
      });
    }
  });

  it("is an error where its model cannot be asked", async () => {
    const check = { type: "similar", value: near, options: { model: "simulator/default" } };
    expect(await bench.one(check, { output: near })).toMatchObject({
      state: "error",
      reason: { code: "judge-call-failed", params: { code: "providers.model-not-found" } },
    });
  });
});
