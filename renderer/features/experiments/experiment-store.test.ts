import { expect, it } from "vitest";
import { LatheError } from "#shared/contract/errors.ts";
import type { Experiment } from "#shared/model/experiment.ts";
import { experimentId } from "#shared/model/ids.ts";
import { hostThat, settle } from "../../host/host-scenes.ts";
import { createExperimentStore, type ExperimentProgress } from "./experiment-store.ts";
import { experiment1, experimentWith } from "./rows/row-scenes.ts";

const progress = (passed: number): ExperimentProgress => ({
  state: "running",
  counts: [0, 1].map(() => ({ planned: 20, passed, failed: 0, errored: 0, unscored: 0 })),
  costUsd: 0,
  remainingMs: null,
  partials: [],
  live: [],
});

/** A stream whose steps are taken by the test. */
function openStream() {
  const steps: ((step: ExperimentProgress | Experiment | Error) => void)[] = [];
  const next = () => new Promise<ExperimentProgress | Experiment | Error>((resolve) => steps.push(resolve));
  async function* stream(): AsyncGenerator<ExperimentProgress, Experiment> {
    for (;;) {
      const step = await next();
      if (step instanceof Error) throw step;
      if ("experimentId" in step) return step;
      yield step;
    }
  }
  return { stream, take: (step: ExperimentProgress | Experiment | Error) => steps.shift()?.(step) };
}

function open(read: () => Experiment | Promise<Experiment> = () => experimentWith({ state: "running" })) {
  const { stream, take } = openStream();
  const host = hostThat(
    {
      "experiments.read": read,
      "experiments.pause": () => null,
      "experiments.extend": () => {
        throw new LatheError({ code: "experiments.not-planned", message: "It was planned without." });
      },
    },
    { "experiments.follow": stream },
  );
  const store = createExperimentStore(host.client, experiment1);
  store.read();
  return { store, host, take };
}

it("a comparison that runs is followed once, however often it is read, and one that stands still is not", async () => {
  const { store, host } = open();
  await settle();
  store.meet({ type: "experiment.started", experimentId: experiment1 });
  await settle();
  expect(host.inputsOf("experiments.follow")).toHaveLength(1);
  store.close();
  const done = open(() => experimentWith({ state: "done" }));
  await settle();
  expect(done.host.inputsOf("experiments.follow")).toHaveLength(0);
  done.store.close();
});

it("the end that was followed is not turned back by a reading that began before it", async () => {
  let answerLate = (): void => {};
  let isLate = false;
  const { store, take } = open(() =>
    isLate
      ? new Promise((resolve) => {
          answerLate = () => resolve(experimentWith({ state: "running" }));
        })
      : experimentWith({ state: "running" }),
  );
  await settle();
  take(progress(3));
  await settle();
  expect(store.useExperiment.getState().progress?.counts[1]?.passed).toBe(3);
  isLate = true;
  store.read();
  await settle();
  take(experimentWith({ state: "done" }));
  await settle();
  answerLate();
  await settle();
  expect(store.useExperiment.getState()).toMatchObject({ experiment: { state: "done" }, progress: null });
  store.close();
});

it("a connection that breaks while it is followed loses nothing: the next event follows it again", async () => {
  const { store, host, take } = open();
  await settle();
  take(new LatheError({ code: "host.disconnected", message: "gone" }));
  await settle();
  expect(store.useExperiment.getState()).toMatchObject({ experiment: { state: "running" }, progress: null });
  store.meet({ type: "workspace.changed" });
  await settle();
  expect(host.inputsOf("experiments.follow")).toHaveLength(2);
  store.close();
});

it("what happens in another comparison reads nothing here", async () => {
  const { store, host } = open(() => experimentWith({ state: "done" }));
  await settle();
  const before = host.inputsOf("experiments.read").length;
  const other = experimentId.parse("exp_0002");
  store.meet({ type: "experiment.changed", experimentId: other });
  store.meet({ type: "experiment.ended", experimentId: other, state: "done" });
  await settle();
  expect(host.inputsOf("experiments.read")).toHaveLength(before);
  store.close();
});

it("a reading that fails is told, keeps what was shown, and is over with the next that does not", async () => {
  let fails = false;
  const { store } = open(() => {
    if (fails) throw new LatheError({ code: "workspace.busy", message: "busy" });
    return experimentWith({ state: "done" });
  });
  await settle();
  fails = true;
  store.read();
  await settle();
  expect(store.useExperiment.getState().experiment).not.toBeNull();
  expect(store.useExperiment.getState().failure).not.toBeNull();
  fails = false;
  store.read();
  await settle();
  expect(store.useExperiment.getState().failure).toBeNull();
  store.close();
});

it("a press that is refused is told and can be pressed again; a second press meanwhile does nothing", async () => {
  const { store, host } = open(() => experimentWith({ state: "done" }));
  await settle();
  const told: unknown[] = [];
  const first = store.pause((error) => told.push(error));
  void store.pause((error) => told.push(error));
  await first;
  expect(host.inputsOf("experiments.pause")).toHaveLength(1);
  expect(await store.extend((error) => told.push(error), null)).toBeNull();
  expect(told).toHaveLength(1);
  expect(store.useExperiment.getState().asking).toBeNull();
  store.close();
});

it("a view that is closed while it waits for an answer shows nothing of it afterwards", async () => {
  let answerLate = (): void => {};
  const { store } = open(
    () =>
      new Promise((resolve) => {
        answerLate = () => resolve(experimentWith());
      }),
  );
  await settle();
  store.close();
  answerLate();
  await settle();
  expect(store.useExperiment.getState()).toMatchObject({ experiment: null, failure: null });
});
