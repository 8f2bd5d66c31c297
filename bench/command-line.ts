import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFakeOpenAi } from "../tests/support/fake-openai.ts";
import { latheProgram, node } from "../tests/support/lathe-server.ts";
import { type Figure, percentiles } from "./figures.ts";

const repeats = 9;

/** From the command line's start to its first model call, against the same Node starting with nothing to do. */
export async function measureCommandLine(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "lathe-bench-"));
  const fake = await startFakeOpenAi({ models: ["m"] });
  const run = (args: string[]) => {
    const child = spawn(node, args, { stdio: ["pipe", "ignore", "ignore"] });
    child.stdin.end("Say hello.");
    return once(child, "exit");
  };
  const lathe = (...args: string[]) => run([latheProgram, ...args, "--home", folder]);
  const median = async (work: (started: number) => Promise<number>) => {
    const taken: number[] = [];
    for (let count = 0; count < repeats; count += 1) taken.push(await work(performance.now()));
    return percentiles(taken).p50;
  };
  try {
    await lathe("provider", "add", "fake", "--base-url", fake.baseUrl);
    await lathe("save", "hello", "--file", "-");
    const bare = await median(async (started) => {
      await run(["-e", ""]);
      return performance.now() - started;
    });
    const firstCall = await median(async (started) => {
      const before = fake.requests.length;
      const ended = lathe("run", "hello", "--model", "fake/m");
      await fake.untilPending(1);
      const took = performance.now() - started;
      await ended;
      if (fake.requests.length !== before + 1) throw new Error("the run made no call");
      return took;
    });
    const against = "node -e ''";
    return [
      { what: "node -e '', start to end, p50", value: bare, unit: "ms" },
      {
        what: "lathe run, start to first call, p50",
        value: firstCall,
        unit: "ms",
        ratio: firstCall / bare,
        against,
        goal: 600,
      },
    ];
  } finally {
    await fake.close();
    rmSync(folder, { recursive: true });
  }
}
