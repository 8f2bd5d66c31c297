import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli, temporaryFolder } from "../support/run-cli.ts";

const prompt = {
  messages: [
    { role: "system", template: "You answer in {language}." },
    { role: "human", template: "{question}" },
  ],
  templateFormat: "f-string",
  variables: [
    { name: "language", type: "enum", options: ["English", "中文"], default: "English" },
    { name: "question", type: "text" },
  ],
  model: { temperature: 0.2 },
};

function withPromptFile(content: unknown = prompt) {
  const home = temporaryFolder();
  const file = join(home, "prompt.json");
  const write = (next: unknown) =>
    writeFileSync(file, typeof next === "string" ? next : JSON.stringify(next));
  write(content);
  return { home, file, write };
}

describe("init", () => {
  it("fills a new workspace with the sample once, and never one that holds prompts", async () => {
    const home = temporaryFolder();
    const first = await runCli(["init", "--sample", "--json"], { home });
    expect(first).toMatchObject({ code: 0, json: { folder: home, prompts: 3, sampleAdded: true } });
    const second = await runCli(["init", "--sample", "--json"], { home });
    expect(second).toMatchObject({ code: 0, json: { prompts: 3, sampleAdded: false } });
  });

  it("adds nothing without being asked", async () => {
    expect((await runCli(["init", "--json"], { home: temporaryFolder() })).json.prompts).toBe(0);
  });
});

describe("--home and --json", () => {
  it("count on either side of the command's name, and --home wins over LATHE_HOME", async () => {
    const [home, other] = [temporaryFolder(), temporaryFolder()];
    await runCli(["init", "--sample"], { home });
    const before = await runCli(["--json", "--home", home, "prompts"], { home: other });
    const after = await runCli(["prompts", "--home", home, "--json"], { home: other });
    expect(before.json.prompts).toHaveLength(3);
    expect(after.stdout).toBe(before.stdout);
  });

  it("name the folder that cannot be made, in one line and without a stack", async () => {
    const { file } = withPromptFile();
    const { code, stdout, stderr } = await runCli(["prompts", "--home", join(file, "inside")]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain(file);
  });
});

describe("save", () => {
  it("makes the prompt, numbers versions, and says unchanged for the same content", async () => {
    const { home, file, write } = withPromptFile();
    const save = () => runCli(["save", "Answer", "--file", file, "--json"], { home });
    expect(await save()).toMatchObject({ code: 0, json: { version: "1.0.0", unchanged: false } });
    expect(await save()).toMatchObject({ code: 0, json: { version: "1.0.0", unchanged: true } });
    write({ ...prompt, model: { temperature: 0.9 } });
    const third = await runCli(["save", "Answer", "--file", file, "--message", "Warmer", "--json"], { home });
    expect(third.json).toMatchObject({ version: "1.0.1", message: "Warmer", unchanged: false });
  });

  it("takes plain text from stdin as one human message with the variables it names", async () => {
    const home = temporaryFolder();
    await runCli(["save", "摘要", "--file", "-"], { home, input: "用一句话总结：{文章}" });
    const { json } = await runCli(["show", "摘要", "--json"], { home });
    expect(json).toMatchObject({
      name: "摘要",
      version: "1.0.0",
      messages: [{ role: "human", template: "用一句话总结：{文章}" }],
      variables: [{ name: "文章", type: "text" }],
    });
  });

  it("gives back with show what save can read again, to the same content", async () => {
    const { home, file, write } = withPromptFile();
    await runCli(["save", "Answer", "--file", file], { home });
    const shown = await runCli(["show", "Answer@1.0.0", "--json"], { home });
    write(shown.stdout);
    const again = await runCli(["save", "Answer", "--file", file, "--json"], { home });
    expect(again.json).toMatchObject({ unchanged: true, contentHash: shown.json.contentHash });
  });

  it("refuses bad input with exit 2, and makes no prompt", async () => {
    const home = temporaryFolder();
    const cases: [what: string, args: string[], input?: string | Uint8Array][] = [
      ["a file that is not there", ["--file", "/nowhere/prompt.json"]],
      ["bytes that are not UTF-8", ["--file", "-"], Uint8Array.from([0x61, 0xff, 0x62])],
      ["a role nobody knows", ["--file", "-"], '{"messages":[{"role":"robot","template":"x"}]}'],
      ["a bump nobody knows", ["--file", "-", "--bump", "huge"], "Hello"],
      ["no file", []],
    ];
    await Promise.all(
      cases.map(async ([what, args, input = ""]) => {
        const refused = await runCli(["save", "X", ...args], { home, input });
        expect(refused, what).toMatchObject({ code: 2, stdout: "" });
        expect(refused.stderr, what).not.toMatch(/^\s+at /m);
      }),
    );
    expect((await runCli(["prompts", "--json"], { home })).json).toEqual({ prompts: [] });
  });

  it("says where the words of a draft went that had no version", async () => {
    const home = temporaryFolder();
    await runCli(["init", "--sample"], { home });
    const saved = await runCli(["save", "Customer reply", "--file", "-"], {
      home,
      input: "Reply to {message}",
    });
    expect(saved.code).toBe(0);
    expect(saved.stderr).toContain("kept in its journal");
  });
});

describe("several terminals at once", () => {
  it("make one workspace, one sample and one version of each text, whoever comes first", async () => {
    const home = temporaryFolder();
    const starts = await Promise.all([1, 2, 3].map(() => runCli(["init", "--sample", "--json"], { home })));
    expect(starts.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(starts.filter(({ json }) => json.sampleAdded)).toHaveLength(1);
    const texts = ["one", "two", "three", "four"];
    const saves = await Promise.all(
      texts.map((input) => runCli(["save", "Same", "--file", "-", "--json"], { home, input })),
    );
    expect(saves.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    const numbers = saves.map(({ json }) => json.version).sort();
    expect(numbers).toEqual(["1.0.0", "1.0.1", "1.0.2", "1.0.3"]);
    expect(await runCli(["verify", "--json"], { home })).toMatchObject({ code: 0, json: { ok: true } });
  });

  it("do not take an empty --home for the folder they stand in", async () => {
    const cwd = temporaryFolder();
    expect((await runCli(["prompts", "--home", ""], { cwd })).code).toBe(2);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe("versions, show and diff", () => {
  it("list newest first and name exactly what changed", async () => {
    const { home, file, write } = withPromptFile();
    await runCli(["save", "Answer", "--file", file], { home });
    write({ ...prompt, model: { temperature: 0.9 } });
    await runCli(["save", "Answer", "--file", file], { home });
    const { json } = await runCli(["versions", "Answer", "--json"], { home });
    expect(json.versions.map((row: { version: string }) => row.version)).toEqual(["1.0.1", "1.0.0"]);
    const diff = await runCli(["diff", "Answer@1.0.0", "Answer@1.0.1"], { home });
    expect(diff.stdout).toContain("-temperature: 0.2\n+temperature: 0.9");
    const same = await runCli(["diff", "Answer@1.0.0", "Answer@1.0.0"], { home });
    expect(same).toMatchObject({ code: 0, stdout: "" });
  });

  it("answer a reference to nothing with exit 2 and one JSON document", async () => {
    const { home, file } = withPromptFile();
    await runCli(["save", "Answer", "--file", file], { home });
    const cases: [args: string[], error: string][] = [
      [["show", "Nobody"], "prompts.not-found"],
      [["show", "Answer@7.0.0"], "prompts.version-not-found"],
      [["diff", "Answer@", "Answer"], "cli.bad-input"],
      [["polish", "Answer"], "cli.bad-usage"],
      [["versions"], "cli.bad-usage"],
    ];
    await Promise.all(
      cases.map(async ([args, code]) =>
        expect(await runCli([...args, "--json"], { home }), args.join(" ")).toMatchObject({
          code: 2,
          json: { error: { code, message: expect.any(String) } },
        }),
      ),
    );
  });
});

describe("verify", () => {
  it("says no with exit 1 when the file is not a workspace, instead of failing", async () => {
    const home = temporaryFolder();
    await runCli(["init", "--sample"], { home });
    expect(await runCli(["verify", "--json"], { home })).toMatchObject({ code: 0, json: { ok: true } });
    for (const end of ["-wal", "-shm"]) writeFileSync(join(home, `workspace.db${end}`), "");
    writeFileSync(
      join(home, "workspace.db"),
      "not a database, though long enough to be taken for one".repeat(40),
    );
    const damaged = await runCli(["verify", "--json"], { home });
    expect(damaged).toMatchObject({ code: 1, json: { ok: false, problems: [{ object: "workspace.db" }] } });
  });
});

describe("help", () => {
  it("of every command has the common options and an example", async () => {
    const { stdout } = await runCli(["--help"]);
    const names = [...stdout.matchAll(/^ {2}([a-z]+) .*\[options\]|^ {2}(provider) /gm)].map(
      (row) => row[1] ?? row[2],
    );
    expect(names).toEqual(expect.arrayContaining(["init", "run", "save", "web"]));
    const commands = [[], ...names.map((name) => [String(name)]), ["provider", "add"], ["provider", "test"]];
    await Promise.all(
      commands.map(async (command) => {
        const help = await runCli([...command, "--help"]);
        expect(help.code).toBe(0);
        for (const part of ["--home <folder>", "--json", "Example:"]) expect(help.stdout).toContain(part);
      }),
    );
  });
});
