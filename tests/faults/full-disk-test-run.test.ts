import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { describe, expect, it } from "vitest";
import type { TestRunId } from "#shared/model/ids.ts";
import type { TestRun } from "#shared/model/test-run.ts";
import { startFakeOpenAi } from "../support/fake-openai.ts";
import { canMount } from "../support/needs-tool.ts";
import { contentOf, type OpenWorkbench, openWorkbench } from "../support/open-workbench.ts";
import { runCli } from "../support/run-cli.ts";
import { mountSmallDisk } from "./small-disk.ts";

/** As many as the fault is told of with `LATHE_CASES=10000`. */
const cases = Number(process.env.LATHE_CASES ?? 1_500);

describe.skipIf(!canMount())("a disk that fills up in the middle of a test run", () => {
  it("R-12 halts it with the reason, loses no result that was shown, and it goes on when there is room", {
    timeout: 600_000,
  }, async () => {
    const disk = mountSmallDisk(16 * 1024 * 1024 + cases * 10_000);
    const fake = await startFakeOpenAi({ reply: () => ({ text: "word", pieces: ["word"] }) });
    const { lathe, close } = await openWorkbench(disk.folder);
    await lathe.call("providers.add", {
      name: "fake",
      baseUrl: fake.baseUrl,
      key: { kind: "none" },
      limits: { concurrency: 64 },
    });
    const testRunId = await startRun(lathe);
    let shown = 0;
    const halted = await follow(lathe, testRunId, ({ passed, failed }) => {
      shown = passed + failed;
      if (shown > cases / 4 && disk.freeBytes() > 0) disk.fill();
    });
    expect(halted.state).toBe("halted");
    expect(halted.error).toMatchObject({
      code: "store.disk-full",
      message: expect.stringContaining("full"),
    });
    expect(total(halted)).toBeGreaterThanOrEqual(shown);
    expect(total(halted)).toBeLessThan(cases);
    expect((await lathe.call("tests.results", { testRunId })).total).toBe(total(halted));

    disk.makeRoom();
    await lathe.call("tests.resume", { testRunId });
    const done = await follow(lathe, testRunId, () => {});
    expect(done).toMatchObject({ state: "done", error: null, counts: { planned: cases, errored: 0 } });
    expect(total(done)).toBe(cases);
    await close();
    await fake.close();

    // Each answer once: none was paid for twice, and none is missing.
    const raw = new BetterSqlite3(join(disk.folder, "workspace.db"), { readonly: true });
    const count = (sql: string) => raw.prepare(sql).pluck().get();
    expect(count("SELECT count(DISTINCT cell) FROM test_attempts WHERE is_current = 1")).toBe(cases);
    expect(count("SELECT count(*) FROM test_attempts")).toBe(cases);
    expect(count("SELECT count(*) FROM recordings")).toBe(cases);
    expect(fake.requests).toHaveLength(cases);
    raw.close();
    expect(await runCli(["verify", "--json"], { home: disk.folder })).toMatchObject({ json: { ok: true } });
  });
});

const total = ({ counts }: TestRun): number =>
  counts.passed + counts.failed + counts.errored + counts.unscored;

async function startRun(lathe: OpenWorkbench["lathe"]): Promise<TestRunId> {
  const content = contentOf("Say {word}.");
  const { promptId } = await lathe.call("prompts.create", { name: "tested", content });
  const { suiteId, revision } = await lathe.call("suites.create", {
    name: "many",
    checks: [{ type: "word-count", value: { max: 1_000 } }],
  });
  await lathe.call("suites.edit-cases", {
    suiteId,
    baseRevision: revision,
    edits: Array.from({ length: cases }, (_, number) => ({
      kind: "add" as const,
      after: null,
      content: { inputs: { word: `word ${number}` } },
    })),
  });
  const { testRunId } = await lathe.call("tests.start", {
    promptId,
    source: { kind: "content", content },
    suiteId,
    models: ["fake/large"],
  });
  return testRunId;
}

/** Until it stands still; `look` sees the counts as they are told. */
async function follow(
  lathe: OpenWorkbench["lathe"],
  testRunId: TestRunId,
  look: (counts: TestRun["counts"]) => void,
): Promise<TestRun> {
  const frames = lathe.stream("tests.follow", { testRunId });
  for (;;) {
    const step = await frames.next();
    if (step.done) return step.value;
    look(step.value.counts);
  }
}
