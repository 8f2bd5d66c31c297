import { expect, it } from "vitest";
import { experimentId, promptId } from "#shared/model/ids.ts";
import { hostThat, settle } from "../../../host/host-scenes.ts";
import { experimentWith } from "../rows/row-scenes.ts";
import { createExperimentList } from "./experiment-list-store.ts";

const prompt = promptId.parse("prm_aaaa");
const summary = (number: number) =>
  experimentWith({ experimentId: experimentId.parse(`exp_${String(number).padStart(4, "0")}`) });

function open(amount: number) {
  const all = Array.from({ length: amount }, (_, at) => summary(amount - at));
  const host = hostThat({
    "experiments.list": ({ before, limit = 50 }) => {
      const from = before == null ? 0 : amount - before + 1;
      return {
        experiments: all.slice(from, from + limit),
        next: from + limit < amount ? amount - from - limit + 1 : null,
      };
    },
  });
  return { list: createExperimentList(host.client), host };
}

it("pages to the oldest comparison, each once, and reading again keeps as many as were shown", async () => {
  const { list, host } = open(120);
  await list.read();
  await list.readOlder();
  await list.readOlder();
  const { experiments, next } = list.useExperimentList.getState();
  expect(next).toBeNull();
  expect(new Set(experiments.map((each) => each.experimentId)).size).toBe(120);
  list.meet({ type: "experiment.ended", experimentId: summary(1).experimentId, state: "done" });
  await settle();
  expect(host.inputsOf("experiments.list").at(-1)).toMatchObject({ limit: 120 });
  expect(list.useExperimentList.getState().experiments).toHaveLength(120);
  list.close();
});

it("a comparison that runs does not have the list read with each of its events", async () => {
  const { list, host } = open(3);
  await list.read();
  for (let event = 0; event < 30; event += 1) {
    list.meet({ type: "experiment.changed", experimentId: summary(1).experimentId });
  }
  await settle();
  expect(host.inputsOf("experiments.list")).toHaveLength(2);
  list.close();
});

it("an answer to another filter that comes late does not show under this one", async () => {
  let answerLate = (): void => {};
  const host = hostThat({
    "experiments.list": ({ promptId: wished }) =>
      wished === undefined
        ? new Promise((resolve) => {
            answerLate = () => resolve({ experiments: [summary(1)], next: null });
          })
        : { experiments: [], next: null },
  });
  const list = createExperimentList(host.client);
  void list.read();
  await settle();
  list.filter(prompt);
  await settle();
  answerLate();
  await settle();
  expect(list.useExperimentList.getState()).toMatchObject({
    experiments: [],
    isKnown: true,
    promptId: prompt,
  });
});
