import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LatheError } from "#shared/contract/errors.ts";
import {
  conflictWith,
  createPage,
  createStorage,
  disconnected,
  openedWith,
  openPage,
  type Page,
  savedAs,
  settle,
  somePrompt,
  someVersion,
  textOf,
} from "./draft-scenes.ts";
import { isUnsaved } from "./open-draft.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("an edit shows at once and is saved within 400 ms of the last key", async () => {
  const page = await openPage();
  page.type("one t");
  await page.pass(200);
  page.type("one two");
  expect(page.shown()).toBe("one two");
  await page.pass(300);
  expect(page.host.pending).toHaveLength(0);
  await page.pass(100);
  const save = page.host.next("prompts.save-draft");
  expect(save.input).toMatchObject({ baseRevision: 1, session: "page-1" });
  expect(textOf(save.input.content)).toBe("one two");
  await save.answer(savedAs(2));
  expect(page.draft().save).toEqual({ kind: "saved" });
  expect(page.draft().revision).toBe(2);
});

test("somebody who never stops typing is saved every two seconds all the same", async () => {
  const page = await openPage();
  for (let key = 0; key < 20; key += 1) {
    page.type(`one ${"x".repeat(key)}`);
    await page.pass(100);
  }
  expect(textOf(page.host.next("prompts.save-draft").input.content)).toMatch(/^one x+$/);
});

test("keys pressed during a save are carried by the next save, on top of the new revision", async () => {
  const page = await openPage();
  page.type("one two");
  await page.pass(400);
  const first = page.host.next("prompts.save-draft");
  page.type("one two three");
  await page.pass(5_000);
  expect(page.host.pending).toHaveLength(0);
  await first.answer(savedAs(2));
  expect(page.shown()).toBe("one two three");
  expect(isUnsaved(page.draft())).toBe(true);
  const second = page.host.next("prompts.save-draft");
  expect(second.input.baseRevision).toBe(2);
  expect(textOf(second.input.content)).toBe("one two three");
  await second.answer(savedAs(3));
  expect(page.draft().save).toEqual({ kind: "saved" });
});

test("a failed save keeps the text, says so, and is tried again with the newest text, more slowly each time", async () => {
  const page = await openPage();
  page.type("one two");
  await page.pass(400);
  await page.host.next("prompts.save-draft").fail(disconnected());
  expect(page.draft().save).toMatchObject({ kind: "failed", retrying: true });
  page.type("one two three");
  await page.pass(1_000);
  await page.host.next("prompts.save-draft").fail(disconnected());
  await page.pass(1_500);
  expect(page.host.pending).toHaveLength(0);
  await page.pass(500);
  const third = page.host.next("prompts.save-draft");
  expect(textOf(third.input.content)).toBe("one two three");
  await third.answer(savedAs(2));
  expect(page.draft().save).toEqual({ kind: "saved" });
  expect(page.storage.length).toBe(0);
});

test("a text that the store refuses for good is not sent again until it is changed", async () => {
  const page = await openPage();
  page.type("bad \u0000");
  await page.pass(400);
  await page.host
    .next("prompts.save-draft")
    .fail(new LatheError({ code: "host.invalid-input", message: "contains a NUL character" }));
  await page.pass(60_000);
  expect(page.host.pending).toHaveLength(0);
  expect(page.draft().save).toMatchObject({ kind: "failed", retrying: false });
  page.type("good");
  await page.pass(400);
  await page.host.next("prompts.save-draft").answer(savedAs(2));
  expect(page.draft().save).toEqual({ kind: "saved" });
});

test("the page's own save whose answer was lost is not taken for another page's", async () => {
  const page = await openPage();
  page.type("one two");
  await page.pass(400);
  await page.host.next("prompts.save-draft").fail(disconnected());
  page.type("one two three");
  await page.pass(1_000);
  await page.host.next("prompts.save-draft").fail(conflictWith(2));
  await page.host.next("prompts.open").answer(openedWith("one two", 2));
  expect(page.draft().conflict).toBeNull();
  const again = page.host.next("prompts.save-draft");
  expect(again.input.baseRevision).toBe(2);
  expect(textOf(again.input.content)).toBe("one two three");
});

async function pageInConflict(): Promise<Page> {
  const page = await openPage();
  page.type("mine");
  await page.pass(400);
  await page.host.next("prompts.save-draft").fail(conflictWith(2));
  await page.host.next("prompts.open").answer(openedWith("theirs", 2));
  return page;
}

test("when another page saved first, both texts are there until the user chooses", async () => {
  const page = await pageInConflict();
  expect(page.shown()).toBe("mine");
  expect(textOf(page.draft().conflict?.content)).toBe("theirs");
  expect(page.drafts.hasUnsaved()).toBe(true);
  expect(page.storage.length).toBe(1);
});

test("keeping mine saves it on the newer revision", async () => {
  const page = await pageInConflict();
  void page.drafts.resolveConflict(somePrompt, "mine");
  await settle();
  const save = page.host.next("prompts.save-draft");
  expect(save.input.baseRevision).toBe(2);
  expect(textOf(save.input.content)).toBe("mine");
  await save.answer(savedAs(3));
  expect(page.draft()).toMatchObject({ conflict: null, revision: 3, save: { kind: "saved" } });
});

test("taking theirs shows it, and undo brings my text back", async () => {
  const page = await pageInConflict();
  await page.drafts.resolveConflict(somePrompt, "theirs");
  expect(page.shown()).toBe("theirs");
  expect(page.drafts.hasUnsaved()).toBe(false);
  void page.drafts.undo(somePrompt);
  expect(page.shown()).toBe("mine");
  await page.pass(400);
  expect(page.host.next("prompts.save-draft").input.baseRevision).toBe(2);
});

test("typing on in a conflict still brings each text to the journal", async () => {
  const page = await pageInConflict();
  page.type("mine and more");
  await page.pass(400);
  const save = page.host.next("prompts.save-draft");
  expect(textOf(save.input.content)).toBe("mine and more");
  await save.fail(conflictWith(3));
  await page.host.next("prompts.open").answer(openedWith("theirs, later", 3));
  expect(textOf(page.draft().conflict?.content)).toBe("theirs, later");
  expect(page.shown()).toBe("mine and more");
});

test("flushing waits for the save under way and then for the newest text", async () => {
  const page = await openPage();
  page.type("one two");
  await page.pass(400);
  page.type("one two three");
  const flushed = page.drafts.flush(somePrompt);
  await page.host.next("prompts.save-draft").answer(savedAs(2));
  const second = page.host.next("prompts.save-draft");
  expect(textOf(second.input.content)).toBe("one two three");
  await second.answer(savedAs(3));
  expect(await flushed).toBe(true);
});

test("text typed just before the page is closed is found again and saved", async () => {
  const storage = createStorage();
  const page = await openPage("one", 1, createPage(storage));
  page.type("one tw");
  const reloaded = await openPage("one", 1, createPage(storage, "page-2"));
  expect(reloaded.shown()).toBe("one tw");
  expect(reloaded.draft().restored).toBe(true);
  const save = reloaded.host.next("prompts.save-draft");
  expect(save.input.baseRevision).toBe(1);
  await save.answer(savedAs(2));
  expect(storage.length).toBe(0);
});

test("text typed while a save was on its way is found again on top of what that save stored", async () => {
  const storage = createStorage();
  const page = await openPage("one", 1, createPage(storage));
  page.type("one two");
  await page.pass(400);
  page.type("one two three");
  const reloaded = await openPage("one two", 2, createPage(storage, "page-2"));
  expect(reloaded.shown()).toBe("one two three");
  expect(reloaded.draft().conflict).toBeNull();
  expect(reloaded.host.next("prompts.save-draft").input.baseRevision).toBe(2);
});

test("text found again after another page saved meets a conflict instead of overwriting", async () => {
  const storage = createStorage();
  const page = await openPage("one", 1, createPage(storage));
  page.type("mine");
  const reloaded = await openPage("theirs", 5, createPage(storage, "page-2"));
  expect(reloaded.shown()).toBe("mine");
  expect(textOf(reloaded.draft().conflict?.content)).toBe("theirs");
  expect(reloaded.host.next("prompts.save-draft").input.baseRevision).toBe(1);
});

test("a kept text that the store has already is forgotten without a word", async () => {
  const storage = createStorage();
  const page = await openPage("one", 1, createPage(storage));
  page.type("one two");
  const reloaded = await openPage("one two", 2, createPage(storage, "page-2"));
  expect(reloaded.draft()).toMatchObject({ restored: false, save: { kind: "saved" } });
  expect(storage.length).toBe(0);
});

test("damaged text in the browser's storage does not keep a prompt from opening", async () => {
  const storage = createStorage();
  storage.setItem(`lathe.unsaved.${somePrompt}`, '{"content": {"messages": 3}');
  const page = await openPage("one", 1, createPage(storage));
  expect(page.shown()).toBe("one");
});

test("a storage that is full does not stop the typing", async () => {
  const storage = createStorage();
  storage.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const page = await openPage("one", 1, createPage(storage));
  page.type("one two");
  await page.pass(400);
  expect(textOf(page.host.next("prompts.save-draft").input.content)).toBe("one two");
});

test("another page's save is shown where nothing is unsaved", async () => {
  const page = await openPage();
  void page.drafts.meetSave(somePrompt, 4);
  await settle();
  await page.host.next("prompts.open").answer(openedWith("theirs", 4));
  expect(page.shown()).toBe("theirs");
  expect(page.draft().revision).toBe(4);
});

test("another page's save does not replace keys pressed while it was being read", async () => {
  const page = await openPage();
  void page.drafts.meetSave(somePrompt, 4);
  await settle();
  const read = page.host.next("prompts.open");
  page.type("mine");
  await read.answer(openedWith("theirs", 4));
  expect(page.shown()).toBe("mine");
});

test("the event of the page's own save reads nothing again", async () => {
  const page = await openPage();
  page.type("one two");
  await page.pass(400);
  const save = page.host.next("prompts.save-draft");
  void page.drafts.meetSave(somePrompt, 2);
  await save.answer(savedAs(2));
  expect(page.host.pending).toHaveLength(0);
});

test("an older answer to a refresh never replaces a newer one", async () => {
  const page = await openPage();
  void page.drafts.refresh(somePrompt);
  void page.drafts.refresh(somePrompt);
  await settle();
  const older = page.host.next("prompts.open");
  await page.host.next("prompts.open").answer(openedWith("newest", 3));
  await older.answer(openedWith("old", 2));
  expect(page.shown()).toBe("newest");
});

test("a version is made of the words on the screen, not of those saved before", async () => {
  const page = await openPage();
  page.type("one two");
  const saved = page.drafts.saveVersion(somePrompt, { message: "m", bump: "patch" });
  await settle();
  expect(page.host.pending.map((call) => call.operation)).toEqual(["prompts.save-draft"]);
  await page.host.next("prompts.save-draft").answer(savedAs(2));
  const call = page.host.next("prompts.save-version");
  expect(call.input).toEqual({ promptId: somePrompt, revision: 2, message: "m", bump: "patch" });
  await call.answer({ version: someVersion("1.0.0", 1, "one two"), unchanged: false });
  expect((await saved).version.version).toBe("1.0.0");
  expect(page.draft().prompt).toMatchObject({ latestVersion: "1.0.0", draftChanged: false });
});

test("no version is made while the text could not be saved, and the reason is told", async () => {
  const page = await openPage();
  page.type("one two");
  const saved = page.drafts.saveVersion(somePrompt, { message: "m", bump: "patch" });
  const refused = expect(saved).rejects.toMatchObject({ code: "host.disconnected" });
  await settle();
  await page.host.next("prompts.save-draft").fail(disconnected());
  await refused;
  expect(page.host.pending).toHaveLength(0);
});

test("undo goes back over a deleted message and redo takes it away again; keys in a row are one step", async () => {
  const page = await openPage();
  page.type("one t");
  page.type("one two");
  page.drafts.edit(somePrompt, (content) => ({ ...content, messages: [] }));
  void page.drafts.undo(somePrompt);
  expect(page.shown()).toBe("one two");
  void page.drafts.undo(somePrompt);
  expect(page.shown()).toBe("one");
  void page.drafts.redo(somePrompt);
  void page.drafts.redo(somePrompt);
  expect(page.draft().content.messages).toEqual([]);
  await page.pass(400);
  const state = page.host.next("prompts.save-draft");
  expect(textOf(state.input.content)).toBe("one two");
  await state.answer(savedAs(2));
  await page.pass(400);
  expect(page.host.next("prompts.save-draft").input.content.messages).toEqual([]);
});

test("closing a tab saves first, and a text that cannot be saved stays open behind it", async () => {
  const page = await openPage();
  page.type("one two");
  const closed = page.drafts.close(somePrompt);
  await page.host.next("prompts.save-draft").fail(disconnected());
  expect(await closed).toBe(false);
  await page.pass(1_000);
  await page.host.next("prompts.save-draft").answer(savedAs(2));
  expect(await page.drafts.close(somePrompt)).toBe(true);
  expect(page.drafts.draftOf(somePrompt)).toBeNull();
});

test("a tab that is opened again while its text is being saved keeps its text", async () => {
  const page = await openPage();
  page.type("one two");
  let isOpenAgain = false;
  const closed = page.drafts.close(somePrompt, () => isOpenAgain);
  isOpenAgain = true;
  await page.host.next("prompts.save-draft").answer(savedAs(2));
  expect(await closed).toBe(false);
  expect(page.shown()).toBe("one two");
});

test("a prompt that could not be opened can be opened again", async () => {
  const page = createPage();
  void page.drafts.open(somePrompt);
  await page.host.next("prompts.open").fail(disconnected());
  expect(page.drafts.useDrafts.getState().drafts[somePrompt]).toMatchObject({ kind: "failed" });
  await openPage("one", 1, page);
  expect(page.shown()).toBe("one");
});
