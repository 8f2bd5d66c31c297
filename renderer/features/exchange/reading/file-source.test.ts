import { expect, it } from "vitest";
import { dropOf, fileEntry, folderEntry } from "../import-scenes.ts";
import { type FileSource, filesOfDrop, filesOfInput, mostFiles } from "./file-source.ts";

const collect = async (source: FileSource, signal = new AbortController().signal) => {
  const { chosen, ...rest } = await source(() => {}, signal);
  return { paths: chosen.map(({ path }) => path), ...rest };
};

it("a dropped folder is read to its depths, its paths begin within it, and keys and packages stay outside", async () => {
  const dropped = dropOf(
    folderEntry("ours", [
      fileEntry("promptfooconfig.yaml"),
      fileEntry(".env"),
      folderEntry("node_modules", [fileEntry("readme.md")]),
      folderEntry(".git", [fileEntry("config")]),
      folderEntry("prompts", [fileEntry("b.txt"), fileEntry("a.txt"), fileEntry("c.txt")]),
    ]),
  );
  expect(await collect(filesOfDrop(dropped))).toEqual({
    paths: ["promptfooconfig.yaml", "prompts/a.txt", "prompts/b.txt", "prompts/c.txt"],
    leftOut: [
      { path: ".env", why: "hidden" },
      { path: ".git/", why: "hidden" },
      { path: "node_modules/", why: "hidden" },
    ],
    folder: "ours",
  });
});

it("two folders that are dropped together keep their names, so that equal files in them stay two", async () => {
  const dropped = dropOf(folderEntry("a", [fileEntry("x.md")]), folderEntry("b", [fileEntry("x.md")]));
  expect(await collect(filesOfDrop(dropped))).toEqual({
    paths: ["a/x.md", "b/x.md"],
    leftOut: [],
    folder: null,
  });
});

it("a disk that was dropped by mistake is given up at the most that an import takes, and says so", async () => {
  const many = Array.from({ length: mostFiles + 2 }, (_, index) => fileEntry(`${10_000 + index}.md`));
  const { paths, leftOut } = await collect(filesOfDrop(dropOf(folderEntry("disk", many))));
  expect(paths).toHaveLength(mostFiles);
  expect(leftOut.map(({ why }) => why)).toEqual(["too-many", "too-many"]);
});

it("a walk that is cancelled stops, and does not take the rest of the folder as unreadable", async () => {
  const leaving = new AbortController();
  const source = filesOfDrop(dropOf(folderEntry("ours", [fileEntry("a.md"), fileEntry("b.md")])));
  const walking = source(() => leaving.abort(), leaving.signal);
  await expect(walking).rejects.toThrow();
});

it("a folder of the browser's own dialog has the same paths as one that is dropped", async () => {
  const inFolder = (path: string) =>
    Object.assign(new File(["x"], path.split("/").at(-1) ?? ""), { webkitRelativePath: path });
  const files = ["ours/a.md", "ours/sub/b.md", "ours/node_modules/x/c.md", "ours/node_modules/y/d.md"];
  expect(await collect(filesOfInput(files.map(inFolder)))).toEqual({
    paths: ["a.md", "sub/b.md"],
    leftOut: [{ path: "node_modules/", why: "hidden" }],
    folder: "ours",
  });
});

it("a hidden file that is chosen by itself is read: somebody meant it", async () => {
  const single = Object.assign(new File(["x"], ".prompt.md"), { webkitRelativePath: "" });
  expect((await collect(filesOfInput([single]))).paths).toEqual([".prompt.md"]);
});
