/** One measured test run in a process of its own, for its memory: `lathe` or the `bare` loop. Prints one line of JSON. */
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { createSystemPorts } from "#core/system-ports.ts";
import { createSessionVault } from "#core/vaults/session-vault.ts";
import { openWorkspace } from "#core/workspace/workspace.ts";
import { createClient } from "#shared/contract/client.ts";
import { check } from "#shared/model/check.ts";
import { promptContent } from "#shared/model/content.ts";
import { caseContent } from "#shared/model/suite.ts";

const [kind = "", server = "", folder = "", cases = "", latency = "", concurrency = ""] = process.argv.slice(2);
const baseUrl = `${server}/${latency}/v1`;
const count = Number(cases);
const atOnce = Number(concurrency);
const template = "Answer the customer in one friendly sentence, as JSON: {question}";
const questionOf = (index: number) => `Where is my order number ${index}, which I made two weeks ago?`;

const measured = kind === "bare" ? await measureBare() : await measureLathe();
process.stdout.write(`${JSON.stringify({ ...measured, peakMb: process.resourceUsage().maxRSS / 1024 })}\n`);

async function timed(work: () => Promise<void>) {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work();
  const wallMs = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1000 };
}

/** `fetch`, two checks, and one row for each answer, in transactions of two hundred. */
async function measureBare() {
  const db = new BetterSqlite3(join(folder, "bare.db"));
  db.pragma("journal_mode = WAL");
  db.exec("CREATE TABLE answers (id INTEGER PRIMARY KEY, text TEXT, passed INTEGER)");
  const insert = db.prepare("INSERT INTO answers (text, passed) VALUES (?, ?)");
  let held: [string, number][] = [];
  const store = () => {
    const rows = held;
    held = [];
    db.transaction(() => rows.forEach((row) => insert.run(...row)))();
  };
  const ask = async (index: number) => {
    const content = template.replace("{question}", questionOf(index));
    const response = await fetch(`${baseUrl}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "m", messages: [{ role: "user", content }] }),
    });
    const text: string = (await response.json()).choices[0].message.content;
    const passed = text.includes("word") && typeof JSON.parse(text) === "object";
    held.push([text, passed ? 1 : 0]);
    if (held.length >= 200) store();
  };
  const figures = await timed(async () => {
    let next = 0;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (next < count) {
          next += 1;
          await ask(next);
        }
      }),
    );
    store();
  });
  db.close();
  return figures;
}

/** From the command to the stored end of the run; the workspace is open and its suite is there. */
async function measureLathe() {
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
    name: "bench",
    baseUrl,
    key: { kind: "none" },
    limits: { concurrency: 256 },
  });
  const content = promptContent.parse({
    messages: [{ role: "human", template }],
    variables: [{ name: "question" }],
  });
  const { promptId } = await lathe.call("prompts.create", { name: "bench", content });
  const { suiteId, revision } = await lathe.call("suites.create", {
    name: "bench",
    promptId,
    checks: [check.parse({ type: "contains", value: "word" }), check.parse({ type: "is-json" })],
  });
  await lathe.call("suites.edit-cases", {
    suiteId,
    baseRevision: revision,
    edits: Array.from({ length: count }, (_, index) => ({
      kind: "add" as const,
      after: null,
      content: caseContent.parse({ inputs: { question: questionOf(index) } }),
    })),
  });
  const run = async (only: string[]) => {
    const { testRunId } = await lathe.call("tests.start", {
      promptId,
      source: { kind: "content", content },
      suiteId,
      models: ["bench/m"],
      concurrency: atOnce,
      only: only.length === 0 ? null : { tags: [], splits: [], caseIds: only as never[] },
    });
    const frames = lathe.stream("tests.follow", { testRunId });
    for (;;) {
      const step = await frames.next();
      if (!step.done) { const c = step.value.counts; if (c.passed + c.failed + c.errored + c.unscored === c.planned) return; continue; }
      const { state, counts } = step.value;
      if (state !== "done" || counts.passed !== counts.planned)
        throw new Error(`the run ended as ${state}: ${JSON.stringify(counts)}`);
      return;
    }
  };
  // The first calls load and compile what the later ones use.
  const { cases: some } = await lathe.call("suites.cases", { suiteId, limit: 40 });
  await run(some.map(({ caseId }) => caseId));
  const { Session } = await import("node:inspector/promises"); const ins = new Session(); ins.connect(); await ins.post("Profiler.enable"); if (process.env.PROF) await ins.post("Profiler.start");
  const figures = await timed(() => run([]));
  if (process.env.PROF) { const { profile } = await ins.post("Profiler.stop"); (await import("node:fs")).writeFileSync(process.env.PROF, JSON.stringify(profile)); }
  await workspace.close();
  return figures;
}
