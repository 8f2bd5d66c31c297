import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { designRule } from "#shared/model/spec.ts";

const page = readFileSync(new URL("../docs/design-rules.md", import.meta.url), "utf8");
const sections = page.split(/^### /m).slice(1);

it("documents every rule of the design check under its id, with its level and what mends it, and no other", () => {
  const documented = sections.map((section) => section.split("\n")[0]);
  expect(documented.toSorted()).toEqual(designRule.options.toSorted());
  for (const section of sections) {
    expect(section, section.slice(0, 30)).toMatch(/^.+\n(?:Error|Warning|As the finding)\b.* Fix: .+$/m);
  }
});
