import { expect, it } from "vitest";
import { readYaml } from "./front-matter.ts";

it("A-32 a value that is named again and again is refused before it fills the memory", () => {
  const items = Array.from({ length: 50_000 }, (_, index) => index).join(",");
  const named = Array(400).fill("*a").join(",");
  expect(() => readYaml(`list: &a [${items}]\nall: [${named}]`)).toThrow("aliases");
  expect(readYaml("one: &a [1]\nall: [*a, *a]")).toEqual({ one: [1], all: [[1], [1]] });
});
