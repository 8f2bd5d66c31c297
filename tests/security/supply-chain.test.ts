import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readModule } from "../support/module-text.ts";

const root = join(import.meta.dirname, "..", "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const sources = ["shared", "electron", "renderer", "scripts", "bench"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !/\.test\.tsx?$/.test(path)),
);
const shipped = sources.filter((path) => /^(shared|electron|renderer)\//.test(path));
const importing = (paths: string[], wanted: RegExp) =>
  paths.filter((path) => readModule(path, read(path)).imports.some((name) => wanted.test(name)));

const dependencies = z.record(z.string(), z.string()).default({});
const packageJson = z
  .object({
    dependencies,
    devDependencies: dependencies,
    optionalDependencies: dependencies,
    scripts: dependencies,
  })
  .parse(JSON.parse(read("package.json")));
const lock = z
  .object({
    lockfileVersion: z.literal(3),
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        resolved: z.string().optional(),
        integrity: z.string().optional(),
        link: z.boolean().optional(),
        hasInstallScript: z.boolean().optional(),
      }),
    ),
  })
  .parse(JSON.parse(read("package-lock.json")));
const locked = Object.entries(lock.packages).filter(([place]) => place !== "");

describe("what is installed", () => {
  it("A-67 is named by exact versions: tomorrow's release of a stranger is not in today's build", () => {
    const wanted = [
      ...Object.entries(packageJson.dependencies),
      ...Object.entries(packageJson.devDependencies),
      ...Object.entries(packageJson.optionalDependencies),
    ];
    expect(wanted.length).toBeGreaterThan(30);
    expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
    for (const [name, version] of wanted)
      expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
  });

  it("A-67 comes from the registry with a hash, and never from a repository, an address or a folder", () => {
    expect(locked.length).toBeGreaterThan(300);
    const wrong = locked.filter(
      ([, { version, integrity, resolved, link }]) =>
        !/^\d+\.\d+\.\d+/.test(version ?? "") ||
        !/^sha512-[\w+/]{86}==$/.test(integrity ?? "") ||
        resolved !== undefined ||
        link === true,
    );
    expect(wrong.map(([place]) => place)).toEqual([]);
  });

  it("A-68 runs no script of any package, and no script of Lathe's own, while it is being installed", () => {
    expect(read(".npmrc")).toMatch(/^ignore-scripts=true$/m);
    expect(packageJson.scripts).not.toHaveProperty("postinstall");
    for (const name of ["preinstall", "install", "postinstall", "prepare", "prepublish"])
      expect(packageJson.scripts, name).not.toHaveProperty(name);
    // Whoever installs without the setting above meets these, and a new one is to be looked at.
    const withScripts = locked.filter(([, entry]) => entry.hasInstallScript === true).map(([place]) => place);
    expect(withScripts).toEqual(["node_modules/electron-winstaller"]);
  });
});

describe("what is shipped", () => {
  it("was looked at: a check over no files is always green", () => {
    expect(shipped.length).toBeGreaterThan(200);
    expect(sources.length).toBeGreaterThan(shipped.length);
  });

  it("A-69 neither updates itself nor reports home", () => {
    const home =
      /autoUpdater|electron-updater|update-electron-app|checkForUpdates|crashReporter|@sentry|posthog|telemetryClient/i;
    expect(shipped.filter((path) => home.test(read(path)))).toEqual([]);
    expect(read("electron-builder.yml")).toMatch(/^publish: null$/m);
    const names = Object.keys({ ...packageJson.dependencies, ...packageJson.devDependencies });
    expect(names.filter((name) => /updater|sentry|posthog|analytics|telemetry/i.test(name))).toEqual([]);
  });

  it("A-70 starts other programs in the places listed here only, and never through a shell", () => {
    expect(importing(shipped, /^(node:)?(child_process|cluster)$/)).toEqual([
      // Opens the browser.
      "electron/cli/web.ts",
    ]);
    // npm on Windows is a script of the shell's, so the set-up of the sources needs one there for its fixed words.
    const withShell = /shell:\s*(?!false|isWindows)\S|\bexecS?y?n?c?\(\s*["'`]|\bfork\(/;
    expect(sources.filter((path) => /child_process/.test(read(path)) && withShell.test(read(path)))).toEqual(
      [],
    );
    expect(importing(shipped, /child_process/).filter((path) => /\bshell:/.test(read(path)))).toEqual([]);
    const [program = ""] = importing(shipped, /child_process/).map(read);
    expect(program).toContain('import { spawn } from "node:child_process"');
  });

  it("A-70 makes no code out of text", () => {
    const fromText = /\beval\(|new Function\(|node:vm|\bsetTimeout\(\s*["'`]/;
    expect(shipped.filter((path) => fromText.test(read(path)))).toEqual([]);
    expect(importing(shipped, /worker_threads/)).toEqual([
      // The check of a whole file blocks, so it has a thread of its own; its code is a text of Lathe's.
      "electron/core/store/verify-file.ts",
      // Expressions, schemas and scripts of checks run apart; a script's text is run by QuickJS, which has nothing of Node.
      "electron/core/checks/isolated/create-isolated.ts",
      "electron/core/checks/isolated/worker.ts",
    ]);
  });

  it("A-71 makes temporary folders with a name that nobody can guess or prepare, and for their owner alone", () => {
    const users = shipped.filter((path) => /\btmpdir\(\)/.test(read(path)));
    for (const path of users) expect(read(path), path).toMatch(/mkdtemp(Sync)?\(join\(tmpdir\(\)/);
    expect(shipped.filter((path) => /["'`]\/tmp\//.test(read(path)))).toEqual([]);
  });
});
