import { expect, it } from "vitest";
import { settings as en } from "../../i18n/en/settings.ts";
import { settings as zh } from "../../i18n/zh/settings.ts";

type Words = { [name: string]: string | Words };

const leaves = (words: Words, path = ""): [string, string][] =>
  Object.entries(words).flatMap(([name, value]) =>
    typeof value === "string"
      ? [[`${path}${name}`, value] as [string, string]]
      : leaves(value, `${path}${name}.`),
  );
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted();
// A sample of prompt text, whose braces are its own.
const isProse = ([path]: [string, string]) => path !== "appearance.sampleText";

it("fills the same figures into a sentence in both languages, so that none shows its braces or loses its number", () => {
  const chinese = new Map(leaves(zh));
  for (const [path, text] of leaves(en).filter(isProse)) {
    expect({ path, names: placeholders(chinese.get(path) ?? "") }).toEqual({
      path,
      names: placeholders(text),
    });
  }
});
