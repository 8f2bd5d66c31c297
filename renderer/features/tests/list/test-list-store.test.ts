import { expect, it } from "vitest";
import { testRunId } from "#shared/model/ids.ts";
import { hostThat, settle } from "../../../host/host-scenes.ts";
import { progressOf, summaryOf } from "../test-run-scenes.ts";
import { createTestList } from "./test-list-store.ts";

const idOf = (number: number) => testRunId.parse(`tst_${String(number).padStart(4, "0")}`);
const { promptId, suiteId } = summaryOf();

function open(amount: number) {
  const runs = Array.from({ length: amount }, (_, at) => summaryOf({ testRunId: idOf(amount - at) }));
  const host = hostThat({ "tests.list": () => ({ runs, next: null }) });
  return { list: createTestList(host.client), host };
}

it("a new baseline has the list read again, of the prompt and the suite that are chosen", async () => {
  const { list, host } = open(3);
  list.filter({ promptId, suiteId });
  await settle();
  list.meet({ type: "baseline.changed", promptId });
  await settle();
  expect(host.inputsOf("tests.list")).toEqual(Array(2).fill({ promptId, suiteId, limit: 50 }));
});

it("progress changes the run it is of and no other", async () => {
  const { list } = open(3);
  await list.read();
  list.meet({ type: "test.progress", promptId, progress: progressOf({ testRunId: idOf(2) }) });
  expect(list.useList.getState().rows.map((run) => run.state)).toEqual(["done", "running", "done"]);
});
