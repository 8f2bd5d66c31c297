import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, sep } from "node:path";
import { describe, expect, it } from "vitest";
import { findViolations, isRuled } from "./support/layers.ts";
import { readModule } from "./support/module-text.ts";

const root = dirname(import.meta.dirname);

function readTree(): Map<string, string> {
  const paths = ["shared", "electron", "renderer"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) =>
      [folder, ...path.split(sep)].join("/"),
    ),
  );
  return new Map(paths.filter(isRuled).map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

describe("the layers", () => {
  const tree = readTree();

  it("are visited at all: a check over no files is always green", () => {
    for (const layer of [
      "shared",
      "electron/core",
      "electron/desktop",
      "electron/loopback",
      "electron/cli",
      "renderer/features",
      "renderer/app",
      "renderer/ui",
    ]) {
      expect([...tree.keys()].filter((path) => path.startsWith(`${layer}/`)).length, layer).toBeGreaterThan(
        2,
      );
    }
    expect([...tree].flatMap(([path, text]) => readModule(path, text).imports).length).toBeGreaterThan(500);
  });

  it("are kept by every file", () => {
    expect(findViolations(tree)).toEqual([]);
  });
});

const planted: [what: string, path: string, code: string][] = [
  [
    "the core reaching for Electron",
    "electron/core/planted.ts",
    'import { app } from "electron";\nexport const x = app;\n',
  ],
  [
    "shared code using Node",
    "shared/model/planted.ts",
    'import { join } from "node:path";\nexport const x = join;\n',
  ],
  [
    "the page importing the core",
    "renderer/app/planted.ts",
    'import { createRouter } from "#core/router.ts";\nexport const x = createRouter;\n',
  ],
  [
    "Monaco outside renderer/ui",
    "renderer/app/planted.ts",
    'import * as monaco from "monaco-editor";\nexport const x = monaco;\n',
  ],
  [
    "LangChain outside its homes",
    "electron/core/runs/planted.ts",
    'import { ChatOpenAI } from "@langchain/openai";\nexport const x = ChatOpenAI;\n',
  ],
  [
    "a host importing another host",
    "electron/loopback/planted.ts",
    'import { serveIpc } from "../desktop/ipc.ts";\nexport const x = serveIpc;\n',
  ],
  [
    "the core importing a host",
    "electron/core/planted.ts",
    'import { startLoopback } from "../loopback/server.ts";\nexport const x = startLoopback;\n',
  ],
];

const finePrint: [what: string, path: string, code: string][] = [
  [
    "a domain using one to its right",
    "electron/core/prompts/planted.ts",
    'import { runHandlers } from "../runs/index.ts";\nexport const x = runHandlers;\n',
  ],
  [
    "a domain reaching past an index",
    "electron/core/runs/planted.ts",
    'import { saveDraft } from "../prompts/drafts.ts";\nexport const x = saveDraft;\n',
  ],
  [
    "a feature importing another feature",
    "renderer/features/runs/planted.ts",
    'export { x } from "../prompts/draft-store.ts";\n',
  ],
  [
    "a lazy import, which is one all the same",
    "shared/planted.ts",
    'export const x = () => import("node:fs");\n',
  ],
  [
    "a type taken by import(), which is one too",
    "shared/planted.ts",
    'export type X = import("#core/router.ts").Router;\n',
  ],
  [
    "an import after a string that looks like the start of a comment",
    "shared/planted.ts",
    'export const glob = "src/**/*.ts";\nexport { join } from "node:path"; /* */\n',
  ],
  [
    "an import whose name is put together",
    "renderer/app/planted.ts",
    'export const x = (name: string) => import("#core/" + name);\n',
  ],
  ["SQL in a use case", "electron/core/prompts/planted.ts", 'export const x = "DELETE FROM prompts";\n'],
  [
    "SQL that reads no table",
    "electron/core/planted.ts",
    'export const x = "SELECT sqlite_version() AS version";\n',
  ],
  [
    "SQL that begins with its subquery",
    "electron/core/planted.ts",
    'export const x = "WITH newest AS (SELECT 1) SELECT * FROM newest";\n',
  ],
];

describe("a planted violation", () => {
  it.each([...planted, ...finePrint])("is found here: %s", (_what, path, code) => {
    expect(findViolations(new Map([[path, code]]))).toHaveLength(1);
  });

  // Biome finds most of them while one types; this keeps its configuration from going blind. It reports nothing for
  // text from stdin, so the files are real ones, in a folder of their own.
  it("is found by Biome, each of them", () => {
    const folder = mkdtempSync(join(tmpdir(), "lathe-planted-"));
    try {
      const config = JSON.parse(readFileSync(join(root, "biome.json"), "utf8"));
      writeFileSync(join(folder, "biome.json"), JSON.stringify({ ...config, vcs: { enabled: false } }));
      const files = planted.map(([_what, path, code], index) => {
        const file = path.replace("planted", `planted-${index}`);
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), code);
        return file;
      });
      const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
      const { stdout } = spawnSync(process.execPath, [biome, "lint", "--reporter=json", "."], {
        cwd: folder,
        encoding: "utf8",
      });
      const blamed = files.filter((file) => new RegExp(`noRestrictedImports[^]*?${file}`).test(stdout));
      expect(blamed).toEqual(files);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is not seen in a comment or in a string that only talks about it", () => {
    const code = '// import x from "electron";\n/* import "node:fs" */\nexport const x = "from electron";\n';
    expect(findViolations(new Map([["shared/fine.ts", code]]))).toEqual([]);
  });
});
