import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const sources = join(root, "electron", "cli", "main.ts");
/** `npm test` has the program built already, and built it starts in half of the time. */
const program = process.env.LATHE_PROGRAM ?? sources;

export interface CliResult {
  /** null: a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
  /** Of the one JSON document that stdout must be. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into an answer as they like
  json: any;
}

export interface CliOptions {
  home?: string;
  input?: string | Uint8Array;
  env?: Record<string, string>;
  cwd?: string;
  /** Also where there is a built program: from the sources, which have no page beside them. */
  fromSources?: boolean;
}

/** A command under way: its process, its output so far, and its end. */
export interface CliProcess {
  child: ChildProcess;
  /** Resolves as soon as stdout holds `text`; rejects when the command ends without. */
  untilPrinted(text: string): Promise<void>;
  end: Promise<CliResult>;
}

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "lathe-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs one command for real, in a process of its own. */
export const runCli = (args: string[], options: CliOptions = {}): Promise<CliResult> =>
  startCli(args, options).end;

/** Runs one command with its stdout in a file; what it says on stderr is answered. */
export async function runCliInto(
  file: string,
  args: string[],
  options: { home: string },
): Promise<Pick<CliResult, "code" | "stderr">> {
  const out = openSync(file, "w");
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, LATHE_HOME: options.home },
    stdio: ["ignore", out, "pipe"],
  });
  closeSync(out);
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (piece: string) => {
    stderr += piece;
  });
  const [code] = await once(child, "close");
  return { code, stderr };
}

export function startCli(args: string[], options: CliOptions = {}): CliProcess {
  const { LATHE_HOME: _own, ...env } = process.env;
  const child = spawn(process.execPath, [options.fromSources === true ? sources : program, ...args], {
    env: {
      ...env,
      // Never the keyring of whoever runs the tests.
      LATHE_VAULT: "file",
      ...(options.home === undefined ? {} : { LATHE_HOME: options.home }),
      ...options.env,
    },
    cwd: options.cwd,
    stdio: "pipe",
  });
  let stdout = "";
  let stderr = "";
  const readers = new Set<() => void>();
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    stdout += piece;
    for (const look of readers) look();
  });
  child.stderr.setEncoding("utf8").on("data", (piece: string) => {
    stderr += piece;
  });
  // A command that does not read its input closes it early.
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  const end = once(child, "close").then(
    ([code]): CliResult => ({
      code: code as number | null,
      stdout,
      stderr,
      get json() {
        return JSON.parse(stdout);
      },
    }),
  );
  return {
    child,
    end,
    untilPrinted: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (stdout.includes(text)) resolve();
        };
        readers.add(look);
        look();
        end.then(() => reject(new Error(`It ended without “${text}”:\n${stdout}${stderr}`)), reject);
      }),
  };
}
