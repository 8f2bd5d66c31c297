import { beforeEach, expect, it } from "vitest";
import { type ExperimentBench, openExperimentBench } from "../../../tests/support/experiment-bench.ts";
import { cases } from "../../../tests/support/test-run-bench.ts";

let bench: ExperimentBench;
beforeEach(() => {
  bench = openExperimentBench();
});

const saidTo = (request: { messages: { content: string }[] }) => request.messages.at(-1)?.content ?? "";
/** So many of a hundred cases pass with the plain arm; all pass with the polite one. */
function plainPasses(share: number) {
  bench.tests.script = async (request, { signal }) => {
    await bench.context.ports.clock.sleep(50, signal);
    const [, word = "", style] = saidTo(request).split(" ");
    return style === "polite" || Number(word.slice(1)) % 100 < share ? "yes" : "no";
  };
}

it("stops when it is certain, says so, and is neither taken for a person's cancel nor undone by a resume", async () => {
  const suite = await bench.tests.addSuite(cases(200));
  plainPasses(40);
  const id = await bench.start(suite, { stopEarly: true });
  const { experiment } = await bench.follow(id);
  expect(experiment.state).toBe("done");
  expect(experiment.ended).toBe(bench.tests.requests.length);
  expect(experiment.ended).toBeLessThan(200);
  expect(experiment.verdict.primary).toMatchObject([
    { verdict: "b_better", p: null, notes: expect.arrayContaining(["stopped-early"]) },
  ]);
  expect(experiment.verdict.primary[0]?.eValue).toBeGreaterThanOrEqual(20);
  const runs = experiment.rounds[0]?.runs ?? [];
  expect(runs.map(({ state, error }) => [state, error?.code])).toEqual([
    ["cancelled", "experiments.stopped-early"],
    ["cancelled", "experiments.stopped-early"],
  ]);
  await expect(bench.lathe.call("experiments.resume", { experimentId: id })).rejects.toMatchObject({
    code: "experiments.stopped-early",
  });
  await bench.lathe.call("experiments.cancel", { experimentId: id });
  const again = bench.reopen(88);
  const read = await again.lathe.call("experiments.read", { experimentId: id });
  expect(read).toMatchObject({
    state: "done",
    ended: experiment.ended,
    verdict: { primary: [{ verdict: "b_better" }] },
  });
});

it("goes on to the end where nothing is certain, and where few cases only seem to be", async () => {
  const suite = await bench.tests.addSuite(cases(60));
  plainPasses(100);
  const same = await bench.run(suite, { stopEarly: true });
  expect([same.state, same.ended]).toEqual(["done", 120]);
  // One arm that is certain is not all of them.
  plainPasses(0);
  const arms = ["plain", "plain too", "polite"].map((style) => ({
    promptId: bench.tests.promptId,
    source: { kind: "content" as const, content: bench.styled(style) },
  }));
  expect((await bench.run(suite, { arms, stopEarly: true })).ended).toBe(180);
  const small = await bench.tests.addSuite(cases(15));
  plainPasses(0);
  const few = await bench.run(small, { stopEarly: true });
  expect(few).toMatchObject({ ended: 30, verdict: { primary: [{ directional: true }] } });
});

it("does not stop where the plan does not say so", async () => {
  const suite = await bench.tests.addSuite(cases(60));
  plainPasses(0);
  expect(await bench.run(suite)).toMatchObject({ state: "done", ended: 120 });
});

it("settles the rest where the program ended while it stopped", async () => {
  const suite = await bench.tests.addSuite(cases(200));
  plainPasses(40);
  const id = await bench.start(suite, { stopEarly: true });
  await bench.follow(id);
  bench.tests.db.run(
    "crash",
    `UPDATE test_run_states SET state = 'interrupted', error_json = NULL
     WHERE run = (SELECT max(run) FROM test_run_states)`,
  );
  const read = () => bench.lathe.call("experiments.read", { experimentId: id });
  expect((await read()).state).toBe("interrupted");
  await expect(bench.lathe.call("experiments.resume", { experimentId: id })).rejects.toMatchObject({
    code: "experiments.stopped-early",
  });
  expect((await read()).state).toBe("done");
});
