import { expect, it } from "vitest";
import { promptId, snippetId } from "#shared/model/ids.ts";
import type { SnippetMap } from "#shared/model/snippet.ts";
import { usersOf } from "./users-of.ts";

const snippet = (name: string, ...includes: string[]): SnippetMap["snippets"][number] => ({
  snippetId: snippetId.parse(`snp_${name.padStart(26, "0")}`),
  name,
  includes,
});
const prompt = (name: string, ...includes: string[]): SnippetMap["prompts"][number] => ({
  promptId: promptId.parse(`prm_${name.toLowerCase().padStart(26, "0")}`),
  name,
  includes,
  missing: [],
});

it("names who uses a snippet directly before those who use it through others, each by the shortest way", () => {
  const map: SnippetMap = {
    snippets: [snippet("a"), snippet("b", "a"), snippet("c", "b", "a"), snippet("d", "c"), snippet("e")],
    prompts: [prompt("P", "d"), prompt("Q", "a", "d"), prompt("R", "e")],
  };
  const users = usersOf(map, "a");
  expect(users.snippets).toEqual([
    { name: "b", way: ["b", "a"] },
    { name: "c", way: ["c", "a"] },
    { name: "d", way: ["d", "c", "a"] },
  ]);
  expect(users.prompts.map(({ prompt: { name }, through }) => [name, ...through])).toEqual([
    ["Q"],
    ["P", "d", "c"],
  ]);
  expect(usersOf(map, "c").includes).toEqual(["b", "a"]);
});
