import type { TFunction } from "i18next";
import { expect, it } from "vitest";
import { keysByPlace } from "../../../commands/keyboard-map.ts";
import type { Command } from "../../../commands/registry.ts";
import { findCommands, findLines } from "./find-commands.ts";

it("finds commands by words in the other language, groups them and leaves empty groups out", () => {
  const command = (id: string, title: string, more: Partial<Command> = {}): Command => ({
    id,
    title,
    group: "view",
    perform: () => {},
    ...more,
  });
  const commands = [
    command("b", "Zoom in"),
    command("a", "Dark theme", { keywords: ["深色"], shortcut: "mod+d" }),
    command("c", "Run", { group: "run" }),
  ];
  expect(findCommands(commands, "深色").map(({ group }) => group)).toEqual(["view"]);
  expect(findCommands(commands, "").map(({ group }) => group)).toEqual(["run", "view"]);
  expect(findCommands(commands, "")[1]?.commands.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(findCommands(commands, "nothing")).toEqual([]);
});

it("finds a command by its second shortcut, and the keys of one place by what they do", () => {
  const palette: Command = {
    id: "app.palette",
    title: "Palette",
    group: "help",
    shortcut: "mod+K",
    perform: () => {},
  };
  expect(findCommands([palette], "shift+p")).toHaveLength(1);
  const places = keysByPlace(((key: string) => key) as TFunction);
  expect(findLines(places, "textRename")).toMatchObject([{ place: "text", lines: [{ keys: ["F2"] }] }]);
  expect(findLines(places, "nothing of that")).toEqual([]);
  expect(findLines(places, "")).toHaveLength(places.length);
});
