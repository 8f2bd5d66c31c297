import { expect, it } from "vitest";
import { LatheError } from "#shared/contract/errors.ts";
import type { Input, Output } from "#shared/contract/operations.ts";
import { dropOf, fileEntry, folderEntry, foundPrompt, scriptedWorkbench } from "../import-scenes.ts";
import { filesOfDrop } from "../reading/file-source.ts";
import { createImport } from "./create-import.ts";

const given = { files: [{ path: "a.md", text: "Hello" }] };

it("an answer about files that were given up meanwhile is not shown over the new ones", async () => {
  let answerFirst = () => {};
  const work = createImport(
    scriptedWorkbench({
      preview: async ({ files }) => {
        if (files[0]?.path === "old.md") await new Promise<void>((resolve) => (answerFirst = resolve));
        return [foundPrompt(files[0]?.path ?? "")];
      },
    }),
  );
  const first = work.start({ files: [{ path: "old.md", text: "x" }] });
  await work.start({ files: [{ path: "new.md", text: "x" }] });
  answerFirst();
  await first;
  expect(work.useImport.getState().step).toMatchObject({ preview: { items: [{ name: "new.md" }] } });
});

it("an import that fails keeps every choice, so that it can be tried again", async () => {
  const full = new LatheError({ code: "host.disk-full", message: "The disk is full." });
  const asked: Input<"exchange.import">[] = [];
  const work = createImport(
    scriptedWorkbench({
      preview: async () => [foundPrompt("a"), foundPrompt("b")],
      import: async (input) => {
        asked.push(input);
        throw full;
      },
    }),
  );
  await work.start(given);
  work.choose("a.md#1", { action: "skip" });
  work.choose("b.md#1", { name: "Better" });
  await expect(work.carryOut()).rejects.toBe(full);
  const { step, choices } = work.useImport.getState();
  expect(step).toMatchObject({ kind: "preview", isImporting: false, failure: full });
  expect(choices.get("b.md#1")?.name).toBe("Better");
  await expect(work.carryOut()).rejects.toBe(full);
  expect(asked[1]).toEqual(asked[0]);
  expect(asked[0]?.choices).toEqual([
    { itemId: "a.md#1", action: "skip" },
    { itemId: "b.md#1", action: "add", name: "Better" },
  ]);
});

it("a second press while the import is under way does not import everything twice", async () => {
  let finish = (_answer: Output<"exchange.import">) => {};
  let calls = 0;
  const work = createImport(
    scriptedWorkbench({
      preview: async () => [foundPrompt("a")],
      import: () => {
        calls += 1;
        return new Promise((resolve) => (finish = resolve));
      },
    }),
  );
  await work.start(given);
  const first = work.carryOut();
  expect(await work.carryOut()).toBeNull();
  finish({ items: [] });
  await first;
  expect(calls).toBe(1);
  expect(work.useImport.getState().step.kind).toBe("done");
});

it("cancelling the reading of a folder leads back to the choice, and nothing is sent after it", async () => {
  let previews = 0;
  const work = createImport(
    scriptedWorkbench({
      preview: async () => {
        previews += 1;
        return [];
      },
    }),
  );
  const reading = work.readFrom(filesOfDrop(dropOf(folderEntry("ours", [fileEntry("a.md")]))));
  work.reset();
  await reading;
  expect(work.useImport.getState().step.kind).toBe("choose");
  expect(previews).toBe(0);
});

it("a folder without any text shows that nothing was found, and why, without asking the workbench", async () => {
  const work = createImport(scriptedWorkbench({ preview: () => Promise.reject(new Error("asked")) }));
  await work.readFrom(filesOfDrop(dropOf(folderEntry("pictures", [fileEntry("a.png"), fileEntry("b.jpg")]))));
  const { step, leftOut } = work.useImport.getState();
  expect(step).toMatchObject({ kind: "preview", preview: { items: [] } });
  expect(leftOut.map(({ why }) => why)).toEqual(["binary", "binary"]);
});

it("reading the files as another format forgets the choices that were made for other items", async () => {
  const formats: (string | undefined)[] = [];
  const work = createImport(
    scriptedWorkbench({
      preview: async ({ format }) => {
        formats.push(format);
        return [foundPrompt(format ?? "told", { itemId: "a.md#1" })];
      },
    }),
  );
  await work.start(given);
  work.choose("a.md#1", { action: "skip", name: "Mine" });
  await work.readAs("openai");
  expect(formats).toEqual([undefined, "openai"]);
  expect(work.useImport.getState().choices.get("a.md#1")).toMatchObject({ action: "add", name: "openai" });
});
