import { expect, it } from "vitest";
import { settle } from "./host-scenes.ts";
import { createPagedList } from "./paged-list.ts";

/** Numbers, the largest first, and what was asked for. */
function open(amount: number) {
  const asked: { filter: string; before?: number; limit: number }[] = [];
  const list = createPagedList<number, string>("", async ({ filter, page }) => {
    asked.push({ filter, ...page });
    const newest = (page.before ?? amount + 1) - 1;
    const rows = Array.from({ length: Math.min(page.limit, newest) }, (_, at) => newest - at);
    const last = rows.at(-1) ?? 1;
    return { rows, next: last > 1 ? last : null };
  });
  return { list, asked };
}

it("pages to the oldest row, each once", async () => {
  const { list } = open(120);
  await list.read();
  await list.readOlder();
  await list.readOlder();
  const { rows, next } = list.useList.getState();
  expect(next).toBeNull();
  expect(rows).toEqual(Array.from({ length: 120 }, (_, at) => 120 - at));
});

it("reading again keeps as many rows as were shown, so that nothing jumps", async () => {
  const { list, asked } = open(120);
  await list.read();
  await list.readOlder();
  await list.read();
  expect(list.useList.getState().rows).toHaveLength(100);
  expect(asked.at(-1)).toEqual({ filter: "", limit: 100 });
});

it("an answer to another filter that comes late does not show under this one", async () => {
  let answerLate = (): void => {};
  const list = createPagedList<number, string>("", ({ filter }) =>
    filter === ""
      ? new Promise((resolve) => {
          answerLate = () => resolve({ rows: [1], next: null });
        })
      : Promise.resolve({ rows: [], next: null }),
  );
  void list.read();
  list.filter("other");
  await settle();
  answerLate();
  await settle();
  expect(list.useList.getState()).toMatchObject({ rows: [], isKnown: true, filter: "other" });
});

it("a page that cannot be read leaves what is shown, and can be asked for again", async () => {
  let isBroken = false;
  const list = createPagedList<number, null>(null, async ({ page }) => {
    if (isBroken) throw new Error("the connection is gone");
    return { rows: [page.before ?? 9], next: page.before === undefined ? 5 : null };
  });
  await list.read();
  isBroken = true;
  await list.readOlder();
  expect(list.useList.getState()).toMatchObject({ rows: [9], next: 5, reading: null });
  expect(list.useList.getState().failure).toBeInstanceOf(Error);
  isBroken = false;
  await list.readOlder();
  expect(list.useList.getState()).toMatchObject({ rows: [9, 5], next: null, failure: null });
});
