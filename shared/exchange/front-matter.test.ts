import { expect, it } from "vitest";
import { readYaml } from "./front-matter.ts";

it("A-32 a value that is named again and again is refused before it fills the memory", () => {
  const text = "x".repeat(100_000);
  const named = Array(400).fill("*a").join(",");
  expect(() => readYaml(`list: &a [${text}]\nall: [${named}]`)).toThrow("aliases");
  expect(readYaml("one: &a [1]\nall: [*a, *a]")).toEqual({ one: [1], all: [[1], [1]] });
});
