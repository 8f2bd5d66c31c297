import { expect, it } from "vitest";
import { bytesOf, mostBytes, readFiles } from "./read-files.ts";

const chosen = (path: string, content: BlobPart) => ({ path, file: new File([content], path) });
const read = (...files: ReturnType<typeof chosen>[]) =>
  readFiles(files, { tell: () => {}, signal: new AbortController().signal });

it("a picture, and a program without an ending, are named and not sent as text", async () => {
  const { files, leftOut } = await read(
    chosen("logo.PNG", "text inside"),
    chosen("program", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1])),
    chosen("a.md", "Hello {name}"),
  );
  expect(files).toEqual([{ path: "a.md", text: "Hello {name}" }]);
  expect(leftOut).toEqual([
    { path: "logo.PNG", why: "binary" },
    { path: "program", why: "binary" },
  ]);
});

it("what is over the room of one call is left out, and smaller files after it still find place", async () => {
  const { files, leftOut } = await read(
    chosen("huge.jsonl", "x".repeat(mostBytes + 1)),
    chosen("half.txt", "x".repeat(mostBytes / 2)),
    chosen("other-half.txt", "x".repeat(mostBytes / 2)),
    chosen("small.txt", "small"),
  );
  expect(files.map(({ path }) => path)).toEqual(["half.txt", "small.txt"]);
  expect(leftOut).toEqual([
    { path: "huge.jsonl", why: "too-large" },
    { path: "other-half.txt", why: "no-room" },
  ]);
});

it("a text that doubles on the wire is measured as it crosses it, not as it lies on the disk", async () => {
  const quotes = '"'.repeat(Math.ceil(mostBytes * 0.6));
  expect(bytesOf(quotes)).toBeGreaterThan(mostBytes);
  expect((await read(chosen("quotes.txt", quotes))).leftOut).toEqual([
    { path: "quotes.txt", why: "too-large" },
  ]);
});

it("text of other encodings is read as what it is, and a guess is told", async () => {
  const gb18030 = new Uint8Array([0xc4, 0xe3, 0xba, 0xc3]);
  const utf16 = new Uint8Array([0xff, 0xfe, 0x60, 0x4f, 0x7d, 0x59]);
  const marked = new Uint8Array([0xef, 0xbb, 0xbf, 0xe4, 0xbd, 0xa0, 0xe5, 0xa5, 0xbd]);
  const { files, guessed } = await read(
    chosen("gb.csv", gb18030),
    chosen("utf16.csv", utf16),
    chosen("utf8.csv", marked),
  );
  expect(files.map(({ text }) => text)).toEqual(["你好", "你好", "你好"]);
  expect(guessed).toEqual(["gb.csv"]);
});

it("a file that vanished between the choice and the reading does not take the others with it", async () => {
  const gone = chosen("gone.md", "x");
  gone.file.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotFoundError"));
  const { files, leftOut } = await read(gone, chosen("here.md", "here"));
  expect(files).toHaveLength(1);
  expect(leftOut).toEqual([{ path: "gone.md", why: "unreadable" }]);
});
