import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { webPreferences, windowOptions } from "../../electron/desktop/window.ts";
import mainBuild from "../../vite.main.config.ts";

const root = join(import.meta.dirname, "..", "..");

/** The reader and the schema of the packager itself, so that what is tested is what it takes. */
const packager = createRequire(createRequire(import.meta.url).resolve("electron-builder"));
interface ConfigTools {
  getConfig(folder: string, file: string | null, options: null): Promise<Packaging>;
  validateConfiguration(config: Packaging, log: { isEnabled: boolean; add(): void }): Promise<void>;
}
interface Packaging extends Record<string, unknown> {
  files: (string | { filter: string[] })[];
  directories: Record<string, string>;
}
const { getConfig, validateConfiguration } = packager(
  "app-builder-lib/out/util/config/config",
) as ConfigTools;
const read = () => getConfig(root, "electron-builder.yml", null);
const packageJson = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  dependencies: Record<string, string>;
  main: string;
  scripts: Record<string, string>;
};

test("A-10 the window has exactly these powers; a new one has to be argued for here", () => {
  const golden = {
    preload: "/app/preload.cjs",
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  };
  expect(webPreferences("/app/preload.cjs")).toEqual(golden);
  expect(windowOptions("/app/preload.cjs", { place: {}, backgroundColor: "#ffffff" }).webPreferences).toEqual(
    golden,
  );
});

describe("the package", () => {
  test("A-10 is no Node interpreter, no debugger's target and loads its own, checked archive only", async () => {
    const { electronFuses, asar, asarUnpack } = await read();
    expect(electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      resetAdHocDarwinSignature: true,
    });
    expect(asar).toEqual({ smartUnpack: false });
    expect(asarUnpack).toEqual(["**/*.node"]);
  });

  test("is described in words that the packager knows", async () => {
    const config = await read();
    await validateConfiguration(config, { isEnabled: false, add() {} });
    await expect(
      validateConfiguration({ ...config, electronFuse: {} }, { isEnabled: false, add() {} }),
    ).rejects.toThrow();
  });

  test("holds what was built and nothing that it was built from", async () => {
    const config = await read();
    const patterns = (files: unknown) =>
      [files]
        .flat()
        .flatMap((entry) => (typeof entry === "string" ? entry : (entry as { filter: string[] }).filter));
    const platforms = { linux: "linux", mac: "darwin", win: "win32" };
    for (const [platform, prebuilt] of Object.entries(platforms)) {
      const own = patterns((config[platform] as Packaging).files);
      expect(
        own.filter((pattern) => !pattern.startsWith("!")),
        platform,
      ).toEqual(["out/{main,preload,renderer}/**"]);
      expect(own, platform).toContain("!**/*.map");
      expect(own, platform).toContain(
        `!**/node_modules/better-sqlite3/prebuilds/!(${prebuilt}-\${arch}.node)`,
      );
    }
    expect(patterns(config.files).filter((pattern) => !pattern.startsWith("!"))).toEqual([
      "out/{main,preload,renderer}/**",
    ]);
    expect(config.extraFiles ?? config.extraResources).toBeUndefined();
    expect(packageJson.main).toBe("out/main/main.js");
  });

  test("brings along every package that the main process loads at run time", () => {
    const external = [mainBuild.ssr?.external ?? []].flat().filter((name) => name !== "electron");
    expect(external.sort()).toEqual(Object.keys(packageJson.dependencies).sort());
  });

  test("is an installer that people of each system know, named so that one tells them apart", async () => {
    const { artifactName, linux, mac, win, nsis, directories, icon, npmRebuild } = await read();
    expect({ artifactName, linux, mac, win, nsis, npmRebuild }).toMatchObject({
      artifactName: expect.stringMatching(/^lathe-\$\{version}-\$\{os}-\$\{arch}\.\$\{ext}$/),
      linux: { target: ["AppImage", "deb"], executableName: "lathe" },
      mac: { target: ["dmg"], hardenedRuntime: true, gatekeeperAssess: false },
      win: { target: ["nsis"] },
      nsis: { oneClick: false, perMachine: false },
      npmRebuild: false,
    });
    const { entitlements, entitlementsInherit } = mac as Record<string, string>;
    expect(entitlementsInherit).toBe(entitlements);
    const plist = readFileSync(join(root, entitlements ?? ""), "utf8");
    expect([...plist.matchAll(/<key>(.*?)<\/key>/g)].map(([, key]) => key)).toEqual([
      "com.apple.security.cs.allow-jit",
    ]);
    expect(existsSync(join(root, icon as string))).toBe(true);
    expect(existsSync(join(root, directories.buildResources ?? ""))).toBe(true);
    // Linux and macOS want one of at least 512 pixels; width and height stand at bytes 16 to 23 of a PNG.
    const png = readFileSync(join(root, icon as string));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([512, 512]);
  });

  test("R-58 leaves the workspace alone when it is removed, so that an installation later finds every prompt", async () => {
    const { nsis, deb } = await read();
    expect(nsis).toMatchObject({ deleteAppDataOnUninstall: false });
    // A script of ours at removal could only do harm.
    expect(nsis).not.toHaveProperty("include");
    expect(deb).toBeUndefined();
  });

  test("A-69 looks for no updates: nothing is published to, and no updater is in the tree", async () => {
    const { publish } = await read();
    expect(publish).toBeNull();
    const lock = readFileSync(join(root, "package-lock.json"), "utf8");
    expect(lock).not.toMatch(/"node_modules\/(electron-updater|update-electron-app)"/);
    expect(Object.values(packageJson.scripts).join()).not.toContain("publish");
  });
});
