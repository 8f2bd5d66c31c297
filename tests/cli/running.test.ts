import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { promptContent } from "#shared/model/content.ts";
import { withSession } from "../../electron/cli/session.ts";
import { type FakeOptions, startFakeOpenAi } from "../support/fake-openai.ts";
import { addPrompt, inPage } from "../support/open-workbench.ts";
import { runCli, runCliInto, startCli, temporaryFolder } from "../support/run-cli.ts";

/** A workspace with one prompt of one variable, and a provider `fake` that is a real HTTP server. */
async function withProvider(options: FakeOptions = {}, more: string[] = []) {
  const fake = await startFakeOpenAi(options);
  onTestFinished(() => fake.close());
  const home = temporaryFolder();
  const isPlain = more.length === 0;
  await inPage(home, (lathe) => addPrompt(lathe, { ...hello, ...(isPlain ? { fake: fake.baseUrl } : {}) }));
  if (!isPlain) await runCli(["provider", "add", "fake", "--base-url", fake.baseUrl, ...more], { home });
  return { home, fake };
}

async function withPrompt(template = hello.template) {
  const home = temporaryFolder();
  await inPage(home, (lathe) => addPrompt(lathe, { ...hello, template }));
  return home;
}

const hello = { name: "Hello", template: "Say hello to {name}." };
const runHello = ["run", "Hello", "--var", "name=Ada"];

describe("run", () => {
  it("needs no set-up with the simulator, says that it was one, and answers the same twice", async () => {
    const home = await withPrompt();
    const first = await runCli([...runHello, "--model", "simulator/default", "--json"], { home });
    expect(first).toMatchObject({
      code: 0,
      json: {
        model: "simulator/default",
        simulated: true,
        recorded: false,
        finishReason: "stop",
        costUsd: 0,
      },
    });
    expect(first.json.output).not.toBe("");
    expect(first.json.usage.outputTokens).toBeGreaterThan(0);
    const second = await runCli([...runHello, "--json"], { home });
    expect(second.json.output).toBe(first.json.output);
  });

  it("prints the reply alone on stdout, streamed or not", async () => {
    const { home } = await withProvider();
    for (const more of [[], ["--stream"]]) {
      const run = await runCli([...runHello, "--model", "fake/m", ...more], { home });
      expect(run).toMatchObject({ code: 0, stdout: "Hello from the fake model.\n" });
      expect(run.stderr).toContain("fake/m");
    }
  });

  it("R-47 replays without the network what was recorded, and refuses what was not", async () => {
    const { home, fake } = await withProvider();
    const run = (mode: string, name: string) =>
      runCli(["run", "Hello", "--var", `name=${name}`, "--model", "fake/m", "--mode", mode, "--json"], {
        home,
      });
    expect((await run("live", "Ada")).json.recorded).toBe(false);
    const asked = fake.requests.length;
    expect(await run("replay", "Ada")).toMatchObject({ code: 0, json: { recorded: true } });
    expect((await run("reuse", "Ada")).json.recorded).toBe(true);
    expect(await run("replay", "Bob")).toMatchObject({
      code: 2,
      json: { error: { code: "providers.no-recording" } },
    });
    expect(fake.requests.length).toBe(asked);
  });

  it("reads values from a file, and lets --var win", async () => {
    const { home, fake } = await withProvider();
    const file = join(home, "values.json");
    writeFileSync(file, JSON.stringify({ name: "Ada" }));
    await runCli(["run", "Hello", "--vars", file, "--model", "fake/m"], { home });
    await runCli([...runHello.slice(0, 2), "--vars", file, "--var", "name=a=b", "--model", "fake/m"], {
      home,
    });
    expect(fake.requests.map(({ body }) => body.messages[0].content)).toEqual([
      "Say hello to Ada.",
      "Say hello to a=b.",
    ]);
  });

  it("answers bad input with exit 2 before anything is sent", async () => {
    const { home, fake } = await withProvider();
    const twice = join(home, "twice.json");
    writeFileSync(twice, '{"name": "Ada", "name": "Bob"}');
    const cases: [what: string, args: string[], error: string][] = [
      ["a missing value", ["run", "Hello"], "prompts.value-missing"],
      ["a variable the prompt does not have", [...runHello, "--var", "nam=x"], "cli.bad-input"],
      ["a pair without =", ["run", "Hello", "--var", "name"], "cli.bad-input"],
      ["values that are no object", ["run", "Hello", "--vars", "-"], "cli.bad-input"],
      [
        "a value given twice, of which one would be dropped without a word",
        ["run", "Hello", "--vars", twice],
        "cli.bad-input",
      ],
      ["a provider nobody added", [...runHello, "--model", "nobody/m"], "providers.not-found"],
      ["a mode nobody knows", [...runHello, "--mode", "fast"], "cli.bad-usage"],
      ["a version that is not there", ["run", "Hello@3.0.0"], "prompts.version-not-found"],
    ];
    await Promise.all(
      cases.map(async ([what, args, code]) =>
        expect(await runCli([...args, "--json"], { home, input: "[1]" }), what).toMatchObject({
          code: 2,
          json: { error: { code } },
        }),
      ),
    );
    expect(fake.requests).toEqual([]);
  });

  it("ends with 3 and one line, not with a stack, when its output cannot be written", async () => {
    const home = await withPrompt();
    if (!existsSync("/dev/full")) return;
    const { code, stderr } = await runCliInto("/dev/full", ["prompts", "--json"], { home });
    expect(code).toBe(3);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("goes on to its end when its reader has seen enough", async () => {
    const home = await withPrompt();
    const { child, end } = startCli([...runHello, "--stream"], { home });
    child.stdout?.destroy();
    expect(await end).toMatchObject({ code: 0, stderr: expect.not.stringContaining("EPIPE") });
  });

  it("ends with 3 and the provider's words when the call failed, in one line and without a stack", async () => {
    const { home } = await withProvider();
    const failed = await runCli([...runHello, "--model", "fake/fault-401"], { home });
    expect(failed).toMatchObject({ code: 3, stdout: "" });
    expect(failed.stderr.trim().split("\n")).toHaveLength(1);
    expect(failed.stderr).toContain("key");
  });

  it("R-38 marks what had arrived of a failed answer as partial, and never prints it as the reply", async () => {
    const { home } = await withProvider({ reply: () => ({ text: "one two three four" }) });
    const broken = [...runHello, "--model", "fake/fault-truncated"];
    const plain = await runCli(broken, { home });
    expect(plain).toMatchObject({ code: 3, stdout: "" });
    expect(plain.stderr).toMatch(/ended before it was complete.*\nPartial: 13 characters/s);
    const streamed = await runCli([...broken, "--stream"], { home });
    expect(streamed).toMatchObject({ code: 3, stdout: "one two three\n" });
    expect(streamed.stderr).toContain("Partial: 13 characters");
    expect(await runCli([...broken, "--json"], { home })).toMatchObject({
      code: 3,
      json: {
        state: "failed",
        output: "one two three",
        partial: true,
        costUsd: null,
        error: { code: "providers.incomplete-reply" },
      },
    });
  });

  it("R-34 R-41 tells the retries, and how a reply ended where it was not by itself", async () => {
    const { home, fake } = await withProvider();
    const retried = await runCli([...runHello, "--model", "fake/fault-429-then-ok"], { home });
    expect(retried).toMatchObject({ code: 0, stdout: "Hello from the fake model.\n" });
    expect(retried.stderr).toMatch(/Trying again in [\d.]+ s: .*\(429\).*\n.*1 retry/s);
    for (const [finishReason, words] of [
      ["length", "cut off at the token limit"],
      ["content_filter", "stopped by the content filter"],
      ["tool_calls", "ended with a tool call"],
    ] as const) {
      fake.script({ text: "x", finishReason });
      expect((await runCli([...runHello, "--model", "fake/m"], { home })).stderr).toContain(words);
    }
  });

  it("ends a hanging call on Ctrl-C with 130, hangs up, and keeps the run as cancelled", async () => {
    const { home, fake } = await withProvider();
    const { child, end } = startCli([...runHello, "--model", "fake/fault-hang", "--json"], { home });
    await fake.untilPending(1);
    child.kill("SIGINT");
    expect(await end).toMatchObject({ code: 130, json: { state: "cancelled" } });
    await fake.untilPending(0);
    expect((await runCli(["verify"], { home })).code).toBe(0);
  });

  it("runs the draft of a prompt that has no version, and says so", async () => {
    const home = temporaryFolder();
    const content = promptContent.parse({ messages: [{ role: "human", template: "Say hello." }] });
    await withSession({ home }, ({ lathe }) => lathe.call("prompts.create", { name: "Hello", content }));
    const { stderr, code } = await runCli(["run", "Hello"], { home });
    expect(code).toBe(0);
    expect(stderr).toContain("running its draft");
  });

  it("does not expand template syntax in a value", async () => {
    const { home, fake } = await withProvider();
    await runCli(["run", "Hello", "--var", "name={name} {{constructor}} {__proto__}", "--model", "fake/m"], {
      home,
    });
    expect(fake.requests[0]?.body.messages[0].content).toBe(
      "Say hello to {name} {{constructor}} {__proto__}.",
    );
  });
});

describe("provider", () => {
  it("tests address and key, and ends with 3 when the endpoint refuses", async () => {
    const { home } = await withProvider({ key: "sk-right-key" }, ["--key-env", "LATHE_TEST_KEY"]);
    const test = (key: string) =>
      runCli(["provider", "test", "fake", "--json"], { home, env: { LATHE_TEST_KEY: key } });
    expect(await test("sk-right-key")).toMatchObject({ code: 0, json: { ok: true } });
    const refused = await test("sk-wrong-key-0123456789");
    expect(refused).toMatchObject({
      code: 3,
      json: { ok: false, error: { code: "providers.key-rejected" } },
    });
    expect(refused.stdout + refused.stderr).not.toContain("sk-wrong-key-0123456789");
  });

  it("keeps what was added, once per name", async () => {
    const { home, fake } = await withProvider({}, ["--concurrency", "2"]);
    const { json } = await runCli(["provider", "list", "--json"], { home });
    expect(json.providers).toContainEqual(
      expect.objectContaining({
        name: "fake",
        baseUrl: fake.baseUrl,
        limits: expect.objectContaining({ concurrency: 2 }),
      }),
    );
    const again = await runCli(["provider", "add", "FAKE", "--base-url", fake.baseUrl], { home });
    expect(again.code).toBe(2);
  });

  it("SSRF lets a public name lead into the own network only when it is told to", async () => {
    const { home } = await withProvider();
    await runCli(["provider", "add", "work", "--base-url", "https://LLM.corp.example/v1"], { home });
    const allowed = await runCli(["provider", "allow", "Work", "--json"], { home });
    expect(allowed).toMatchObject({ code: 0, json: { privateHosts: ["llm.corp.example"] } });
  });

  it("refuses bad input with exit 2", async () => {
    const home = temporaryFolder();
    const address = ["--base-url", "http://127.0.0.1:1/v1"];
    const cases = [
      ["add", "x"],
      ["add", "x", "--base-url", "nowhere"],
      ["add", "x", ...address, "--concurrency", "many"],
      ["add", "x", ...address, "--concurrency", "0"],
      ["test", "nobody"],
      ["allow", "nobody"],
      ["allow", "simulator"],
      [],
    ];
    await Promise.all(
      cases.map(async (args) =>
        expect(await runCli(["provider", ...args, "--json"], { home }), args.join(" ")).toMatchObject({
          code: 2,
          json: { error: { message: expect.any(String) } },
        }),
      ),
    );
  });
});

// That it serves the page, and ends well on Ctrl-C, every journey of tests/e2e shows.
describe("web", () => {
  it("refuses a bad port with 2, and a page that was never built with 3", async () => {
    const home = temporaryFolder();
    for (const port of ["-1", "70000", "eighty"]) {
      expect((await runCli(["web", `--port=${port}`, "--no-open"], { home })).code).toBe(2);
    }
    const unbuilt = await runCli(["web", "--no-open", "--json"], { home, fromSources: true });
    expect(unbuilt).toMatchObject({ code: 3, json: { error: { code: "host.page-missing" } } });
  });
});
