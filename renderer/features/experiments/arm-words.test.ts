import { beforeAll, expect, it } from "vitest";
import type { Arm } from "#shared/model/experiment.ts";
import { i18n, startI18n } from "../../i18n/i18n.ts";
import { armName, armParts, comparisonName } from "./arm-words.ts";
import { armOf } from "./verdict/verdict-scenes.ts";

beforeAll(() => startI18n("en"));

const draft = { versionId: null, version: null };

it.each<[string, Partial<Arm>[], string]>([
  ["two states of a prompt", [{ version: "1.0.3" }, draft], "Customer reply: 1.0.3 → draft"],
  [
    "one version on two models",
    [{ model: "acme/small" }, { model: "acme/large" }],
    "Customer reply 1.0.0: acme/small → acme/large",
  ],
  [
    "settings only",
    [{}, { settings: { temperature: 0.2 } }],
    "Customer reply 1.0.0: as saved → temperature 0.2",
  ],
  ["two prompts", [{ promptName: "One" }, { promptName: "Two", version: "2.0.0" }], "One 1.0.0 → Two 2.0.0"],
  [
    "three arms",
    [{ version: "1.0.0" }, { version: "1.0.1" }, draft],
    "Customer reply: 1.0.0 → 1.0.1 → draft",
  ],
  ["the same against itself", [{}, {}], "Customer reply: 1.0.0 simulator/default → 1.0.0 simulator/default"],
])("a comparison is named by what tells its arms apart: %s", (_what, arms, name) => {
  expect(comparisonName(i18n.t, arms.map(armOf))).toBe(name);
});

it("an arm is named whole, with what is set for it only", () => {
  const arm = armOf({ settings: { temperature: 0, stop: ["a", "\n"] } });
  expect(armName(i18n.t, arm)).toBe(
    'Customer reply 1.0.0 · simulator/default · temperature 0 · stop "a" "\\n"',
  );
});

it("beside the others an arm begins with what tells it apart", () => {
  const arms = [{ version: "1.0.3" }, { ...draft, settings: { temperature: 0.4 } }].map(armOf);
  expect(arms.map((arm) => armParts(i18n.t, arm, arms))).toEqual([
    { own: "1.0.3", rest: "Customer reply · simulator/default" },
    { own: "draft temperature 0.4", rest: "Customer reply · simulator/default" },
  ]);
});
