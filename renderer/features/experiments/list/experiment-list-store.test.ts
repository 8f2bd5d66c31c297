import { expect, it } from "vitest";
import { experimentId, promptId } from "#shared/model/ids.ts";
import { hostThat, settle } from "../../../host/host-scenes.ts";
import { experimentWith } from "../rows/row-scenes.ts";
import { createExperimentList } from "./experiment-list-store.ts";

const prompt = promptId.parse("prm_aaaa");
const one = experimentWith({ experimentId: experimentId.parse("exp_0001") });

function open() {
  const host = hostThat({ "experiments.list": () => ({ experiments: [one], next: null }) });
  return { list: createExperimentList(host.client), host };
}

it("a comparison that ends has the list read again, of the prompt that is chosen", async () => {
  const { list, host } = open();
  list.filter({ promptId: prompt });
  await settle();
  list.meet({ type: "experiment.ended", experimentId: one.experimentId, state: "done" });
  await settle();
  expect(host.inputsOf("experiments.list")).toEqual(Array(2).fill({ promptId: prompt, limit: 50 }));
  expect(list.useList.getState().rows).toEqual([one]);
  list.close();
});

it("a comparison that runs does not have the list read with each of its events", async () => {
  const { list, host } = open();
  await list.read();
  for (let event = 0; event < 30; event += 1) {
    list.meet({ type: "experiment.changed", experimentId: one.experimentId });
  }
  await settle();
  expect(host.inputsOf("experiments.list")).toHaveLength(2);
  list.close();
});
