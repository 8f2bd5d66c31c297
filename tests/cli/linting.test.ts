import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli, temporaryFolder } from "../support/run-cli.ts";

// Put together here, so that no scanner of this repository takes it for a real one.
const key = ["sk-", "proj-Zk3mQ8vT1xWb7LrP0aYd5NfHc9UjEs2G"].join("");

async function saved(messages: { role: string; template: string }[]) {
  const home = temporaryFolder();
  const file = join(home, "prompt.json");
  writeFileSync(file, JSON.stringify({ messages }));
  return { home, save: await runCli(["save", "Reply", "--file", file, "--json"], { home }) };
}

describe("lint", () => {
  it("answers no to a prompt that cannot be formatted, with the place of each fault and what mends it", async () => {
    const { home } = await saved([{ role: "human", template: 'Return\n  {"a": 1} to {who}' }]);
    const { code, json } = await runCli(["lint", "Reply@1.0.0", "--json"], { home });
    expect(code).toBe(1);
    expect(json).toMatchObject({
      name: "Reply",
      version: "1.0.0",
      ignored: 0,
      findings: [
        {
          rule: "bad-name",
          level: "error",
          where: { message: 0, offset: 9, length: 8, line: 2, column: 3 },
          fix: "Double the braces",
        },
      ],
    });
    const plain = await runCli(["lint", "Reply"], { home });
    expect(plain).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("message 1, line 2, column 3: error bad-name: "),
    });
  });

  it("does not fail a build for a warning, and says nothing of a prompt that is in order", async () => {
    const { home } = await saved([{ role: "human", template: "Summarise {text} in one short line." }]);
    const warned = await runCli(["lint", "Reply", "--json"], { home });
    expect(warned).toMatchObject({
      code: 0,
      json: { findings: [{ rule: "undelimited-variable", level: "warning" }] },
    });
    await runCli(["init", "--sample"], { home: temporaryFolder() });
    const { home: other } = await saved([{ role: "human", template: "Say hello to {name}." }]);
    const clean = await runCli(["lint", "Reply"], { home: other });
    expect(clean).toMatchObject({ code: 0, stdout: "", stderr: expect.stringContaining("Nothing found") });
  });

  it("leaves an unknown prompt to its own words and code", async () => {
    const { code, json } = await runCli(["lint", "Nobody", "--json"], { home: temporaryFolder() });
    expect(code).toBe(2);
    expect(json.error.code).toBe("prompts.not-found");
  });
});

describe("save", () => {
  it("A-60 warns of a key in the text on stderr, saves all the same, and never prints the key", async () => {
    const { home, save } = await saved([
      { role: "system", template: `Call it with ${key}.` },
      { role: "human", template: "Hi" },
    ]);
    expect(save).toMatchObject({ code: 0, json: { version: "1.0.0" } });
    expect(save.stderr).toContain("message 1, line 1, column 14");
    expect(save.stderr).toContain("API key");
    const linted = await runCli(["lint", "Reply", "--json"], { home });
    expect(linted.json.findings).toMatchObject([
      { rule: "secret-in-text", fix: "Replace it by the variable api_key" },
    ]);
    expect(save.stdout + save.stderr + linted.stdout + linted.stderr).not.toContain(key.slice(4, 20));
  });

  it("refuses nothing that was accepted before, and points to the list of what it found", async () => {
    const { save } = await saved([{ role: "human", template: "{ a" }]);
    expect(save).toMatchObject({ code: 0, stderr: expect.stringContaining("lathe lint") });
  });
});
