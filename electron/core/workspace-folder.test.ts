import { expect, test } from "vitest";
import { defaultWorkspaceFolder } from "./workspace-folder.ts";

test.each([
  ["linux", { LATHE_HOME: "/data/space" }, "/home/ada", "/data/space"],
  ["linux", {}, "/home/ada", "/home/ada/.local/share/lathe"],
  ["linux", { XDG_DATA_HOME: "/data" }, "/home/ada", "/data/lathe"],
  ["linux", { XDG_DATA_HOME: "relative/data" }, "/home/ada", "/home/ada/.local/share/lathe"],
  ["linux", { LATHE_HOME: "", XDG_DATA_HOME: "" }, "/home/ada", "/home/ada/.local/share/lathe"],
  ["darwin", {}, "/Users/ada", "/Users/ada/Library/Application Support/Lathe"],
  ["win32", { APPDATA: "C:\\Data" }, "C:\\Users\\ada", "C:\\Data\\Lathe"],
  ["win32", {}, "C:\\Users\\ada", "C:\\Users\\ada\\AppData\\Roaming\\Lathe"],
] as const)("a workspace is not lost to a wrong folder: %s %o → %s", (platform, env, home, folder) => {
  expect(defaultWorkspaceFolder(platform, env, home)).toBe(folder);
});
