import { describe, expect, it } from "vitest";
import fc from "../../tests/support/property.ts";
import { folderOf, nameOfFile, normalisePath, resolveReference } from "./folder.ts";
import { matchesGlob } from "./glob.ts";
import { nextFreeName } from "./plan-names.ts";

describe("a path", () => {
  it.each([
    "/etc/passwd",
    "\\etc\\passwd",
    "C:\\Windows",
    "c:x",
    "\\\\server\\share",
    "//server/share",
    "~/x",
    "../x",
    "a/../../x",
    "a\\..\\..\\x",
    "http://x/y",
    "a\u0000b",
    "..",
    ".",
    "",
  ])("A-31 that leads out of the folder, or nowhere, is none: %j", (path) => {
    expect(normalisePath(path)).toBeNull();
  });

  it("A-31 never has a part that goes up, whatever it is made of", () => {
    const part = fc.constantFrom("..", ".", "", "a", "/", "\\", "..\\", "C:", "~", "\u0000", "file://");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.array(part, { maxLength: 4 }), (from, reference) => {
        const path = resolveReference(`a/${from.join("/")}`, reference.join("/"));
        if (path === null) return;
        expect(path.split("/")).not.toContain("..");
        expect([path.startsWith("/"), path.includes("\\"), path.includes("\u0000")]).toEqual([
          false,
          false,
          false,
        ]);
      }),
    );
  });
});

describe("a folder of files", () => {
  const files = ["a.txt", "prompts/b.txt", "prompts/deep/c.md", ".env"].map((path) => ({ path, text: path }));
  const folder = folderOf(files);
  const paths = (found: ReturnType<typeof folder.match>) =>
    found === "outside" ? found : found.map(({ path }) => path);

  it("finds what a file in it refers to, and only within itself", () => {
    expect(folder.find("prompts/b.txt", "file://../a.txt")).toBe(files[0]);
    expect(folder.find("prompts/b.txt", "./deep\\c.md")).toBe(files[2]);
    expect(folder.find("a.txt", "gone.txt")).toBeNull();
    expect(folder.find("prompts/b.txt", "../../a.txt")).toBe("outside");
    expect(folder.find("a.txt", "file:///etc/passwd")).toBe("outside");
  });

  it("matches patterns as a shell does, and shows no hidden file", () => {
    expect(paths(folder.match("a.txt", "*"))).toEqual(["a.txt"]);
    expect(paths(folder.match("a.txt", "file://prompts/**/*.{md,txt}"))).toEqual([
      "prompts/b.txt",
      "prompts/deep/c.md",
    ]);
    expect(paths(folder.match("prompts/b.txt", "../[a-b].tx?"))).toEqual(["a.txt"]);
    expect(paths(folder.match("a.txt", "../*"))).toBe("outside");
  });

  it("A-32 answers to a pattern of a thousand stars at once", () => {
    expect(matchesGlob("a".repeat(5_000), `${"*a".repeat(1_000)}b`)).toBe(false);
    expect(matchesGlob(`${"a/".repeat(500)}x`, `${"**/".repeat(500)}y`)).toBe(false);
    expect(matchesGlob("a", "{a,b}".repeat(50))).toBe(false);
  });
});

it("the next free name is looked for from where the last one was found", () => {
  const asked: string[] = [];
  const isTaken = (name: string) => asked.push(name) < 3;
  expect(nextFreeName("Reply", isTaken)).toEqual({ name: "Reply (3)", count: 3 });
  expect(nextFreeName("Reply", isTaken, 3)).toEqual({ name: "Reply (4)", count: 4 });
  expect(asked).toEqual(["Reply", "Reply (2)", "Reply (3)", "Reply (4)"]);
});

it("a file that Lathe exported is named without its format", () => {
  const names = ["Reply.langchain.json", "a/Reply.v2.json", "Reply.openai.json", "Reply"].map(nameOfFile);
  expect(names).toEqual(["Reply", "Reply.v2", "Reply", "Reply"]);
});
