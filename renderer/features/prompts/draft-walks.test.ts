import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  contentSaying,
  createPage,
  createStorage,
  disconnected,
  openPage,
  type Page,
  savedAs,
  settle,
  somePrompt,
  textOf,
} from "./draft-scenes.ts";
import { canRedo, canUndo } from "./draft-undo.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A page on a draft that was in other states before; the journal's ids stand for them. */
async function pageOn(text: string, journal: { past?: number[]; future?: number[] }): Promise<Page> {
  const page = createPage();
  Object.assign(page.host.journal, journal);
  await openPage(text, 9, page);
  return page;
}

async function answerEntry(page: Page, journalId: number, text: string): Promise<void> {
  const call = page.host.next("prompts.journal-entry");
  expect(call.input.journalId).toBe(journalId);
  await call.answer({ journalId, content: contentSaying(text), savedAt: "" });
}

test("undo goes on into the states from before the page was opened, and redo comes back from them", async () => {
  const page = await pageOn("three", { past: [1, 2] });
  page.type("four");
  void page.drafts.undo(somePrompt);
  expect(page.shown()).toBe("three");
  // The state that was left is stored before another takes its place.
  await page.host.next("prompts.save-draft").answer(savedAs(10));
  await page.pass(400);
  await page.host.next("prompts.save-draft").answer(savedAs(11));
  void page.drafts.undo(somePrompt);
  await settle();
  await answerEntry(page, 2, "two");
  expect(page.shown()).toBe("two");
  void page.drafts.redo(somePrompt);
  void page.drafts.redo(somePrompt);
  expect(page.shown()).toBe("four");
  expect(canRedo(page.draft().undo)).toBe(false);
});

test("a page that is opened where undo had led to can go forward again", async () => {
  const page = await pageOn("one", { future: [3, 2] });
  expect(canUndo(page.draft().undo)).toBe(false);
  void page.drafts.redo(somePrompt);
  await settle();
  await answerEntry(page, 2, "two");
  expect(page.shown()).toBe("two");
  expect(canUndo(page.draft().undo)).toBe(true);
});

test("keys pressed faster than the journal answers are all counted", async () => {
  const page = await pageOn("three", { past: [1, 2] });
  void page.drafts.undo(somePrompt);
  void page.drafts.undo(somePrompt);
  void page.drafts.undo(somePrompt);
  await settle();
  await answerEntry(page, 2, "two");
  await settle();
  await answerEntry(page, 1, "one");
  expect(page.shown()).toBe("one");
  expect(page.host.pending).toHaveLength(0);
  expect(canUndo(page.draft().undo)).toBe(false);
});

test("what is typed while the journal is asked is not taken away by its answer", async () => {
  const page = await pageOn("three", { past: [1, 2] });
  void page.drafts.undo(somePrompt);
  await settle();
  const call = page.host.next("prompts.journal-entry");
  page.type("three and more");
  await call.answer({ journalId: 2, content: contentSaying("two"), savedAt: "" });
  expect(page.shown()).toBe("three and more");
});

test("a journal that does not answer is told, leaves the text alone, and is asked again by the next key", async () => {
  const page = await pageOn("three", { past: [2] });
  const failed = expect(page.drafts.undo(somePrompt)).rejects.toMatchObject({ code: "host.disconnected" });
  await settle();
  await page.host.next("prompts.journal-entry").fail(disconnected());
  await failed;
  expect(page.shown()).toBe("three");
  void page.drafts.undo(somePrompt);
  await settle();
  await answerEntry(page, 2, "two");
  expect(page.shown()).toBe("two");
});

test("text that was found again after a crash can be undone to what was stored", async () => {
  const storage = createStorage();
  const before = await openPage("one", 1, createPage(storage));
  before.type("one tw");
  const page = createPage(storage, "page-2");
  await openPage("one", 1, page);
  await page.host.next("prompts.save-draft").answer(savedAs(2));
  void page.drafts.undo(somePrompt);
  expect(page.shown()).toBe("one");
});

test("each change becomes a state of its own in the journal, however quickly one follows the other", async () => {
  const page = await openPage();
  page.type("typed");
  page.drafts.edit(somePrompt, (content) => ({ ...content, model: { temperature: 1 } }));
  const first = page.host.next("prompts.save-draft");
  expect(textOf(first.input.content)).toBe("typed");
  expect(first.input.content.model).toEqual({});
  await first.answer(savedAs(2));
  await page.pass(400);
  expect(page.host.next("prompts.save-draft").input.content.model).toEqual({ temperature: 1 });
});

test("after more steps than a page keeps, undo still goes back to the first state, through the journal", async () => {
  const page = await openPage("0");
  for (let count = 1; count <= 250; count += 1) {
    page.drafts.edit(somePrompt, () => contentSaying(String(count)));
    if (page.host.pending.length > 0) await page.host.next("prompts.save-draft").answer(savedAs(count));
  }
  for (let count = 0; count < 200; count += 1) {
    void page.drafts.undo(somePrompt);
    while (page.host.pending.length > 0)
      await page.host.next("prompts.save-draft").answer(savedAs(300 + count));
  }
  expect(page.shown()).toBe("50");
  expect(canUndo(page.draft().undo)).toBe(true);
  await page.pass(400);
  while (page.host.pending.length > 0) await page.host.next("prompts.save-draft").answer(savedAs(900));
  page.host.journal.past.push(1, 2);
  void page.drafts.undo(somePrompt);
  await settle();
  await answerEntry(page, 2, "49");
  expect(page.shown()).toBe("49");
});

test("what an undone change left alone keeps its very objects, and so its editor", async () => {
  const page = await pageOn("three", { past: [1] });
  page.drafts.edit(somePrompt, (content) => ({
    ...content,
    messages: [...content.messages, { role: "ai", template: "same" }],
  }));
  await page.pass(400);
  await page.host.next("prompts.save-draft").answer(savedAs(10));
  const shown = page.draft().content;
  void page.drafts.undo(somePrompt);
  void page.drafts.undo(somePrompt);
  await page.pass(400);
  await settle();
  const call = page.host.next("prompts.journal-entry");
  await call.answer({ journalId: 1, content: structuredClone({ ...shown, tools: [] }), savedAt: "" });
  expect(page.draft().content.messages[0]).toBe(shown.messages[0]);
  expect(page.draft().content.variables).toBe(shown.variables);
});
