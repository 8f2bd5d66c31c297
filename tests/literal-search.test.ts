import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { contentOf, type OpenWorkbench, openWorkbench } from "./support/open-workbench.ts";
import { temporaryFolder } from "./support/run-cli.ts";

/** What means something in SQL, in a LIKE pattern or to a full-text search. */
const signs = [
  "'",
  "''",
  "' OR 1=1 --",
  "--",
  ";",
  '"',
  "*",
  "NEAR(",
  "%",
  "_",
  "a%",
  "\\",
  "[a]",
  "?",
  "$1",
  ":x",
];

let lathe: OpenWorkbench["lathe"];
beforeEach(async () => {
  const workbench = await openWorkbench(temporaryFolder());
  onTestFinished(() => workbench.close());
  lathe = workbench.lathe;
  await lathe.call("prompts.create", { name: "plain", description: "abc", tags: ["abc"], folder: "abc" });
});

describe("what has a meaning in SQL", () => {
  it.each(signs)(
    "A-28 is taken literally: %s in a name, a description, a tag, a folder and a text",
    async (sign) => {
      const word = `x ${sign} y`;
      const made = [
        await lathe.call("prompts.create", { name: word }),
        await lathe.call("prompts.create", { name: "described", description: word }),
        await lathe.call("prompts.create", { name: "tagged", tags: [word, "other"] }),
        await lathe.call("prompts.create", { name: "filed", folder: word }),
        await lathe.call("prompts.create", { name: "said", content: contentOf(word) }),
      ];
      const names = async (filter: object) =>
        (await lathe.call("prompts.list", filter)).prompts.map(({ name }) => name).sort();
      expect(await names({ search: sign })).toEqual([word, "described", "tagged", "said"].sort());
      expect(await names({ tag: word })).toEqual(["tagged"]);
      expect(await names({ folder: word })).toEqual(["filed"]);
      expect(await names({ tag: sign })).toEqual([]);
      expect(await lathe.call("prompts.find", { name: word })).toMatchObject({ promptId: made[0]?.promptId });
      const facets = await lathe.call("prompts.facets", {});
      expect(facets.tags).toContainEqual({ name: word, count: 1 });
      expect(facets.folders).toContainEqual({ name: word, count: 1 });
      expect((await lathe.call("prompts.list", {})).total).toBe(6);
    },
  );

  it("A-28 finds nothing for a NUL, instead of everything or a fault, and keeps none", async () => {
    for (const filter of [{ search: "\0" }, { search: "plain\0" }, { tag: "abc\0" }, { folder: "abc\0" }])
      expect(await lathe.call("prompts.list", filter)).toMatchObject({ prompts: [], total: 0 });
    for (const fields of [{ name: "a\0b" }, { name: "n", tags: ["a\0b"] }, { name: "n", folder: "a\0b" }]) {
      await expect(lathe.call("prompts.create", fields)).rejects.toMatchObject({
        code: "host.bad-input",
        message: expect.stringMatching("folder" in fields ? /folder/ : /NUL character at position 1/),
      });
    }
  });
});
