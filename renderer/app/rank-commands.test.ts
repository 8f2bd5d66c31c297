import { expect, it } from "vitest";
import type { Command } from "../commands/registry.ts";
import { rankCommands } from "./rank-commands.ts";

const command = (title: string, group: Command["group"], keywords: string[] = []): Command => ({
  id: title,
  title,
  group,
  keywords,
  perform: () => {},
});

const commands = [
  command("Go to Settings", "go", ["设置", "preferences"]),
  command("Close tab", "view"),
  command("New prompt", "prompt", ["create", "新建"]),
  command("Settings: providers", "go"),
];

const titles = (query: string) => rankCommands(commands, query).map(({ title }) => title);

it("without a query all commands are shown, by group", () => {
  expect(titles("")).toEqual(["New prompt", "Close tab", "Go to Settings", "Settings: providers"]);
});

it("a title that begins with the word comes before one that has it further on", () => {
  expect(titles("set")).toEqual(["Settings: providers", "Go to Settings"]);
});

it("finds by keywords in the other language", () => {
  expect(titles("新建")).toEqual(["New prompt"]);
});

it("wants every word, in any order", () => {
  expect(titles("tab close")).toEqual(["Close tab"]);
  expect(titles("close window")).toEqual([]);
});

it("takes signs of regular expressions as plain text", () => {
  expect(titles("(")).toEqual([]);
  expect(titles(".*")).toEqual([]);
});
