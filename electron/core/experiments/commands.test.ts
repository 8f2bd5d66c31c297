import { beforeEach, describe, expect, it } from "vitest";
import { LatheError } from "#shared/contract/errors.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { type ExperimentBench, openExperimentBench } from "../../../tests/support/experiment-bench.ts";
import { cases } from "../../../tests/support/test-run-bench.ts";

let bench: ExperimentBench;
beforeEach(() => {
  bench = openExperimentBench();
});

const saidTo = (request: { messages: { content: string }[] }) => request.messages.at(-1)?.content ?? "";
const isPolite = (request: { messages: { content: string }[] }) => saidTo(request).endsWith("polite");
const attempts = () =>
  bench.tests.db.get<{ count: number }>(
    "count",
    "SELECT count(*) AS count FROM test_attempts WHERE is_current = 1",
  )?.count;
const call = (name: "pause" | "resume" | "cancel", experimentId: ExperimentId) =>
  bench.lathe.call(`experiments.${name}`, { experimentId });
/** Answers until so many calls were made, and then does this once. */
function answersThen(after: number, then: () => unknown) {
  bench.tests.script = async () => {
    if (bench.tests.requests.length === after) await then();
    return "yes";
  };
}

describe("pausing, resuming, cancelling", () => {
  it("holds for all arms, and what is resumed makes no attempt twice, though one arm was done before", async () => {
    const suite = await bench.tests.addSuite(cases(20));
    let id: ExperimentId | undefined;
    answersThen(8, () => id && call("pause", id));
    id = await bench.start(suite);
    const paused = (await bench.follow(id)).experiment;
    expect(paused.state).toBe("paused");
    expect(paused.ended).toBe(bench.tests.requests.length);
    // A pause is no way to a look at the verdict before the end.
    const [line] = (await bench.lathe.call("experiments.list", {})).experiments;
    expect(line).toMatchObject({ state: "paused", verdicts: [] });
    // One arm alone, from the list of test runs.
    const [first, second] = paused.rounds[0]?.runs.map(({ testRunId }) => testRunId) ?? [];
    await bench.lathe.call("tests.resume", { testRunId: first as never });
    await bench.tests.follow(first as never);
    expect((await bench.lathe.call("experiments.read", { experimentId: id })).state).toBe("paused");
    await call("resume", id);
    const { experiment } = await bench.follow(id);
    expect(experiment).toMatchObject({ state: "done", ended: 40 });
    expect(new Set(bench.tests.requests.map(saidTo)).size).toBe(40);
    expect([bench.tests.requests.length, attempts()]).toEqual([40, 40]);
    expect(second).toBeDefined();
    await expect(call("resume", id)).rejects.toMatchObject({ code: "experiments.nothing-missing" });
    await call("cancel", id);
    expect((await bench.lathe.call("experiments.read", { experimentId: id })).state).toBe("done");
  });

  it("cancels what is not done, and goes on from there when it is resumed", async () => {
    const suite = await bench.tests.addSuite(cases(10));
    let id: ExperimentId | undefined;
    answersThen(6, () => id && call("cancel", id));
    id = await bench.start(suite);
    expect((await bench.follow(id)).experiment.state).toBe("cancelled");
    await call("resume", id);
    expect((await bench.follow(id)).experiment).toMatchObject({ state: "done", ended: 20 });
    expect(attempts()).toBe(20);
  });

  it("takes up the arm that was halted, and leaves the one alone that was not", async () => {
    const suite = await bench.tests.addSuite(cases(6));
    bench.tests.script = async (request) => {
      if (isPolite(request)) throw new LatheError({ code: "providers.key-rejected", message: "No." });
      return "yes";
    };
    const id = await bench.start(suite);
    const { experiment } = await bench.follow(id);
    expect(experiment.state).toBe("halted");
    expect(experiment.rounds[0]?.runs.map(({ state }) => state)).toEqual(["done", "halted"]);
    bench.tests.requests.length = 0;
    bench.tests.script = async () => "yes";
    await call("resume", id);
    expect((await bench.follow(id)).experiment).toMatchObject({ state: "done", ended: 12 });
    expect(bench.tests.requests.every(isPolite)).toBe(true);
  });

  it("a program that ended in the middle leaves it interrupted, and another one completes it without doubles", async () => {
    const suite = await bench.tests.addSuite(cases(12));
    let die = () => {};
    const dead = new Promise<void>((resolve) => {
      die = resolve;
    });
    bench.tests.script = async () => {
      if (bench.tests.requests.length < 9) return "yes";
      die();
      // Its calls never come back.
      return new Promise(() => {});
    };
    const id = await bench.start(suite);
    await dead;
    bench.tests.script = async () => "yes";
    const other = bench.reopen(77, { isProcessAlive: (pid) => pid === 77 });
    const found = (await other.follow(id)).experiment;
    expect(found.state).toBe("interrupted");
    expect(found.ended).toBeLessThan(24);
    // What was read of it stays: another version of Lathe must not read another verdict from the same replies.
    const stored = bench.tests.db.all<{ json: string }>(
      "verdicts",
      "SELECT verdict_json AS json FROM experiment_verdicts",
    );
    expect(stored.map(({ json }) => JSON.parse(json))).toEqual([found.verdict]);
    await other.lathe.call("experiments.resume", { experimentId: id });
    expect((await other.follow(id)).experiment).toMatchObject({ state: "done", ended: 24 });
    expect(attempts()).toBe(24);
  });

  it("calls the errors of every arm again, and nothing else", async () => {
    const suite = await bench.tests.addSuite(cases(8));
    bench.tests.script = async (request) => {
      if (/w[12] /.test(saidTo(request)))
        throw new LatheError({ code: "providers.server-error", message: "It failed." });
      return "yes";
    };
    const id = await bench.start(suite);
    await bench.follow(id);
    bench.tests.requests.length = 0;
    bench.tests.script = async () => "yes";
    const retry = () => bench.lathe.call("experiments.retry-errors", { experimentId: id });
    expect(await retry()).toEqual({ attempts: 4 });
    const { experiment } = await bench.follow(id);
    expect(experiment.verdict.arms.map(({ counts }) => counts)).toMatchObject([
      { passed: 8, errored: 0 },
      { passed: 8, errored: 0 },
    ]);
    expect(bench.tests.requests).toHaveLength(4);
    expect(await retry()).toEqual({ attempts: 0 });
  });
});

describe("a cap over all arms", () => {
  const spent = () => bench.tests.requests.length * 0.001;
  beforeEach(() => {
    bench.tests.script = async () => ({ reply: { text: "yes" }, costUsd: 0.001 });
  });

  it("is never passed by all of them together, lets each get about as far, and can be raised", async () => {
    const suite = await bench.tests.addSuite(cases(30));
    const id = await bench.start(suite, { maxCostUsd: 0.02 });
    const { experiment } = await bench.follow(id);
    expect(experiment.state).toBe("capped");
    expect(experiment.capUsd).toBeCloseTo(0.02, 12);
    expect(spent()).toBeLessThanOrEqual(0.02);
    const [a = 0, b = 0] = experiment.verdict.arms.map(({ counts }) => counts.passed);
    expect(Math.min(a, b)).toBeGreaterThanOrEqual(7);
    await bench.lathe.call("experiments.resume", { experimentId: id, maxCostUsd: 0.04 });
    const raised = (await bench.follow(id)).experiment;
    expect(raised.state).toBe("capped");
    // Whoever reads it is told the cap that holds, not the one that it began with.
    expect(raised.capUsd).toBeCloseTo(0.04, 12);
    expect(spent()).toBeGreaterThan(0.03);
    expect(spent()).toBeLessThanOrEqual(0.04);
    await bench.lathe.call("experiments.resume", { experimentId: id, maxCostUsd: null });
    expect((await bench.follow(id)).experiment).toMatchObject({ state: "done", ended: 60, capUsd: null });
    expect(bench.tests.requests).toHaveLength(60);
  });

  it("leaves what an extension may spend to what is left of it", async () => {
    const suite = await bench.tests.addSuite(cases(40));
    const id = await bench.start(suite, { cases: 10, mayExtend: true, maxCostUsd: 0.03 });
    expect((await bench.follow(id)).experiment.state).toBe("done");
    expect(spent()).toBeCloseTo(0.02, 9);
    await bench.lathe.call("experiments.extend", { experimentId: id });
    expect((await bench.follow(id)).experiment.state).toBe("capped");
    expect(spent()).toBeGreaterThan(0.025);
    expect(spent()).toBeLessThanOrEqual(0.03);
  });
});

describe("a cap that is dealt anew", () => {
  const caps = () =>
    bench.tests.db
      .all<{ cap: number }>("caps", "SELECT max_cost_usd AS cap FROM test_run_states")
      .reduce((sum, { cap }) => sum + cap, 0);
  const spentBy = (count: number) => ({ reply: { text: "yes" }, costUsd: count / 1_000 });

  it("is not passed by resuming again and again, when one arm is done and the other dear", async () => {
    const suite = await bench.tests.addSuite(cases(20));
    bench.tests.script = async (request) => spentBy(isPolite(request) ? 1 : 0.1);
    const id = await bench.start(suite, { maxCostUsd: 0.012 });
    for (let times = 0; times < 4; times += 1) {
      const { experiment } = await bench.follow(id);
      expect(experiment.state).toBe("capped");
      expect(experiment.costUsd).toBeLessThanOrEqual(0.012 + 1e-12);
      expect(caps()).toBeLessThanOrEqual(0.012 + 1e-12);
      await bench.lathe.call("experiments.resume", { experimentId: id });
    }
    await bench.follow(id);
  });

  it("holds over the rounds too, where errors of an earlier one are called again", async () => {
    const suite = await bench.tests.addSuite(cases(60));
    const fail = async () => {
      throw new LatheError({ code: "providers.server-error", message: "It failed." });
    };
    bench.tests.script = fail;
    const id = await bench.start(suite, { cases: 20, maxCostUsd: 0.03, mayExtend: true });
    await bench.follow(id);
    bench.tests.script = async () => spentBy(1);
    await bench.lathe.call("experiments.extend", { experimentId: id });
    const { experiment } = await bench.follow(id);
    expect(experiment.state).toBe("capped");
    await bench.lathe.call("experiments.retry-errors", { experimentId: id });
    const again = (await bench.follow(id)).experiment;
    expect(again.costUsd).toBeLessThanOrEqual(0.03 + 1e-12);
    expect(caps()).toBeLessThanOrEqual(0.03 + 1e-12);
  });
});

describe("watching", () => {
  it("shows the replies of a small comparison as they come, and scores none before it is whole", async () => {
    const suite = await bench.tests.addSuite(cases(2));
    const pieces = ["No, ", "no, ", "yes"];
    bench.tests.script = async (_request, { onText, signal, whole }) => {
      expect(whole).toBe(false);
      for (const piece of pieces) {
        onText(piece);
        await bench.context.ports.clock.sleep(400, signal);
      }
      return pieces.join("");
    };
    const id = await bench.start(suite);
    const { chunks, experiment } = await bench.follow(id);
    const partials = chunks.flatMap((chunk) => chunk.partials);
    expect(partials.map(({ text }) => text)).toContain("No, no, ");
    expect(
      new Set(partials.map(({ arm, round, caseIndex, repeat }) => `${arm}${round}${caseIndex}${repeat}`)),
    ).toEqual(new Set(["0000", "0010", "1000", "1010"]));
    for (const { counts, partials: texts } of chunks)
      if (texts.length === 4) expect(counts.every(({ passed, failed }) => passed + failed === 0)).toBe(true);
    expect(chunks.at(-1)).toMatchObject({ state: "done", partials: [], live: [{ b: 1, n: 2 }] });
    expect(chunks.every((chunk) => chunk.live.every((live) => !("p" in live)))).toBe(true);
    expect(experiment.verdict.arms.map(({ counts }) => counts.passed)).toEqual([2, 2]);
  });

  it("asks for whole replies where nobody can read along", async () => {
    const suite = await bench.tests.addSuite(cases(151));
    const asked = new Set<boolean | undefined>();
    bench.tests.script = async (_request, { whole }) => {
      asked.add(whole);
      return "yes";
    };
    await bench.run(suite);
    expect([...asked]).toEqual([true]);
  });

  it("tells of the start, of changes in moderation, and of the end when the verdict is stored", async () => {
    const suite = await bench.tests.addSuite(cases(60));
    bench.tests.script = async (_request, { signal }) => {
      await bench.context.ports.clock.sleep(20, signal);
      return "yes";
    };
    const id = await bench.start(suite);
    await bench.follow(id);
    const told = bench.tests.events.filter((event) => "experimentId" in event && event.experimentId === id);
    expect(told[0]?.type).toBe("experiment.started");
    const ended = told.filter(({ type }) => type === "experiment.ended");
    expect(ended).toEqual([{ type: "experiment.ended", experimentId: id, state: "done" }]);
    const verdicts = bench.tests.db.all<{ state: string }>(
      "verdicts",
      "SELECT state FROM experiment_verdicts",
    );
    expect(verdicts).toEqual([{ state: "done" }]);
    expect(told.filter(({ type }) => type === "experiment.changed").length).toBeGreaterThan(0);
  });
});
