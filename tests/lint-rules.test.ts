import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { rules } from "#shared/text/lint/rules.ts";

const page = readFileSync(new URL("../docs/lint-rules.md", import.meta.url), "utf8");
const sections = page.split(/^### /m).slice(1);

it("documents every rule of the linter under its id, with its level, an example and a fix, and no other", () => {
  const documented = sections.map((section) => section.split("\n")[0]);
  expect(documented.toSorted()).toEqual(Object.keys(rules).toSorted());
  for (const section of sections) {
    const [id = "", words = ""] = section.split("\n");
    expect(words.toLowerCase().startsWith(rules[id as keyof typeof rules]), id).toBe(true);
    expect(section, id).toMatch(/^Example: .+ ?Fix: .+$/m);
  }
});
