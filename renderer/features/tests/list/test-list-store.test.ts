import { expect, it } from "vitest";
import { testRunId } from "#shared/model/ids.ts";
import { hostThat, settle } from "../../../host/host-scenes.ts";
import { progressOf, summaryOf } from "../test-run-scenes.ts";
import { createTestList } from "./test-list-store.ts";

const idOf = (number: number) => testRunId.parse(`tst_${String(number).padStart(4, "0")}`);
const { promptId } = summaryOf();

function open(amount: number) {
  const all = Array.from({ length: amount }, (_, at) => summaryOf({ testRunId: idOf(amount - at) }));
  const host = hostThat({
    "tests.list": ({ before, limit = 50 }) => {
      const from = before == null ? 0 : amount - before + 1;
      return {
        runs: all.slice(from, from + limit),
        next: from + limit < amount ? amount - from - limit + 1 : null,
      };
    },
  });
  return { list: createTestList(host.client), host };
}

it("pages to the oldest run, each once", async () => {
  const { list } = open(120);
  await list.read();
  await list.readOlder();
  await list.readOlder();
  const { runs, next } = list.useTestList.getState();
  expect(next).toBeNull();
  expect(new Set(runs.map((run) => run.testRunId)).size).toBe(120);
});

it("reading again keeps as many rows as were shown, so that nothing jumps", async () => {
  const { list, host } = open(120);
  await list.read();
  await list.readOlder();
  list.meet({ type: "baseline.changed", promptId });
  await settle();
  expect(list.useTestList.getState().runs).toHaveLength(100);
  expect(host.inputsOf("tests.list").at(-1)).toMatchObject({ limit: 100 });
});

it("progress changes the run it is of and no other", async () => {
  const { list } = open(3);
  await list.read();
  list.meet({ type: "test.progress", promptId, progress: progressOf({ testRunId: idOf(2) }) });
  expect(list.useTestList.getState().runs.map((run) => run.state)).toEqual(["done", "running", "done"]);
});

it("an answer to another filter that comes late does not show under this one", async () => {
  let answerLate = (): void => {};
  const host = hostThat({
    "tests.list": ({ promptId: wished }) =>
      wished === undefined
        ? new Promise((resolve) => {
            answerLate = () => resolve({ runs: [summaryOf()], next: null });
          })
        : { runs: [], next: null },
  });
  const list = createTestList(host.client);
  void list.read();
  await settle();
  list.filter({ promptId });
  await settle();
  answerLate();
  await settle();
  expect(list.useTestList.getState()).toMatchObject({ runs: [], isKnown: true, promptId });
});
