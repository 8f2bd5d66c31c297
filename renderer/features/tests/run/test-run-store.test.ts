import { expect, it } from "vitest";
import { LatheError } from "#shared/contract/errors.ts";
import { testRunId } from "#shared/model/ids.ts";
import { hostThat, settle } from "../../../host/host-scenes.ts";
import { progressOf, run1, runOf, summaryOf } from "../test-run-scenes.ts";
import { createTestRun } from "./test-run-store.ts";

const promptId = summaryOf().promptId;
const running = runOf({
  state: "running",
  counts: { planned: 50, passed: 5, failed: 0, errored: 0, unscored: 0 },
});

function open(read = () => running) {
  const host = hostThat({
    "tests.read": read,
    "tests.agreement": () => [],
    "tests.pause": () => null,
    "tests.cancel": () => {
      throw new LatheError({ code: "tests.not-here", message: "Another program makes it." });
    },
  });
  let changes = 0;
  const test = createTestRun(host.client, run1, () => {
    changes += 1;
  });
  test.open();
  return { test, host, changes: () => changes };
}

it("shows what an event counts at once, without reading the run for each", async () => {
  const { test, host } = open();
  await settle();
  const before = host.inputsOf("tests.read").length;
  for (let passed = 6; passed < 30; passed += 1) {
    const counts = { planned: 50, passed, failed: 0, errored: 0, unscored: 0 };
    test.meet({ type: "test.progress", promptId, progress: progressOf({ counts }) });
    expect(test.useTestRun.getState().run?.counts.passed).toBe(passed);
  }
  await settle();
  expect(host.inputsOf("tests.read").length - before).toBeLessThanOrEqual(1);
  test.close();
});

it("a reading that is older than the last event does not turn the counts back", async () => {
  const { test } = open();
  const counts = { planned: 50, passed: 20, failed: 1, errored: 0, unscored: 0 };
  await settle();
  test.meet({ type: "test.progress", promptId, progress: progressOf({ counts }) });
  await settle();
  expect(test.useTestRun.getState().run?.counts).toEqual(counts);
  test.close();
});

it("an event of another run changes nothing here", async () => {
  const { test, changes } = open();
  await settle();
  test.meet({
    type: "test.progress",
    promptId,
    progress: progressOf({ testRunId: testRunId.parse("tst_0002") }),
  });
  expect(test.useTestRun.getState().run?.counts.passed).toBe(5);
  expect(changes()).toBe(0);
  test.close();
});

it("a cost of which a part is unknown is not shown as if it were all", async () => {
  const { test } = open();
  await settle();
  test.meet({ type: "test.progress", promptId, progress: progressOf({ unknownCosts: 2 }) });
  expect(test.useTestRun.getState().run?.costUsd).toBeNull();
  test.close();
});

it("the end reads the run once more and its progress is gone", async () => {
  let state: "running" | "done" = "running";
  const { test } = open(() => runOf({ state }));
  await settle();
  test.meet({ type: "test.progress", promptId, progress: progressOf() });
  state = "done";
  test.meet({ type: "test.ended", testRunId: run1, promptId, state: "done" });
  await settle();
  expect(test.useTestRun.getState()).toMatchObject({ progress: null, run: { state: "done" } });
  test.close();
});

it("a press that is refused is told and can be pressed again; a second press while one is answered does nothing", async () => {
  const { test, host } = open();
  await settle();
  const told: unknown[] = [];
  const first = test.pause((error) => told.push(error));
  void test.pause((error) => told.push(error));
  await first;
  expect(host.inputsOf("tests.pause")).toHaveLength(1);
  await test.cancel((error) => told.push(error));
  expect(told).toHaveLength(1);
  expect(test.useTestRun.getState().asking).toBeNull();
  test.close();
});
