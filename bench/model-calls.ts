import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openDatabase } from "#core/store/open-database.ts";
import { createSystemPorts } from "#core/system-ports.ts";
import { createSessionVault } from "#core/vaults/session-vault.ts";
import { openWorkspace } from "#core/workspace/workspace.ts";
import { createClient } from "#shared/contract/client.ts";
import { promptContent } from "#shared/model/content.ts";
import { node } from "../tests/support/lathe-server.ts";
import type { Figure } from "./figures.ts";

const calls = 500;
const atOnce = 20;
const content = promptContent.parse({ messages: [{ role: "human", template: "Say hello to {name}." }] });

/**
 * A run of one prompt through the whole path (contract, formatting, scheduler, LangChain, stream, store, events), against
 * a bare `fetch` that reads the same stream and stores the answer with one insert.
 */
export async function measureModelCalls(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "lathe-bench-"));
  const provider = spawn(node, [join(import.meta.dirname, "fake-provider.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    const [line] = await once(createInterface(provider.stdout), "line");
    const baseUrl = String(line);
    const bare = await measureBare(baseUrl, join(folder, "bare"));
    const full = await measureLathe(baseUrl, join(folder, "full"));
    const against = "bare fetch and insert";
    return [
      { what: "bare fetch of a stream and one insert, a call", value: bare.cpuMs, unit: "ms cpu" },
      {
        what: "a run through the whole path, a call",
        value: full.cpuMs,
        unit: "ms cpu",
        ratio: full.cpuMs / bare.cpuMs,
        against,
      },
      {
        what: `runs at concurrency ${atOnce}, no latency`,
        value: full.perSecond,
        unit: "per s",
        ratio: full.perSecond / bare.perSecond,
        against,
      },
    ];
  } finally {
    provider.stdin.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureBare(baseUrl: string, folder: string) {
  const db = openDatabase(join(folder, "workspace.db"), { log: () => {} });
  const figures = await measure(async (index) => {
    const response = await fetch(`${baseUrl}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        model: "m",
        stream: true,
        messages: [{ role: "user", content: `Say hello to ${index}.` }],
      }),
    });
    const text = await response.text();
    const deltas = text.split("\n").filter((one) => one.startsWith("data: {"));
    const answer = deltas.map((one) => JSON.parse(one.slice(6)).choices[0]?.delta?.content ?? "").join("");
    db.run("bare insert", "INSERT INTO settings VALUES (@name, @answer)", { name: String(index), answer });
  });
  db.close();
  return figures;
}

async function measureLathe(baseUrl: string, folder: string) {
  const workspace = await openWorkspace({
    folder,
    host: "test",
    appVersion: "bench",
    capabilities: { nativeDialogs: false, nativeMenu: false },
    ports: createSystemPorts({ vault: createSessionVault(), log: () => {} }),
    sample: false,
  });
  const lathe = createClient<AbortSignal>(workspace.open);
  await lathe.call("providers.add", {
    name: "fake",
    baseUrl,
    key: { kind: "none" },
    limits: { concurrency: atOnce },
  });
  const { promptId } = await lathe.call("prompts.create", { name: "bench", content });
  const figures = await measure(async (index) => {
    const values = { name: String(index) };
    const started = { promptId, source: { kind: "content" as const, content }, values, model: "fake/m" };
    const { runId } = await lathe.call("runs.start", started);
    const frames = lathe.stream("runs.follow", { runId });
    for (;;) {
      const step = await frames.next();
      if (!step.done) continue;
      if (step.value.state !== "done") throw new Error(`a run ended as ${step.value.state}`);
      return;
    }
  });
  await workspace.close();
  return figures;
}

async function measure(call: (index: number) => Promise<void>) {
  let next = 0;
  const work = async (count: number) => {
    const end = next + count;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (next < end) {
          next += 1;
          await call(next);
        }
      }),
    );
  };
  // The first calls load and compile what the later ones use.
  await work(60);
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work(calls);
  const { user, system } = process.cpuUsage(cpu);
  return { cpuMs: (user + system) / 1000 / calls, perSecond: calls / ((performance.now() - started) / 1000) };
}
