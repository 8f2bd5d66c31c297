import { expect, it, onTestFinished } from "vitest";
import { startFakeOpenAi } from "../support/fake-openai.ts";
import { runCli, temporaryFolder } from "../support/run-cli.ts";

it("A-65 variables of other work in the shell send nothing anywhere, change no request, and print no prompt", async () => {
  const fake = await startFakeOpenAi({ key: "sk-the-providers-own-key" });
  const trap = await startFakeOpenAi();
  onTestFinished(async () => {
    await fake.close();
    await trap.close();
  });
  const away = trap.baseUrl;
  const env = {
    LATHE_TEST_KEY: "sk-the-providers-own-key",
    LANGCHAIN_VERBOSE: "true",
    LANGCHAIN_TRACING: "true",
    LANGCHAIN_TRACING_V2: "true",
    LANGCHAIN_ENDPOINT: away,
    LANGCHAIN_API_KEY: "ls-CANARY-langchain",
    LANGCHAIN_CALLBACKS_BACKGROUND: "false",
    LANGSMITH_TRACING: "true",
    LANGSMITH_ENDPOINT: away,
    LANGSMITH_API_KEY: "ls-CANARY-langsmith",
    LANGSMITH_PROJECT: "CANARY-project",
    OPENAI_BASE_URL: away,
    OPENAI_API_BASE: away,
    OPENAI_API_KEY: "sk-CANARY-openai",
    OPENAI_ADMIN_KEY: "sk-CANARY-admin",
    OPENAI_ORG_ID: "org-CANARY",
    OPENAI_ORGANIZATION: "org-CANARY",
    OPENAI_PROJECT_ID: "proj-CANARY",
    OPENAI_CUSTOM_HEADERS: "x-leak: CANARY",
    OPENAI_LOG: "debug",
    AZURE_OPENAI_API_KEY: "CANARY-azure",
    AZURE_OPENAI_BASE_PATH: away,
    HTTP_PROXY: away,
    HTTPS_PROXY: away,
    http_proxy: away,
    ALL_PROXY: away,
    DEBUG: "*",
    NODE_DEBUG: "",
  };
  const home = temporaryFolder();
  await runCli(["save", "Hello", "--file", "-"], { home, input: "The secret word is xylophone." });
  const address = ["--base-url", fake.baseUrl, "--key-env", "LATHE_TEST_KEY"];
  await runCli(["provider", "add", "fake", ...address], { home, env });
  expect((await runCli(["provider", "test", "fake", "--json"], { home, env })).json.ok).toBe(true);
  const run = await runCli(["run", "Hello", "--model", "fake/m"], { home, env });

  expect(run).toMatchObject({ code: 0, stdout: "Hello from the fake model.\n" });
  expect(run.stderr.trim().split("\n")).toHaveLength(1);
  expect(run.stdout + run.stderr).not.toMatch(/xylophone|CANARY|sk-/);
  expect(trap.connections()).toBe(0);
  expect(fake.requests.map(({ path }) => path)).toEqual(["/v1/models", "/v1/chat/completions"]);
  expect(JSON.stringify(fake.requests)).not.toContain("CANARY");
  for (const { headers } of fake.requests) {
    expect(headers.authorization).toBe("Bearer sk-the-providers-own-key");
    expect(Object.keys(headers).filter((name) => /stainless|openai|leak|trace|baggage/.test(name))).toEqual(
      [],
    );
  }
});
