import { spawn } from "node:child_process";
import { constants } from "node:os";

const lookEveryMs = 500;

/** Starts the program that this one was about: its signals go to it, its end is the end of this process. */
export function handOver(command, args, env = {}) {
  const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, ...env } });
  // The terminal sends Ctrl-C to both; the program decides when it is done.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  // npm passes a signal to its shell only, and that dies without telling: nobody would end this program any more.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event !== undefined) {
    setInterval(() => process.ppid === parent || child.kill("SIGTERM"), lookEveryMs).unref();
  }
  child.on("error", (error) => {
    process.stderr.write(`${command} cannot be started: ${error.message}\n`);
    process.exit(3);
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
