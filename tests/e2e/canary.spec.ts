import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as readAll } from "node:stream/consumers";
import type { Page } from "@playwright/test";
import { startFakeOpenAi } from "../support/fake-openai.ts";
import { findSecret } from "../support/find-secret.ts";
import { type LatheServer, latheProgram, node, startLathe } from "../support/lathe-server.ts";
import { test as base, expect, openLathe } from "./fixtures.ts";
import { call } from "./page-call.ts";
import { chooseModel, openPrompt, saveVersion, studio, typeAtEndOfMessage } from "./studio.ts";

/** With characters that each encoding writes in its own way. */
const key = 'sk-CANARY-4f1b"0a9c\\7d/55+e=%2F';
const secondKey = "sk-CANARY-second-8e21c7a04b";

/** Whatever a library could be talked into saying. */
const talkative = {
  DEBUG: "*",
  NODE_DEBUG: "http,https,net,tls,fetch,undici,fs,stream,timer",
  LANGCHAIN_VERBOSE: "true",
  OPENAI_LOG: "debug",
  LOG_LEVEL: "debug",
};

const test = base.extend<{ scratch: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  scratch: async ({}, use) => {
    const scratch = mkdtempSync(join(tmpdir(), "lathe-canary-"));
    await use(scratch);
    rmSync(scratch, { recursive: true, force: true });
  },
  lathe: async ({ scratch }, use) => {
    const temporary = join(scratch, "tmp");
    mkdirSync(temporary);
    const lathe = await startLathe({ env: { ...talkative, TMPDIR: temporary } });
    await use(lathe);
    await lathe.discard();
  },
});

interface Evidence {
  name: string;
  bytes: Uint8Array;
}
const asEvidence = (name: string, text: string): Evidence => ({ name, bytes: Buffer.from(text) });

/** Every body of every answer, the frames of endless streams too, as the page received them. */
async function keepAnswers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const received: string[] = [];
    Object.assign(window, { received });
    const ask = window.fetch;
    window.fetch = async (...args) => {
      const response = await ask(...args);
      const reader = response.clone().body?.pipeThrough(new TextDecoderStream()).getReader();
      const at = received.push(`${response.url} ${JSON.stringify([...response.headers])}\n`) - 1;
      const drain = async () => {
        for (;;) {
          const step = await reader?.read();
          if (step === undefined || step.done) return;
          received[at] += step.value;
        }
      };
      void drain().catch(() => {});
      return response;
    };
  });
}

/** One command of the built program: what it printed, and what any user of the machine could see of its process. */
async function command(
  lathe: LatheServer,
  scratch: string,
  args: string[],
  more: Record<string, string> = {},
) {
  const child = spawn(node, [latheProgram, ...args, "--home", lathe.home], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, LATHE_VAULT: "file", TMPDIR: join(scratch, "tmp"), ...talkative, ...more },
  });
  await once(child, "spawn");
  const seen = seenOfProcess(child.pid ?? 0, args.join(" "));
  const [stdout, stderr] = await Promise.all([readAll(child.stdout), readAll(child.stderr)]);
  return {
    evidence: [...seen, asEvidence(`stdout of ${args}`, stdout), asEvidence(`stderr of ${args}`, stderr)],
    stdout,
  };
}

function seenOfProcess(pid: number, name: string): Evidence[] {
  return ["cmdline", "environ"]
    .map((file) => `/proc/${pid}/${file}`)
    .filter((path) => existsSync(path))
    .map((path) => ({ name: `${path} (${name})`, bytes: readFileSync(path) }));
}

const filesIn = (folder: string): Evidence[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
    .map((path) => ({ name: path, bytes: readFileSync(path) }));

test("A-58 A-59 A-62 A-71 a planted key is in no file, frame, page, output or process, whatever was done with it", async ({
  page,
  lathe,
  scratch,
}) => {
  // Every kind of work there is, one after the other.
  test.slow();
  const endpoint = await startFakeOpenAi({ key, models: ["fake-large", "fake-small"] });
  const evidence: Evidence[] = [];
  await keepAnswers(page);
  await openLathe(page, lathe);

  await test.step("added by hand with a wrong key, tested, mended and tested", async () => {
    await page.keyboard.press("Control+,");
    await page.getByRole("button", { name: "Add provider" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Name" }).fill("local");
    await dialog.getByRole("textbox", { name: "Address" }).fill(endpoint.baseUrl);
    await dialog.getByRole("textbox", { name: "Key" }).fill(secondKey);
    await dialog.getByRole("button", { name: "Add and test" }).click();
    await expect(
      page
        .getByText(/key/i)
        .filter({ hasText: /reject|refus|not accept/i })
        .first(),
    ).toBeVisible();
    await page.getByRole("button", { name: /^Edit/ }).first().click();
    await dialog.getByRole("radio", { name: "Enter a key" }).check();
    await dialog.getByRole("textbox", { name: "Key" }).fill(key);
    await dialog.getByRole("button", { name: "Save and test" }).click();
    await expect(page.getByText(/2 models/).first()).toBeVisible();
    evidence.push(asEvidence("the settings page", await page.content()));
  });

  await test.step("used: streamed, echoed in an error and in a reply, refused, broken off", async () => {
    await page.getByRole("button", { name: "Studio" }).click();
    await openPrompt(page, "电商客服");
    for (const model of [
      "fake-large",
      "fault-echo-key-in-reply",
      "fault-echo-key",
      "fault-401",
      "fault-drop",
    ]) {
      await chooseModel(page, `local/${model}`);
      const started = page.waitForResponse((response) => response.url().endsWith("/api/runs.start"));
      await page.keyboard.press("Control+Enter");
      await started;
      await expect(studio.runRegion(page).getByRole("button", { name: "Run Ctrl+Enter" })).toBeVisible();
      evidence.push(asEvidence(`the page after ${model}`, await page.content()));
    }
    expect(endpoint.requests.filter(({ path }) => path.endsWith("/chat/completions")).length).toBeGreaterThan(
      4,
    );
  });

  await test.step("saved, compared, copied and listed in every way there is", async () => {
    await typeAtEndOfMessage(page, 1, "\nOne more line.");
    await expect(studio.saved(page)).toBeVisible();
    await saveVersion(page);
    for (const operation of ["providers.list", "providers.models", "providers.prices", "host.describe"])
      await call(page, operation, {});
    await call(page, "workspace.back-up", {});
    const prompts = await call(page, "prompts.list", {});
    await call(page, "runs.list", { promptId: prompts.value.prompts[0].promptId });
    const listed = await call(page, "providers.list", {});
    expect(listed.value.find(({ name }: { name: string }) => name === "local").key).toEqual({
      kind: "vault",
      hint: key.slice(-4),
    });
    const file = join(scratch, "prompt.txt");
    writeFileSync(file, "Say hello.");
    const commands = [
      ["provider", "list", "--json"],
      ["provider", "test", "local", "--json"],
      ["save", "Echo", "--file", file],
      ["run", "Echo", "--model", "local/fault-echo-key-in-reply", "--stream"],
      ["run", "Echo", "--model", "local/fault-echo-key", "--json"],
      ["show", "Echo", "--json"],
      ["backup", "--json"],
      ["verify", "--deep", "--json"],
    ];
    for (const args of commands) evidence.push(...(await command(lathe, scratch, args)).evidence);
  });

  await test.step("and it is nowhere", async () => {
    const received = await page.evaluate(() => (window as unknown as { received: string[] }).received);
    expect(received.length).toBeGreaterThan(30);
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    const everything = [
      ...evidence,
      ...received.map((text) => asEvidence(`an answer: ${text.slice(0, 60)}`, text)),
      asEvidence("the browser's storage", stored),
      asEvidence("the page", await page.content()),
      asEvidence("stdout and stderr of the host", lathe.output()),
      ...seenOfProcess(lathe.pid, "the host"),
      ...filesIn(lathe.home),
      ...filesIn(scratch),
    ];
    const names = everything.map(({ name }) => name).join("\n");
    for (const part of ["workspace.db-wal", "vault.json", "web-port", "backups/", "/environ", "/cmdline"])
      expect(names).toContain(part);
    const hits = everything.flatMap(({ name, bytes }) =>
      [key, secondKey].flatMap((secret) => findSecret(bytes, secret).map((form) => `${form} in ${name}`)),
    );
    expect(hits).toEqual([]);
    // The search finds what there is to find.
    expect(findSecret(Buffer.from(`x ${Buffer.from(`ab${key}cd`).toString("base64")}`), key)).not.toEqual([]);
    expect(readdirSync(join(scratch, "tmp")).filter((name) => name.startsWith("lathe"))).toEqual([]);
  });
  await endpoint.close();
});

test("A-30 the shipped page has no source maps", async ({ page, lathe }) => {
  const scripts: string[] = [];
  page.on("response", async (response) => {
    if (/\.(js|css)$/.test(new URL(response.url()).pathname)) scripts.push(response.url());
  });
  await openLathe(page, lathe);
  expect(scripts.length).toBeGreaterThan(1);
  for (const url of scripts) {
    const [script, map] = [await page.request.get(url), await page.request.get(`${url}.map`)];
    expect(await script.text()).not.toMatch(/[#@] sourceMappingURL=/);
    expect(map.status(), url).toBe(404);
  }
});
