import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LatheError } from "#shared/contract/errors.ts";
import {
  conflictWith,
  contentSaying,
  createPage,
  createStorage,
  disconnected,
  noRoom,
  openedWith,
  openPage,
  savedAs,
  settle,
  somePrompt,
  textOf,
} from "./draft-scenes.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("R-10 a full disk is told within a second of the last key, and the text is saved by itself when there is room", async () => {
  const page = await openPage();
  page.type("one two");
  await page.pass(400);
  await page.host.next("prompts.save-draft").fail(noRoom());
  expect(page.draft().save).toMatchObject({
    kind: "failed",
    error: { code: "store.disk-full" },
    retrying: true,
  });
  expect(page.storage.length).toBe(1);
  page.type("one two three");
  for (let tries = 0; tries < 6; tries += 1) {
    await page.pass(10_000);
    await page.host.next("prompts.save-draft").fail(noRoom());
  }
  expect(page.shown()).toBe("one two three");
  await page.pass(10_000);
  const save = page.host.next("prompts.save-draft");
  expect(textOf(save.input.content)).toBe("one two three");
  await save.answer(savedAs(2));
  expect(page.draft().save).toEqual({ kind: "saved" });
  expect(page.storage.length).toBe(0);
});

test("R-13 a read-only workspace is not asked every second, however much is typed", async () => {
  const page = await openPage();
  page.type("one two");
  await page.pass(400);
  await page.host
    .next("prompts.save-draft")
    .fail(new LatheError({ code: "store.read-only-folder", message: "Read-only.", retryable: true }));
  for (let key = 0; key < 9; key += 1) {
    page.type(`one two ${key}`);
    await page.pass(1_000);
  }
  expect(page.host.pending).toHaveLength(0);
  await page.pass(1_000);
  expect(textOf(page.host.next("prompts.save-draft").input.content)).toBe("one two 8");
});

test("a save that failed does not wait for its turn once the host is heard again", async () => {
  const page = await openPage();
  page.type("one two");
  await page.pass(400);
  await page.host.next("prompts.save-draft").fail(disconnected());
  page.drafts.retryFailed();
  await page.host.next("prompts.save-draft").answer(savedAs(2));
  expect(page.draft().save).toEqual({ kind: "saved" });
});

test("a text that is only tried again does not push out the one whose answer was lost", async () => {
  const page = await openPage();
  page.type("one two");
  await page.pass(400);
  await page.host.next("prompts.save-draft").fail(disconnected());
  page.type("one two three");
  for (let tries = 0; tries < 5; tries += 1) {
    await page.pass(10_000);
    await page.host.next("prompts.save-draft").fail(disconnected());
  }
  await page.pass(10_000);
  await page.host.next("prompts.save-draft").fail(conflictWith(2));
  await page.host.next("prompts.open").answer(openedWith("one two", 2));
  expect(page.draft().conflict).toBeNull();
});

test("while a backup takes the workspace's place nothing is sent, and what is typed is found again beside it", async () => {
  const storage = createStorage();
  const page = await openPage("one", 4, createPage(storage));
  page.type("one two");
  const held = page.drafts.hold();
  await page.host.next("prompts.save-draft").answer(savedAs(5));
  await held;
  page.type("one two three");
  await page.pass(60_000);
  expect(page.host.pending).toHaveLength(0);
  expect(page.drafts.hasUnsaved()).toBe(false);
  expect(await page.drafts.flushAll()).toBe(false);

  // The restored workspace counts the very same revision, for another text.
  const reloaded = await openPage("restored", 5, createPage(storage, "page-2"));
  expect(reloaded.shown()).toBe("one two three");
  expect(textOf(reloaded.draft().conflict?.content)).toBe("restored");
  const save = reloaded.host.next("prompts.save-draft");
  expect(save.input.baseRevision).not.toBe(5);
  await save.fail(conflictWith(5));
  await reloaded.host.next("prompts.open").answer(openedWith("restored", 5));
  expect(reloaded.draft().save).toEqual({ kind: "conflict" });
});

test("a text that met a restored draft is not taken for its continuation when the page is loaded once more", async () => {
  const storage = createStorage();
  const page = await openPage("one", 5, createPage(storage));
  page.type("mine");
  const second = await openPage("restored", 5, createPage(storage, "page-2"));
  await second.host.next("prompts.save-draft").fail(conflictWith(5));
  await second.host.next("prompts.open").answer(openedWith("restored", 5));
  const third = await openPage("restored", 5, createPage(storage, "page-3"));
  expect(third.shown()).toBe("mine");
  expect(textOf(third.draft().conflict?.content)).toBe("restored");
});

test("a text whose ground is the same in the restored workspace goes on from there, whatever its revision", async () => {
  const storage = createStorage();
  const page = await openPage("one", 9, createPage(storage));
  page.type("one two");
  const reloaded = await openPage("one", 3, createPage(storage, "page-2"));
  expect(reloaded.draft().conflict).toBeNull();
  const save = reloaded.host.next("prompts.save-draft");
  expect(save.input.baseRevision).toBe(3);
  expect(textOf(save.input.content)).toBe("one two");
});

test("a restore that failed lets the saving go on", async () => {
  const page = await openPage();
  await page.drafts.hold();
  page.type("one two");
  await page.pass(1_000);
  expect(page.host.pending).toHaveLength(0);
  page.drafts.release();
  await page.pass(400);
  await page.host.next("prompts.save-draft").answer(savedAs(2));
  expect(page.draft().save).toEqual({ kind: "saved" });
});

test("letting the saving go on leaves a saved text saved", async () => {
  const page = await openPage();
  page.type("one two");
  await page.pass(400);
  await page.host.next("prompts.save-draft").answer(savedAs(2));
  page.drafts.holdNow();
  page.drafts.release();
  await settle();
  expect(page.draft().save).toEqual({ kind: "saved" });
});

test("text kept by an earlier Lathe, without the hash of its ground, is judged by its revision", async () => {
  const storage = createStorage();
  storage.setItem(
    `lathe.unsaved.${somePrompt}`,
    JSON.stringify({ content: contentSaying("mine"), baseRevision: 2, sent: [], session: "old" }),
  );
  const page = await openPage("one", 2, createPage(storage));
  expect(page.shown()).toBe("mine");
  expect(page.draft().conflict).toBeNull();
});

test("a page whose browser cannot keep the text says that it is unsaved, also while sending is held", async () => {
  const storage = createStorage();
  storage.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const page = await openPage("one", 1, createPage(storage));
  page.drafts.holdNow();
  page.type("one two");
  expect(page.drafts.hasUnsaved()).toBe(true);
});

test("R-29 a text that is too long to be stored stays on the page and in the browser, with the number in the words", async () => {
  const page = await openPage();
  const long = "x".repeat(200_000);
  page.type(long);
  await page.pass(400);
  const message = "messages.0.template: The text has 5000001 characters; the limit is 5000000.";
  await page.host.next("prompts.save-draft").fail(new LatheError({ code: "host.bad-input", message }));
  await page.pass(60_000);
  expect(page.host.pending).toHaveLength(0);
  expect(page.shown()).toBe(long);
  expect(page.draft().save).toMatchObject({ kind: "failed", retrying: false, error: { message } });
  expect(page.storage.getItem(`lathe.unsaved.${somePrompt}`)).toContain(long);
  page.type("short again");
  await page.pass(400);
  await page.host.next("prompts.save-draft").answer(savedAs(2));
  expect(page.draft().save).toEqual({ kind: "saved" });
  expect(page.storage.length).toBe(0);
});

test("R-29 a long text is kept by the browser when the page goes, also between two keys", async () => {
  const page = await openPage();
  const long = "x".repeat(200_000);
  page.type(long);
  void page.drafts.flushAll();
  expect(page.storage.getItem(`lathe.unsaved.${somePrompt}`)).toContain(long);
  page.type(`${long} more`);
  page.drafts.holdNow();
  expect(page.storage.getItem(`lathe.unsaved.${somePrompt}`)).toContain(" more");
});
