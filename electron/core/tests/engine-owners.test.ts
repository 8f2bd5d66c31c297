import { beforeEach, describe, expect, it } from "vitest";
import { cancelled } from "#shared/contract/errors.ts";
import { cases, openTestRunBench, type TestRunBench } from "../../../tests/support/test-run-bench.ts";
import { closeInterruptedTests, stopAllTests } from "./index.ts";

let bench: TestRunBench;
beforeEach(() => {
  bench = openTestRunBench();
});

const currentAttempts = () =>
  bench.db.get<{ count: number }>("count", "SELECT count(*) AS count FROM test_attempts WHERE is_current = 1")
    ?.count;
const cutWhenAborted = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(cancelled());
    signal.addEventListener("abort", () => reject(cancelled()));
  });

describe("two programs on one workspace", () => {
  /** A run that goes on until it is told to stop. */
  async function endless() {
    const suite = await bench.addSuite(cases(8));
    bench.script = async (_request, { signal }) =>
      bench.requests.length <= 4 ? "yes" : cutWhenAborted(signal);
    const id = await bench.start(suite);
    while ((await bench.lathe.call("tests.read", { testRunId: id })).counts.passed < 4)
      await new Promise((resolve) => setImmediate(resolve));
    return id;
  }

  it("do not take each other's run: neither resume, nor pause, nor cancel it from afar", async () => {
    const testRunId = await endless();
    const { lathe } = bench.elsewhere();
    for (const operation of ["tests.resume", "tests.pause", "tests.cancel", "tests.retry-errors"] as const)
      await expect(lathe.call(operation, { testRunId })).rejects.toMatchObject({ code: "tests.not-here" });
    await expect(bench.lathe.call("tests.resume", { testRunId })).rejects.toMatchObject({
      code: "tests.still-running",
    });
    expect(bench.context.live.size).toBe(1);
    await stopAllTests(bench.context);
  });

  it("R-02 one that is gone leaves its run as interrupted, and the other calls only what is missing", async () => {
    const id = await endless();
    // Killed: nothing of it runs any more, and its store says that it does.
    bench.context.live.clear();
    const other = bench.elsewhere();
    other.context.ports.isProcessAlive = () => false;
    closeInterruptedTests(other.context);
    const run = await other.lathe.call("tests.read", { testRunId: id });
    // Four calls were under way, and nobody knows whether they were charged.
    expect(run).toMatchObject({ state: "interrupted", counts: { passed: 4 }, costUsd: null });
    bench.requests.length = 0;
    bench.script = async () => "yes";
    await other.lathe.call("tests.resume", { testRunId: id });
    await Promise.all([...other.context.live.values()].map(({ done }) => done));
    expect(bench.requests).toHaveLength(4);
    expect(await other.lathe.call("tests.read", { testRunId: id })).toMatchObject({
      state: "done",
      counts: { passed: 8 },
    });
    expect(currentAttempts()).toBe(8);
  });

  it("one that was taken for dead and comes back stores nothing over the other, and counts nothing twice", async () => {
    const suite = await bench.addSuite(cases(8));
    let answer = () => {};
    const slept = new Promise<void>((resolve) => {
      answer = resolve;
    });
    bench.script = async () => {
      if (bench.requests.length > 4) await slept;
      return "yes";
    };
    const id = await bench.start(suite);
    while (bench.requests.length < 8) await new Promise((resolve) => setImmediate(resolve));
    const [mine] = bench.context.live.values();
    const other = bench.elsewhere();
    other.context.ports.isProcessAlive = () => false;
    closeInterruptedTests(other.context);
    bench.script = async () => "yes";
    await other.lathe.call("tests.resume", { testRunId: id });
    await Promise.all([...other.context.live.values()].map(({ done }) => done));
    // Now it wakes up, and its calls are answered as well.
    answer();
    await mine?.done;
    expect(currentAttempts()).toBe(8);
    expect(await other.lathe.call("tests.read", { testRunId: id })).toMatchObject({
      state: "done",
      counts: { planned: 8, passed: 8 },
    });
  });

  it("the one sees how far the other's run is, and that it has ended", async () => {
    const id = await endless();
    const { lathe } = bench.elsewhere();
    const frames = lathe.stream("tests.follow", { testRunId: id });
    expect((await frames.next()).value).toMatchObject({ state: "running", counts: { passed: 4 } });
    await bench.lathe.call("tests.cancel", { testRunId: id });
    for (;;) {
      const step = await frames.next();
      if (!step.done) continue;
      expect(step.value.state).toBe("cancelled");
      break;
    }
  });

  it("closing stores what is complete, and leaves the rest to be resumed", async () => {
    const id = await endless();
    await stopAllTests(bench.context);
    expect(await bench.lathe.call("tests.read", { testRunId: id })).toMatchObject({
      state: "interrupted",
      counts: { passed: 4 },
    });
  });
});
