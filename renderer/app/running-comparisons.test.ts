// @vitest-environment jsdom
import { expect, it } from "vitest";
import type { Output } from "#shared/contract/operations.ts";
import { experimentId, testRunId } from "#shared/model/ids.ts";
import { hostThat, settle } from "../host/host-scenes.ts";
import { createRunningComparisons } from "./running-comparisons.ts";

const one = experimentId.parse("exp_0001");
const arms = [testRunId.parse("tst_0001"), testRunId.parse("tst_0002")];
const listed = (state: "running" | "done") =>
  ({
    experiments: [{ experimentId: one, arms: [], state, ended: 3, planned: 24 }],
    next: null,
  }) as unknown as Output<"experiments.list">;
const read = {
  rounds: [{ runs: arms.map((id) => ({ testRunId: id })) }],
} as unknown as Output<"experiments.read">;

it("knows the runs of a comparison, which it asks for once while it runs", async () => {
  const host = hostThat({ "experiments.list": () => listed("running"), "experiments.read": () => read });
  const running = createRunningComparisons(host.client);
  await running.read();
  await running.read();
  expect(running.useComparisons.getState().comparisons).toMatchObject([{ runs: new Set(arms), ended: 3 }]);
  expect(host.inputsOf("experiments.read")).toHaveLength(1);
});

it("a comparison that has ended does not come back with an answer that was on its way", async () => {
  let answerLate = (): void => {};
  const answers = [
    () =>
      new Promise<Output<"experiments.list">>((resolve) => {
        answerLate = () => resolve(listed("running"));
      }),
    () => listed("done"),
  ];
  const host = hostThat({
    "experiments.list": () => (answers.shift() ?? (() => listed("done")))(),
    "experiments.read": () => read,
  });
  const running = createRunningComparisons(host.client);
  void running.read();
  await settle();
  running.meet({ type: "experiment.ended", experimentId: one, state: "done" });
  await settle();
  answerLate();
  await settle();
  expect(running.useComparisons.getState().comparisons).toEqual([]);
});
