import type { MenuItemConstructorOptions } from "electron";
import { describe, expect, test } from "vitest";
import { menuTemplate } from "../../electron/desktop/menu.ts";
import { wordsFor } from "../../electron/desktop/words.ts";

const template = (platform: NodeJS.Platform, isPackaged = true, locale = "en-GB") =>
  menuTemplate({ words: wordsFor("system", locale).menu, platform, isPackaged });
const itemsOf = (menu: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  menu.flatMap((item) => (Array.isArray(item.submenu) ? [item, ...itemsOf(item.submenu)] : [item]));
const rolesOf = (menu: MenuItemConstructorOptions[]) => itemsOf(menu).map(({ role }) => role);

describe("the menu", () => {
  test("has no developer tools in the product", () => {
    expect(rolesOf(template("linux"))).not.toContain("toggleDevTools");
    expect(rolesOf(template("linux", false))).toContain("toggleDevTools");
  });

  test("leaves Ctrl/Cmd-W and Ctrl/Cmd-R to the page", () => {
    for (const platform of ["linux", "win32", "darwin"] as const) {
      const items = itemsOf(template(platform, false));
      expect(items.map(({ role }) => role)).not.toContain("reload");
      expect(items.find(({ role }) => role === "close")?.accelerator).toBe("CmdOrCtrl+Shift+W");
    }
  });

  test("can quit everywhere, on macOS from the program's own menu, which comes first", () => {
    for (const platform of ["linux", "win32", "darwin"] as const) {
      expect(rolesOf(template(platform)), platform).toContain("quit");
    }
    expect(template("darwin")[0]).toMatchObject({ role: "appMenu" });
    expect(rolesOf(template("darwin"))).toEqual(
      expect.arrayContaining(["about", "hide", "hideOthers", "unhide"]),
    );
    expect(rolesOf(template("linux"))).not.toContain("hide");
  });

  test("says everything in the language of the system, also what Electron would say in English", () => {
    for (const platform of ["linux", "darwin"] as const) {
      const items = itemsOf(template(platform, false, "zh-CN")).filter(({ type }) => type !== "separator");
      for (const { role, label } of items) if (role !== "appMenu") expect(label, role).toMatch(/[一-鿿]/);
    }
  });

  test.each([
    ["system", "zh-TW", "编辑"],
    ["system", "ZH", "编辑"],
    ["system", "zhx", "Edit"],
    ["system", "fr", "Edit"],
    ["system", "", "Edit"],
    ["en", "zh-CN", "Edit"],
    ["zh", "en-GB", "编辑"],
  ] as const)("is, for the setting %s on a system in %o, %s", (choice, locale, edit) => {
    expect(wordsFor(choice, locale).menu.edit).toBe(edit);
  });
});
