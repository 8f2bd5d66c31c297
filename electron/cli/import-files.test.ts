import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../tests/support/run-cli.ts";
import { ImportFiles } from "./import-files.ts";

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

function put(path: string, text: string | Uint8Array = "x"): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

async function taken(paths: string[], wanted: string[] = []) {
  const files = new ImportFiles(new AbortController().signal);
  await files.take(paths.map((path) => join(folder, path)));
  await files.takeWanted(wanted);
  return {
    paths: files.files.map(({ path }) => path),
    skipped: files.skipped.map(({ path, why }) => `${path} ${why}`),
  };
}

describe("the files of an import", () => {
  it("A-31 are those of the folder, also where a link in it leads out", async () => {
    put("outside/secret.txt");
    put("in/a.txt");
    put("in/sub/b.txt");
    put("in/.hidden/c.txt");
    put("in/node_modules/d.txt");
    symlinkSync(join(folder, "outside"), join(folder, "in/folder-link"));
    symlinkSync(join(folder, "outside/secret.txt"), join(folder, "in/file-link.txt"));
    symlinkSync(join(folder, "in/sub/b.txt"), join(folder, "in/own-link.txt"));
    symlinkSync(join(folder, "in"), join(folder, "in/sub/round"));
    const { paths, skipped } = await taken(["in"]);
    expect(paths.sort()).toEqual(["a.txt", "sub/b.txt"]);
    expect(skipped.sort()).toEqual([
      "file-link.txt is a link that leads out of the folder",
      "folder-link is a link that leads out of the folder",
      "sub/round is a link that leads out of the folder",
    ]);
  });

  it("A-31 that one file refers to are opened in its own folder only, by name, pattern and link", async () => {
    put("secret.txt");
    put("in/config.yaml");
    put("in/prompts/a.txt");
    put("in/prompts/b.txt");
    put("in/.env");
    symlinkSync(join(folder, "secret.txt"), join(folder, "in/link.txt"));
    const wanted = [
      "prompts/*.txt",
      "../secret.txt",
      "link.txt",
      ".env",
      "gone.txt",
      join(folder, "secret.txt"),
    ];
    expect((await taken(["in/config.yaml"], wanted)).paths).toEqual([
      "config.yaml",
      "prompts/a.txt",
      "prompts/b.txt",
    ]);
  });

  it("of two folders are told apart, and what lies between them is not opened", async () => {
    put("between.txt");
    put("one/a.txt");
    put("two/a.txt");
    const { paths } = await taken(["one", "two/a.txt"], ["between.txt", "two/b.txt"]);
    expect(paths).toEqual(["one/a.txt", "two/a.txt"]);
  });

  it("that are no text, no UTF-8 or too large are named with the reason", async () => {
    put("in/a.bin", new Uint8Array([1, 0, 2]));
    put("in/b.txt", new Uint8Array([0xc3, 0x28]));
    put("in/c.txt", "x".repeat(20_000_001));
    put("in/d.txt", "ok");
    const { paths, skipped } = await taken(["in"]);
    expect(paths).toEqual(["d.txt"]);
    expect(skipped).toEqual(["a.bin is no text", "b.txt is not UTF-8 text", "c.txt has more than 20 MB"]);
  });
});
