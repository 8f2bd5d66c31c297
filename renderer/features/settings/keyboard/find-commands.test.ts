import { expect, it } from "vitest";
import type { Command } from "../../../commands/registry.ts";
import { findCommands } from "./find-commands.ts";

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
