import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inPage } from "../support/open-workbench.ts";
import { runCli, temporaryFolder } from "../support/run-cli.ts";

const promptfoo = `description: Support
prompts: [file://prompts/reply.txt]
providers:
  - id: openai:gpt-4o-mini
    config: {temperature: 0, apiKey: sk-not-taken-0123456789}
tests:
  - vars: {question: Where is my parcel?}
    assert: [{type: contains, value: parcel}]
  - vars: {question: I want my money back}
`;

function folderWithConfig(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "prompts"));
  writeFileSync(join(folder, "promptfooconfig.yaml"), promptfoo);
  writeFileSync(join(folder, "prompts/reply.txt"), "Answer kindly: {{question}}");
  return folder;
}

describe("lathe import", () => {
  it("takes one file with those it refers to, and tells exactly what became of each", async () => {
    const home = temporaryFolder();
    const config = join(folderWithConfig(), "promptfooconfig.yaml");
    const dry = await runCli(["import", config, "--dry-run", "--json"], { home });
    expect(dry.code, dry.stderr).toBe(0);
    expect(dry.json.dryRun).toBe(true);
    const { code, json, stderr } = await runCli(["import", config, "--as", "Parcels", "--json"], { home });
    expect(code, stderr).toBe(0);
    expect(json.items.map((item: object) => Object.keys(item))).toEqual([
      ["source", "kind", "name", "action", "losses", "warnings"],
      ["source", "kind", "name", "action", "losses", "warnings"],
    ]);
    expect(json.items).toMatchObject([
      { source: "promptfooconfig.yaml", kind: "prompt", name: "Parcels", action: "add" },
      { source: "promptfooconfig.yaml", kind: "suite", action: "add" },
    ]);
    expect(JSON.stringify(json)).not.toContain("sk-not-taken");
    expect(json.wanted).toEqual([]);
    await inPage(home, async (lathe) => {
      const { prompts } = await lathe.call("prompts.list", {});
      // The dry run stored nothing.
      expect(prompts.map(({ name }) => name)).toEqual(["Parcels"]);
      expect(await lathe.call("suites.list", {})).toMatchObject([
        { cases: 2, promptId: prompts[0]?.promptId },
      ]);
    });
  });

  it("says what was wrong with the files where there was nothing in them", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "broken.json"), '{"a": 1, "a": 2}');
    const { code, stderr } = await runCli(["import", folder], { home: temporaryFolder() });
    expect(code).toBe(2);
    expect(stderr).toContain("broken.json: “a” is there twice");
  });

  it("makes a new version of the prompt that was named, from what is written to it", async () => {
    const home = temporaryFolder();
    const content = { messages: [{ role: "human" as const, template: "Say {x}." }] };
    await inPage(home, (lathe) => lathe.call("prompts.create", { name: "Reply", content }));
    const args = ["import", "-", "--json", "--new-version-of", "Reply"];
    const { json } = await runCli(args, { home, input: "Say {x} twice." });
    expect(json.items).toMatchObject([{ name: "Reply", action: "version" }]);
    await inPage(home, async (lathe) => {
      const { prompts } = await lathe.call("prompts.list", {});
      expect(prompts.map(({ name, latestVersion }) => [name, latestVersion])).toEqual([["Reply", "1.0.0"]]);
    });
  });
});

describe("lathe export", () => {
  it("tells the losses before it writes, and replaces no file unless it is told to", async () => {
    const home = temporaryFolder();
    const out = join(temporaryFolder(), "reply.json");
    await inPage(home, (lathe) =>
      lathe.call("prompts.create", {
        name: "Reply",
        description: "Answers",
        content: { messages: [{ role: "human", template: "Say {x}." }], variables: [{ name: "x" }] },
      }),
    );
    writeFileSync(out, "mine");
    const args = ["export", "Reply", "--format", "openai", "-o", out];
    const refused = await runCli(args, { home });
    expect([refused.code, readFileSync(out, "utf8")]).toEqual([2, "mine"]);
    const { code, stderr } = await runCli([...args, "--force"], { home });
    expect(code, stderr).toBe(0);
    const [loss, told, written] = ["placeholders stay in the text: x", "description", "Written"].map((text) =>
      stderr.indexOf(text),
    );
    expect([loss, told].every((at) => at !== undefined && at >= 0 && at < (written ?? -1))).toBe(true);
    expect(JSON.parse(readFileSync(out, "utf8")).messages).toEqual([{ role: "user", content: "Say {{x}}." }]);
    expect(existsSync(`${out}.part`)).toBe(false);
  });
});
