import { expect, it, onTestFinished } from "vitest";
import { openExperimentBench } from "../../../tests/support/experiment-bench.ts";
import { type Fault, startFakeOpenAi } from "../../../tests/support/fake-openai.ts";
import { cases } from "../../../tests/support/test-run-bench.ts";

/** What becomes of the call of each case. */
const faults: (Fault | undefined)[] = [undefined, "drop", "error-event", "truncated", "no-usage", undefined];

it("streams to those who watch, and costs, errors and recordings are those of a run that nobody watches", async () => {
  const fake = await startFakeOpenAi({
    reply: ({ messages }) => {
      const said = messages[0]?.content ?? "";
      const fault = faults[Number(said.split(" ")[1]?.slice(1))];
      return { text: `${said} is all, and yes`, ...(fault && { fault }) };
    },
  });
  onTestFinished(() => fake.close());
  const bench = openExperimentBench();
  const { db, lathe } = bench.tests;
  await lathe.call("providers.add", {
    name: "acme",
    baseUrl: fake.baseUrl,
    key: { kind: "none" },
  });
  await lathe.call("providers.set-price", {
    provider: "acme",
    model: "m",
    price: { inputPerMillion: 1_000, outputPerMillion: 2_000, asOf: "2026-11-24" },
  });
  const suite = await bench.tests.addSuite(cases(faults.length));
  const attemptsOf = (testRunId: string) =>
    db.all<{ verdict: string; cost: number | null; scores: number; recording: number | null }>(
      "attempts",
      `SELECT a.verdict, a.cost_usd AS cost, p.calls_json ->> '$[0].recording' IS NOT NULL AS recording, p.partial,
         (SELECT count(*) FROM test_scores s WHERE s.attempt = a.sequence) AS scores
       FROM test_runs r JOIN test_attempts a ON a.run = r.sequence JOIN test_replies p ON p.id = a.reply
       WHERE r.id = @testRunId ORDER BY a.cell`,
      { testRunId },
    );
  const arms = bench.wish(suite).arms.map((arm) => ({ ...arm, model: "acme/m" }));
  const experiment = await bench.run(suite, { arms });
  const streams = fake.requests.filter(({ body }) => body.stream === true).length;
  expect(streams).toBe(fake.requests.length);
  const [first, second] = experiment.rounds[0]?.runs.map(({ testRunId }) => attemptsOf(testRunId)) ?? [];
  expect(second?.map(({ verdict }) => verdict)).toEqual(first?.map(({ verdict }) => verdict));

  const source = { kind: "content", content: bench.styled("plain") };
  const alone = await bench.tests.run(suite, { source, models: ["acme/m"] });
  expect(fake.requests.filter(({ body }) => body.stream === true).length).toBe(streams);
  const whole = attemptsOf(alone.testRunId);
  const verdicts = ["pass", "error", "error", "error", "pass", "pass"];
  expect(first?.map(({ verdict }) => verdict)).toEqual(verdicts);
  for (const [index, attempt] of (first ?? []).entries()) {
    const isWhole = attempt.verdict !== "error";
    expect([index, attempt.scores, attempt.recording]).toEqual([index, isWhole ? 1 : 0, isWhole ? 1 : 0]);
    if (whole[index]?.verdict === "error" || isWhole) expect(attempt.cost).toEqual(whole[index]?.cost);
  }
  // Of a stream that broke off, and of one that told no usage, nobody knows what was charged.
  expect(first?.map(({ cost }) => cost === null)).toEqual([false, true, true, true, true, false]);
  expect(experiment.costUsd).toBeNull();
  expect(db.all("recordings", "SELECT 1 FROM recordings")).toHaveLength(3 * 3);
});
