import { expect, it } from "vitest";
import { designRule } from "#shared/model/spec.ts";
import { design as en } from "../../i18n/en/design.ts";
import { design as zh } from "../../i18n/zh/design.ts";

type Words = { [name: string]: string | Words };

const leaves = (words: Words, path = ""): [string, string][] =>
  Object.entries(words).flatMap(([name, value]) =>
    typeof value === "string"
      ? [[`${path}${name}`, value] as [string, string]]
      : leaves(value, `${path}${name}.`),
  );
const figures = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted();

it("fills the same figures into a sentence in both languages, so that none shows its braces or loses its number", () => {
  const chinese = new Map(leaves(zh));
  for (const [path, text] of leaves(en)) {
    expect({ path, names: figures(chinese.get(path) ?? "") }).toEqual({ path, names: figures(text) });
  }
});

it("has words for every rule of the check, so that a Chinese page shows no English issue", () => {
  // What the linter finds has its words in the editor.
  const own = designRule.options.filter((rule) => rule !== "lint");
  expect(own.filter((rule) => !(rule in en.issue))).toEqual([]);
});
