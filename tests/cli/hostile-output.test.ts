import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { startFakeOpenAi } from "../support/fake-openai.ts";
import { hasTool } from "../support/needs-tool.ts";
import { runCli, temporaryFolder } from "../support/run-cli.ts";

const esc = "\u001b";
const bel = "\u0007";
/** What text can do to a terminal: colours, title, clipboard, links, hidden and moved text, answers typed for the reader. */
const tricks = [
  `${esc}[31mred${esc}[0m`,
  `${esc}]0;title${bel}`,
  `${esc}]52;c;cm0gLXJm${bel}`,
  `${esc}]8;;https://evil.example${esc}\\link${esc}]8;;${esc}\\`,
  `${esc}[2J${esc}[H`,
  `${esc}[8mhidden${esc}[28m`,
  `${esc}P$q"p${esc}\\`,
  `${esc}[6n`,
  "\u009b31m",
  "\u009d0;title\u009c",
  "safe text\rFORGED",
  "back\b\b\b\bspace",
  `${esc}]unfinished`,
];
const hostile = `before ${tricks.join(" ")} after`;
const model = { text: hostile, pieces: [...hostile] };
/** A newline and a tab are text; every other control would be obeyed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const obeyed = /[\u0000-\u0008\u000b-\u000c\u000e-\u001f\u007f-\u009f]/;

async function withHostileModel(): Promise<string> {
  const fake = await startFakeOpenAi({ models: ["m"], reply: () => model });
  onTestFinished(() => fake.close());
  const home = temporaryFolder();
  await runCli(["provider", "add", "evil", "--base-url", fake.baseUrl], { home });
  const file = join(home, "prompt.txt");
  writeFileSync(file, "Say something.");
  await runCli(["save", "Plain", "--file", file], { home });
  return home;
}

describe.skipIf(!hasTool("script"))("on a terminal", () => {
  /** A real one, as `script` makes it; answers what would be sent to its screen. */
  async function onTerminal(home: string, args: string[]): Promise<string> {
    const program = join(import.meta.dirname, "..", "..", "electron", "cli", "main.ts");
    const command = [process.execPath, program, ...args].map((word) => `'${word}'`).join(" ");
    const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
      env: { ...process.env, LATHE_HOME: home, LATHE_VAULT: "file", TERM: "xterm" },
      stdio: ["ignore", "pipe", "ignore"],
    });
    return (await readAll(child.stdout)).replaceAll("\r\n", "\n");
  }

  it.each([[["--stream"]], [[]]])(
    "A-15 a reply cannot drive the terminal it is printed on (%s)",
    async (more) => {
      const home = await withHostileModel();
      const said = await onTerminal(home, ["run", "Plain", "--model", "evil/m", ...more]);
      expect(said).toContain("before");
      expect(said).toContain("after");
      expect(said).not.toMatch(obeyed);
      expect(said.replaceAll("\n", "")).not.toContain("\r");
    },
  );

  it("A-15 nor can a prompt's name, message or text, or an error about it", async () => {
    const home = temporaryFolder();
    const file = join(home, "prompt.json");
    const message = `${esc}]0;x${bel}m\u009b2J`;
    writeFileSync(file, JSON.stringify({ messages: [{ role: "human", template: `t${tricks.join("")}` }] }));
    await runCli(["save", "Odd", "--file", file, "--message", message], { home });
    for (const args of [
      ["show", "Odd"],
      ["versions", "Odd"],
      ["show", `none${esc}[31m`],
    ]) {
      const said = await onTerminal(home, args);
      expect(said.length, args.join(" ")).toBeGreaterThan(3);
      expect(said, args.join(" ")).not.toMatch(obeyed);
    }
  });
});

it("A-15 what goes to stderr, where a program's log ends up, is stripped whether or not it is a terminal", async () => {
  const { code, stderr } = await runCli(["run", `none${esc}[31m${bel}`], { home: temporaryFolder() });
  expect(code).toBe(2);
  expect(stderr).toContain("none");
  expect(stderr).not.toMatch(obeyed);
});

it("A-16 a difference writes hidden and look-alike characters out, so that what was approved is what was read", async () => {
  const home = temporaryFolder();
  const file = join(home, "prompt.txt");
  writeFileSync(file, "Pay to account 12.");
  await runCli(["save", "Pay", "--file", file], { home });
  writeFileSync(file, "Pay to \u202eaccount\u202c\u200b 12, p\u0430ypal\ufeff\u{e0041}.");
  await runCli(["save", "Pay", "--file", file], { home });
  const { stdout } = await runCli(["diff", "Pay@1.0.0", "Pay@1.0.1"], { home });
  for (const mark of ["⟨U+202E⟩", "⟨U+202C⟩", "⟨U+200B⟩", "⟨U+0430⟩", "⟨U+FEFF⟩", "⟨U+E0041⟩"])
    expect(stdout).toContain(mark);
  expect(stdout).not.toMatch(/[\u202e\u200b\ufeff]/);
});
