import type { TFunction } from "i18next";
import { expect, it } from "vitest";
import { deskCommand, withDeskCommands } from "./desk-commands.ts";

const t = ((key: string) => key) as TFunction;

it("names the keys of an open prompt where none is open, each command once", () => {
  const run = { ...deskCommand(t, "runs.start"), perform: () => {} };
  const shown = withDeskCommands(t, [run]);
  expect(shown.filter(({ id }) => id === "runs.start")).toEqual([run]);
  expect(shown.find(({ id }) => id === "editor.save-version")).toMatchObject({ shortcut: "mod+S" });
  const keys = shown.map(({ shortcut }) => shortcut);
  expect(new Set(keys).size).toBe(keys.length);
});
